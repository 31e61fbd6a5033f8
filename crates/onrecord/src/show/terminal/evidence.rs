//! EVIDENCE: each sentence with the words marked that findings rest on, and the findings below.

use onrecord_types::{Proposal, Span, Statement, TimeMention};

use super::page::{Page, word};
use super::{Ink, Piece, Sheet, board, clock, contacts, events, figures, piece, statements, times};

/// A finding, the words it rests on, and how it is told in a line.
struct Finding {
    at: Option<Span>,
    marks: Vec<Span>,
    id: String,
    line: Vec<Piece>,
    by: Vec<String>,
}

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let findings = findings(page);
    let sentences = &page.record.sentences;
    let at = |span: Span| sentences.partition_point(|sentence| sentence.end() <= span.start());
    let mut here: Vec<Vec<&Finding>> = vec![Vec::new(); sentences.len()];
    let mut marks: Vec<Vec<Span>> = vec![Vec::new(); sentences.len()];
    for finding in &findings {
        if let Some(list) = finding.at.and_then(|span| here.get_mut(at(span))) {
            list.push(finding);
        }
        for &mark in &finding.marks {
            if let Some(list) = marks.get_mut(at(mark)) {
                list.push(mark);
            }
        }
    }
    for ((&sentence, here), marks) in sentences.iter().zip(here).zip(marks) {
        sheet.blank();
        sheet.paragraph(0, 0, &marked(page, sentence, &marks));
        for finding in here {
            let mut line = finding.line.clone();
            if !finding.by.is_empty() {
                line.push(piece(Ink::Faint, format!("  ({})", finding.by.join(", "))));
            }
            sheet.row(2, &[(piece(Ink::Faint, finding.id.as_str()), 4)], &line);
        }
    }
}

fn findings(page: &Page<'_>) -> Vec<Finding> {
    let record = page.record;
    let mut out: Vec<Finding> = record.times.iter().map(|time| of_time(page, time)).collect();
    out.extend(record.statements.iter().map(|found| of_statement(page, found)));
    out.extend(record.events.iter().map(|found| {
        let kind = found.plover.as_ref().map_or(String::new(), |plover| plover.kind.clone());
        let status = format!(" {}  ", word(&found.status));
        let mut line = vec![piece(Ink::Strong, kind), piece(Ink::Faint, status)];
        line.extend(events::line(page, found));
        finding(found.id, vec![found.trigger], line, &found.by)
    }));
    out.extend(record.contacts.iter().map(|found| {
        let (mark, ink) = contacts::mark(found.status);
        let who = page.names(&found.participants);
        let line = vec![
            piece(ink, format!("{mark} {} ", word(&found.kind))),
            piece(Ink::Name, who),
            piece(ink, format!(" {}", word(&found.status))),
        ];
        finding(found.id, found.spans.clone(), line, &found.by)
    }));
    out.extend(record.proposals.iter().flat_map(|proposal| of_proposal(page, proposal)));
    out.extend(record.figures.iter().map(|found| {
        let mut line =
            vec![piece(Ink::Strong, format!("{}  ", figures::amount(&figures::Bounds::of(found))))];
        line.extend(figures::of_what(page, found));
        finding(found.id, vec![found.span], line, &found.by)
    }));
    out.extend(record.actors.iter().map(|actor| {
        // An actor stands where it is first mentioned.
        let first = actor.mentions.iter().take(1).map(|mention| mention.span).collect();
        let code = actor.code.as_ref().map_or(String::new(), |code| format!("  {code}"));
        let line = vec![piece(Ink::Name, actor.name.as_str()), piece(Ink::Faint, code)];
        finding(actor.id, first, line, &actor.by)
    }));
    out.sort_by_key(|finding| finding.at.map(|span| span.start()));
    out
}

fn finding(
    id: impl std::fmt::Display,
    marks: Vec<Span>,
    line: Vec<Piece>,
    by: &[String],
) -> Finding {
    let at = marks.iter().copied().find(|span| !span.is_empty());
    Finding { at, marks, id: id.to_string(), line, by: by.to_vec() }
}

fn of_time(page: &Page<'_>, time: &TimeMention) -> Finding {
    let told = clock::range(time.earliest, time.latest, page.year());
    let told = if told.is_empty() { times::adrift(page, time) } else { told };
    let words = piece(Ink::Mark, page.words(time.span));
    finding(time.id, vec![time.span], vec![words, piece(Ink::Plain, format!("  {told}"))], &time.by)
}

fn of_statement(page: &Page<'_>, found: &Statement) -> Finding {
    // What was said is told in the line below; in the sentence its frame is marked.
    let cue = found.cue.as_ref().map(|cue| cue.span);
    let mut spans: Vec<Span> = cue.into_iter().chain(found.speaker_span).collect();
    if spans.is_empty() {
        spans.extend(found.content.first());
    }
    let teller = page.teller(Some(found.id)).unwrap_or_else(|| "speaker not told".to_owned());
    let mut line = vec![piece(Ink::Name, teller)];
    line.push(piece(Ink::Plain, format!(": {}  ", statements::said(page, found))));
    line.extend(statements::frame(page, found));
    finding(found.id, spans, line, &found.by)
}

/// A proposal, and each position on it where it is told.
fn of_proposal(page: &Page<'_>, proposal: &Proposal) -> Vec<Finding> {
    let kind = piece(Ink::Strong, format!("{}: ", proposal.kind));
    let line = vec![kind, piece(Ink::Mark, proposal.label.as_str())];
    let terms = proposal.terms.iter().map(|term| term.span);
    let spans = proposal.mentions.iter().copied().chain(terms).collect();
    let mut out = vec![finding(proposal.id, spans, line, &proposal.by)];
    out.extend(proposal.positions.iter().map(|position| {
        let mut line = board::line(page, position);
        line.push(piece(Ink::Plain, format!(" {}", proposal.label)));
        finding(proposal.id, vec![position.span], line, &position.by)
    }));
    out
}

/// A sentence in pieces, the marked stretches in their ink or in brackets.
fn marked(page: &Page<'_>, sentence: Span, marks: &[Span]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = sentence.start();
    let mut marks: Vec<Span> = marks.to_vec();
    marks.sort();
    let mut joined: Vec<Span> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start() <= last.end() => *last = last.join(mark),
            _ => joined.push(mark),
        }
    }
    let words = |from: u32, to: u32| {
        if from >= to {
            return String::new();
        }
        page.text.of(Span::new(from, to)).replace(['\n', '\r', '\t'], " ")
    };
    for mark in joined {
        let (from, to) = (mark.start().max(sentence.start()), mark.end().min(sentence.end()));
        out.push(piece(Ink::Plain, words(at, from)));
        out.push(piece(Ink::Mark, words(from, to)));
        at = to.max(at);
    }
    out.push(piece(Ink::Plain, words(at, sentence.end())));
    out.retain(|piece| !piece.words.is_empty());
    out
}
