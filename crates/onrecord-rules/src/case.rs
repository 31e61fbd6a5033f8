//! Cases: texts with the findings they must give, written in Markdown.

use crate::{Fault, Paper};

/// A text and what must be found in it.
///
/// ```
/// use onrecord_rules::{Case, Paper};
/// let text = "# A title\n\nWhy it matters.\n\npublished: 2025-03-18\nnot: quote.title\n\n> He said no.\n\n- statement: [He] said [no]\n";
/// let cases = Case::read(&Paper { name: "en.md".into(), text: text.into() }, &mut Vec::new());
/// assert_eq!(cases[0].name, "A title");
/// assert_eq!(cases[0].text, "He said no.");
/// assert_eq!(cases[0].published.as_deref(), Some("2025-03-18"));
/// assert_eq!(cases[0].not, ["quote.title"]);
/// assert_eq!(cases[0].expected, ["statement: [He] said [no]"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// Why it is there.
    pub why: String,
    /// The text to read; lines of the quotation, joined by line ends.
    pub text: String,
    /// When the text was published, if that matters.
    pub published: Option<String>,
    /// The place at its head, if that matters.
    pub dateline: Option<String>,
    /// Rules that must not fire on it although it looks like it (`not: date.month, date.season`).
    pub not: Vec<String>,
    /// The findings that must come out, one a line; empty for `- nothing`.
    pub expected: Vec<String>,
    /// What comes out today although it is wrong (`- wrong (why): finding`).
    pub wrong: Vec<String>,
    /// What should come out and does not today (`- missing (why): finding`).
    pub missing: Vec<String>,
    /// The lines of the file that hold the expectations (first, one past last), from zero.
    pub lines: (usize, usize),
}

impl Case {
    /// Reads a file of cases.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        for (at, line) in paper.text.lines().enumerate() {
            if let Some(name) = line.strip_prefix("# ") {
                cases.push(Case { name: name.trim().to_owned(), ..Case::default() });
                continue;
            }
            let Some(case) = cases.last_mut() else {
                if !line.trim().is_empty() {
                    let fault = Fault::new(&paper.name, at + 1, "text before the first case");
                    faults.push(fault.hint("start a case with `# its name`"));
                }
                continue;
            };
            case.line(at, line);
        }
        for case in &cases {
            if case.lines.1 == 0 {
                let what = format!("case `{}` expects nothing and does not say so", case.name);
                faults.push(Fault::new(&paper.name, 0, what).hint("write `- nothing`"));
            }
        }
        cases
    }

    fn line(&mut self, at: usize, line: &str) {
        if let Some(words) = line.strip_prefix('>') {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(words.strip_prefix(' ').unwrap_or(words));
        } else if let Some(day) = line.strip_prefix("published:") {
            self.published = Some(day.trim().to_owned());
        } else if let Some(place) = line.strip_prefix("dateline:") {
            self.dateline = Some(place.trim().to_owned());
        } else if let Some(rules) = line.strip_prefix("not:") {
            self.not.extend(rules.split(',').map(|rule| rule.trim().to_owned()));
        } else if let Some(finding) = line.strip_prefix("- ") {
            if self.lines.1 == 0 {
                self.lines.0 = at;
            }
            self.lines.1 = at + 1;
            let marked = |mark: &str| {
                let (_, finding) = finding.strip_prefix(mark)?.split_once("): ")?;
                Some(finding.trim().to_owned())
            };
            if let Some(finding) = marked("wrong (") {
                self.wrong.push(finding);
            } else if let Some(finding) = marked("missing (") {
                self.missing.push(finding);
            } else if finding.trim() != "nothing" {
                self.expected.push(finding.trim().to_owned());
            }
        } else if !line.trim().is_empty() {
            if !self.why.is_empty() {
                self.why.push(' ');
            }
            self.why.push_str(line.trim());
        }
    }
}
