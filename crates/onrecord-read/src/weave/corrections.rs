//! Words that say that an earlier report was wrong or a count was taken again.

use onrecord_rules::{Fault, Lexicon, Shelf};
use onrecord_types::Span;

use super::told::Told;

/// What a phrase says of earlier reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// An earlier report was wrong.
    Correction,
    /// A count was taken again.
    Revision,
    /// A count is lower than before, which need not mean that it was wrong.
    Lowering,
    /// A dispatch is taken back.
    Withdrawal,
}

/// The phrases, in lower case.
pub struct Marks(Vec<(String, Mark)>);

/// Loads the phrases.
pub fn marks(shelf: &Shelf, faults: &mut Vec<Fault>) -> Marks {
    let name = "weave/lexicon/corrections.tsv";
    let paper = shelf.take(name, include_str!("lexicon/corrections.tsv"));
    let mut marks = Vec::new();
    for row in Lexicon::read(&paper, 2, faults).rows() {
        let mark = match row.column(1) {
            "correction" => Mark::Correction,
            "revision" => Mark::Revision,
            "lowering" => Mark::Lowering,
            "withdrawal" => Mark::Withdrawal,
            other => {
                let fault = Fault::new(name, row.line, format!("unknown kind `{other}`"));
                faults.push(fault.hint("correction, revision, lowering or withdrawal"));
                continue;
            }
        };
        marks.push((row.column(0).to_lowercase(), mark));
    }
    Marks(marks)
}

impl Marks {
    /// What the sentence around a span says of earlier reports.
    pub fn beside(&self, told: &Told<'_>, span: Span) -> Option<Mark> {
        let sentence = told.sentence(span);
        self.find(told.words(sentence)).or_else(|| {
            // "Correction: we gave 7,000. The mission counts 5,765."
            let before = told.sentence_before(sentence)?;
            // The label may stand as a sentence of its own.
            let label = told.sentence_before(before);
            let label = label.filter(|&label| told.words(label).trim_end().ends_with(':'));
            let mut around = [Some(before), label].into_iter().flatten();
            let mark = around.find_map(|sentence| self.find(told.words(sentence)));
            mark.filter(|mark| *mark == Mark::Correction)
        })
    }

    /// What a stretch of text says of earlier reports.
    pub fn within(&self, told: &Told<'_>, span: Span) -> Option<Mark> {
        self.find(told.words(span))
    }

    /// Whether the dispatch as a whole says that it corrects an earlier one: at the head of its
    /// headline, where "Ministry corrects toll" is only a story about a correction.
    pub fn whole(&self, told: &Told<'_>) -> Option<Mark> {
        let title = told.record.dispatch.title.as_deref().unwrap_or_default().to_lowercase();
        let title = title.trim_start_matches(|c: char| !c.is_alphanumeric());
        let heads = self.0.iter().filter(|(phrase, mark)| {
            matches!(mark, Mark::Correction | Mark::Withdrawal)
                && title.strip_prefix(phrase.as_str()).is_some_and(|rest| {
                    phrase.ends_with(':') || !rest.starts_with(char::is_alphanumeric)
                })
        });
        heads.map(|(_, mark)| *mark).min()
    }

    fn find(&self, words: &str) -> Option<Mark> {
        let words = words.to_lowercase();
        let found = self.0.iter().filter(|(phrase, _)| holds(&words, phrase));
        found.map(|(_, mark)| *mark).min()
    }
}

// Whole words only: "corrects" is not in "correctsional".
fn holds(words: &str, phrase: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let before = words.get(..at).and_then(|before| before.chars().next_back());
        let after = words.get(at + phrase.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric)
            && (phrase.ends_with(':') || !after.is_some_and(char::is_alphanumeric))
    })
}
