//! Finds who wrote a dispatch, contributed to it or edited it, as its text tells.

use onrecord_types::{Credit, Dispatch};

use super::Kit;

// A by-line stands above the story.
const HEAD_LINES: usize = 8;
// More words than that are no name.
const NAME_WORDS: usize = 5;

/// Finds the credits in the text and adds them to those already known.
pub fn find(kit: &Kit, dispatch: &mut Dispatch) {
    let text = dispatch.text.clone();
    let head: usize = text.as_str().split_inclusive('\n').take(HEAD_LINES).map(str::len).sum();
    let mut found: Vec<(usize, Credit)> = Vec::new();
    for rule in &kit.credits {
        let part = if rule.head { text.as_str().get(..head) } else { Some(text.as_str()) };
        for matched in rule.pattern.captures_iter(part.unwrap_or_default()) {
            let Some(names) = matched.name("names") else { continue };
            for (credit, range) in people(kit, names.as_str(), &rule.role) {
                let bytes = names.start() + range.start..names.start() + range.end;
                let taken = found.iter().any(|(at, _)| *at == bytes.start);
                let span = text.span_of_bytes(bytes.clone());
                if !taken && span.is_some() {
                    found.push((bytes.start, Credit { span, ..credit }));
                }
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    for (_, credit) in found {
        let same = |known: &&mut Credit| known.name == credit.name && known.role == credit.role;
        match dispatch.credits.iter_mut().find(same) {
            Some(known) => known.span = known.span.or(credit.span),
            None => dispatch.credits.push(credit),
        }
    }
}

/// The people named in a list such as "Ann Roe and Jo Doe in Kyiv, Meridian News".
pub(super) fn people(kit: &Kit, names: &str, role: &str) -> Vec<(Credit, std::ops::Range<usize>)> {
    let mut out: Vec<(Credit, std::ops::Range<usize>)> = Vec::new();
    for (start, part) in pieces(names) {
        let part = without_place(part);
        if kit.positions.iter().any(|position| part.eq_ignore_ascii_case(position)) {
            continue;
        }
        let range = start..start + part.len();
        if let Some(agency) = kit.agencies.get(part) {
            let role = if role == "author" || role == "contributor" { "agency" } else { role };
            out.push((credit(agency, None, role), range));
        } else if is_outlet(kit, part) && !out.is_empty() {
            // "By Ann Roe and Jo Doe, Meridian News": the outlet of both.
            for (credit, _) in out.iter_mut().filter(|(credit, _)| credit.outlet.is_none()) {
                credit.outlet = Some(part.to_owned());
            }
        } else {
            let (outlet, name) = of_outlet(part);
            if is_name(name) || (outlet.is_none() && is_outlet(kit, name)) {
                let start = range.end - name.len();
                out.push((credit(name, outlet, role), start..range.end));
            }
        }
    }
    out
}

fn credit(name: &str, outlet: Option<&str>, role: &str) -> Credit {
    let outlet = outlet.map(str::to_owned);
    Credit { name: name.to_owned(), outlet, role: role.to_owned(), span: None }
}

/// The parts of a list, each with where it starts.
fn pieces(names: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut rest = names;
    loop {
        let cut = [", and ", " and ", ", ", " & ", " | ", " • "]
            .iter()
            .filter_map(|mark| rest.find(mark).map(|at| (at, mark.len())))
            .min();
        let piece = cut.and_then(|(at, _)| rest.get(..at)).unwrap_or(rest);
        let front = piece.len() - piece.trim_start().len();
        out.push((start + front, piece.trim()));
        let Some((at, width)) = cut else { return out };
        start += at + width;
        rest = rest.get(at + width..).unwrap_or_default();
    }
}

/// "Ann Roe in Kyiv" without where she was.
fn without_place(part: &str) -> &str {
    [" in ", " at ", " from "]
        .iter()
        .fold(part, |part, mark| part.split(mark).next().unwrap_or(part))
}

/// "Fox News' Alec Roe", "Ann Roe of Meridian News": for whom, and who.
fn of_outlet(part: &str) -> (Option<&str>, &str) {
    for mark in ["'s ", "’s ", "' ", "’ "] {
        if let Some((outlet, name)) = part.split_once(mark) {
            return (Some(outlet), name);
        }
    }
    (None, part)
}

fn is_outlet(kit: &Kit, part: &str) -> bool {
    kit.agencies.contains_key(part)
        || kit.outlets.iter().any(|outlet| match outlet.contains(' ') {
            true => part.contains(outlet.as_str()),
            false => part.split_whitespace().any(|word| word == outlet),
        })
}

fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    (2..=NAME_WORDS).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && !part.chars().any(|c| c.is_ascii_digit())
}
