//! What was said: from the roles of tokens to spans of text, whole quotations where they are met.

use std::ops::Range;

use onrecord_types::{Span, Upos};

use super::atoms::Atoms;
use super::quotes::Quote;
use super::roles::Role;

/// The spans that tell what was said, in the order of the text.
pub fn spans(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for run in runs(atoms, roles, Role::Content) {
        let Some(run) = trimmed(atoms, run) else { continue };
        let Some(run) = after_dateline(atoms, run) else { continue };
        let span = atoms.doc.span_of(run.clone());
        spans.push(whole_quotes(atoms, cue, roles, run, span));
    }
    if let Some(first) = spans.first_mut() {
        *first = without_that(atoms, *first);
    }
    let mut carried = Vec::new();
    for span in &spans {
        carried.extend(carried_on(atoms, *span));
    }
    spans.extend(carried);
    joined(spans).into_iter().map(|span| with_marks(atoms, span)).collect()
}

/// A span that reaches beyond a quotation takes its marks along: is "going well", not is "going well.
fn with_marks(atoms: &Atoms<'_>, span: Span) -> Span {
    let first = atoms.quotes.partition_point(|quote| quote.words.end() <= span.start());
    let near = atoms.quotes.iter().skip(first).take_while(|quote| quote.words.start() < span.end());
    near.filter(|quote| span.holds(quote.words) && span != quote.words && !quote.repaired)
        .filter(|quote| !quote.marks.holds(span))
        .fold(span, |span, quote| span.join(quote.marks))
}

/// A span without the "that" at its head.
fn without_that(atoms: &Atoms<'_>, span: Span) -> Span {
    let mut tokens = atoms.doc.tokens_in(span);
    let that = tokens
        .next()
        .filter(|&at| atoms.doc.word(at) == "that" && atoms.tags.base_rel(at) == "mark");
    let word = that.and_then(|_| tokens.find(|&at| !atoms.is_mark(at)));
    let start = word.and_then(|at| atoms.doc.tokens.get(at)).map(|token| token.span.start());
    start.map_or(span, |start| Span::new(start.min(span.end()), span.end()))
}

/// A run without the place and day at the head of the dispatch ("HAVANA, Aug 24 (AP) - ").
pub fn after_dateline(atoms: &Atoms<'_>, run: Range<usize>) -> Option<Range<usize>> {
    if run.start > 24 {
        return Some(run);
    }
    let told = atoms.dispatch().dateline.as_ref().map_or(0, |dateline| dateline.span.end());
    let dash = (0..run.end.min(24)).rev().find(|&at| {
        matches!(atoms.doc.word(at), "-" | "—" | "–" | "--")
            && atoms.doc.tokens.get(at).is_some_and(|t| t.space_after)
    });
    let loud = atoms.at(0).shape == 3;
    let start = match dash {
        Some(dash) if loud && !(0..dash).any(|at| atoms.tags.upos(at) == Upos::Verb) => dash + 1,
        _ => atoms.doc.tokens.partition_point(|token| token.span.start() < told),
    };
    trimmed(atoms, run.start.max(start)..run.end.max(start))
}

/// Unbroken runs of one role; marks alone do not break them.
pub fn runs(atoms: &Atoms<'_>, roles: &[(usize, Role)], wanted: Role) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &(token, role) in roles {
        if role != wanted {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.end == token || (last.end..token).all(|t| atoms.is_mark(t)) => {
                last.end = token + 1
            }
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

/// A run without the marks at its ends; brackets and signs stay.
pub fn trimmed(atoms: &Atoms<'_>, mut run: Range<usize>) -> Option<Range<usize>> {
    let loose = |at: usize| {
        atoms.tags.upos(at) == Upos::Punct && !matches!(atoms.doc.word(at), "(" | ")" | "[" | "]")
    };
    while run.start < run.end && loose(run.start) {
        run.start += 1;
    }
    while run.start < run.end && loose(run.end - 1) {
        run.end -= 1;
    }
    (run.start < run.end).then_some(run)
}

/// Widens a span to the ends of the quotations in which it starts and ends.
fn whole_quotes(
    atoms: &Atoms<'_>,
    cue: usize,
    roles: &[(usize, Role)],
    run: Range<usize>,
    span: Span,
) -> Span {
    let own = atoms.at(cue).quote;
    let taken = |token: usize| {
        roles.iter().any(|&(t, role)| t == token && matches!(role, Role::Cue | Role::Source))
    };
    let free = |part: Span| atoms.doc.tokens_in(part).all(|token| !taken(token));
    let mut span = span;
    let quote = |token: usize| {
        let number = atoms.at(token).quote;
        (number > 0 && number != own).then(|| atoms.quotes.get(number as usize - 1)).flatten()
    };
    if let Some(quote) = quote(run.start) {
        let before = Span::new(quote.words.start().min(span.start()), span.start());
        if free(before) {
            span = span.join(before);
        }
    }
    if let Some(quote) = quote(run.end - 1) {
        let after = Span::new(span.end(), quote.words.end().max(span.end()));
        if free(after) {
            span = span.join(after);
        }
    }
    span
}

/// The paragraphs over which the quotation that a span ends with carries on.
pub fn carried_on(atoms: &Atoms<'_>, span: Span) -> Vec<Span> {
    let last = atoms.quotes.partition_point(|quote| quote.words.start() < span.end());
    let mut more = Vec::new();
    let mut at = last;
    while let Some(quote) = at.checked_sub(1).and_then(|before| atoms.quotes.get(before)) {
        let reached = span.end() >= quote.words.end() || !more.is_empty();
        if !quote.carries_on || !reached {
            break;
        }
        let Some(next) = atoms.quotes.get(at) else { break };
        more.push(next.words);
        at += 1;
    }
    more
}

/// "He said:" at the end of a paragraph: the quotations that the next paragraphs consist of.
pub fn announced(atoms: &Atoms<'_>, unit: Range<usize>) -> Vec<Span> {
    let doc = atoms.doc;
    let last = unit.end.saturating_sub(1);
    let paragraph = doc.paragraph_of(doc.sentence_of(last));
    let ends = doc.paragraphs.get(paragraph).is_some_and(|p| {
        doc.tokens.get(last).is_some_and(|token| token.span.end() >= p.span.end())
    });
    if doc.word(last) != ":" || !ends {
        return Vec::new();
    }
    let mut found = Vec::new();
    for next in doc.paragraphs.iter().skip(paragraph + 1).take(12) {
        let first = atoms.quotes.partition_point(|q| q.marks.start() < next.span.start());
        let quote = atoms.quotes.get(first).filter(|q| q.marks.start() == next.span.start());
        match quote {
            Some(quote) if quote.marks.end() + 2 >= next.span.end() => found.push(quote.words),
            Some(quote) if found.is_empty() => return vec![quote.words],
            _ => break,
        }
    }
    found
}

/// Sorted, and joined where they overlap or touch.
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.join(span),
            _ => out.push(span),
        }
    }
    out
}

/// What a content is made of; how sure a cue must be depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Some of it is quoted.
    Quoted,
    /// A clause with a subject of its own.
    #[default]
    Clause,
    /// A clause without one: "to leave", "paying the bribe".
    Bare,
    /// A phrase without a verb: "the report".
    Phrase,
}

impl Shape {
    /// The shape of a content.
    pub fn of(atoms: &Atoms<'_>, content: &[Span]) -> Shape {
        if quoted(atoms, content).0 > 0 {
            return Shape::Quoted;
        }
        let tags = atoms.tags;
        let shapes = content.iter().map(|&span| {
            let tokens = atoms.doc.tokens_in(span);
            let heads =
                tokens.clone().filter(|&t| tags.head(t).is_none_or(|h| !tokens.contains(&h)));
            let subject = |t: usize| {
                tags.child_by(t, "nsubj")
                    .or(tags.child_by(t, "expl"))
                    .is_some_and(|s| tokens.contains(&s))
            };
            let mut shape = Shape::Phrase;
            for head in heads {
                let relative = tags.rel(head) == "acl:relcl";
                if subject(head) && !relative {
                    return Shape::Clause;
                }
                if matches!(tags.upos(head), Upos::Verb | Upos::Aux)
                    && !matches!(tags.base_rel(head), "amod" | "acl")
                {
                    shape = Shape::Bare;
                }
            }
            shape
        });
        shapes.min_by_key(|&shape| shape as u8).unwrap_or_default()
    }

    /// The name under which it stands among what found a statement.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Quoted => "content.quoted",
            Shape::Clause => "content.clause",
            Shape::Bare => "content.bare",
            Shape::Phrase => "content.phrase",
        }
    }
}

/// How much of a content stands in quotation marks: its characters inside, and all of them.
pub fn quoted(atoms: &Atoms<'_>, content: &[Span]) -> (u32, u32) {
    let (mut inside, mut all) = (0, 0);
    for &span in content {
        let first = atoms.quotes.partition_point(|q| q.words.end() <= span.start());
        let near: Vec<&Quote> =
            atoms.quotes.iter().skip(first).take_while(|q| q.words.start() < span.end()).collect();
        let mut quote = 0;
        for (at, c) in (span.start()..).zip(atoms.doc.of(span).chars()) {
            while near.get(quote).is_some_and(|q| q.words.end() <= at) {
                quote += 1;
            }
            if c.is_alphanumeric() {
                all += 1;
                inside += u32::from(near.get(quote).is_some_and(|q| q.words.holds_at(at)));
            }
        }
    }
    (inside, all)
}
