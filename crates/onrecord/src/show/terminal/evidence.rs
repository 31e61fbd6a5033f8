//! EVIDENCE: each sentence with the words marked that findings rest on, and the findings below.

use onrecord_types::Span;

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
    let mut out = Vec::new();
    let mut add = |id: String, marks: Vec<Span>, line: Vec<Piece>, by: &[String]| {
        let at = marks.iter().copied().find(|span| !span.is_empty());
        out.push(Finding { at, marks, id, line, by: by.to_vec() });
    };
    for time in &record.times {
        let told = clock::range(time.earliest, time.latest, page.year());
        let told = if told.is_empty() { times::adrift(page, time) } else { told };
        let words = piece(Ink::Mark, page.words(time.span));
        let line = vec![words, piece(Ink::Plain, format!("  {told}"))];
        add(time.id.to_string(), vec![time.span], line, &time.by);
    }
    for found in &record.statements {
        // What was said is told in the line below; in the sentence its frame is marked.
        let cue = found.cue.as_ref().map(|cue| cue.span);
        let mut spans: Vec<Span> = cue.into_iter().chain(found.speaker_span).collect();
        if spans.is_empty() {
            spans.extend(found.content.first());
        }
        let mut line = vec![piece(
            Ink::Name,
            page.teller(Some(found.id)).unwrap_or_else(|| "speaker not told".to_owned()),
        )];
        line.push(piece(Ink::Plain, format!(": {}  ", statements::said(page, found))));
        line.extend(statements::frame(page, found));
        add(found.id.to_string(), spans, line, &found.by);
    }
    for found in &record.events {
        let status = word(&found.status);
        let kind = found.plover.as_ref().map_or(String::new(), |plover| plover.kind.clone());
        let mut line = vec![piece(Ink::Strong, kind), piece(Ink::Faint, format!(" {status}  "))];
        line.extend(events::line(page, found));
        add(found.id.to_string(), vec![found.trigger], line, &found.by);
    }
    for found in &record.contacts {
        let (mark, ink) = contacts::mark(found.status);
        let mut line = vec![piece(ink, format!("{mark} {} ", word(&found.kind)))];
        line.push(piece(Ink::Name, page.names(&found.participants)));
        line.push(piece(ink, format!(" {}", word(&found.status))));
        add(found.id.to_string(), found.spans.clone(), line, &found.by);
    }
    for found in &record.proposals {
        let line = vec![
            piece(Ink::Strong, format!("{}: ", found.kind)),
            piece(Ink::Mark, found.label.as_str()),
        ];
        let terms = found.terms.iter().map(|term| term.span);
        let spans = found.mentions.iter().copied().chain(terms).collect();
        add(found.id.to_string(), spans, line, &found.by);
        for position in &found.positions {
            let mut line = board::line(page, position);
            line.push(piece(Ink::Plain, format!(" {}", found.label)));
            add(found.id.to_string(), vec![position.span], line, &position.by);
        }
    }
    for found in &record.figures {
        let mut line = vec![piece(Ink::Strong, format!("{}  ", figures::amount(found)))];
        line.extend(figures::of_what(page, found));
        add(found.id.to_string(), vec![found.span], line, &found.by);
    }
    for actor in &record.actors {
        // An actor stands where it is first mentioned.
        let first: Vec<Span> = actor.mentions.iter().take(1).map(|mention| mention.span).collect();
        let code = actor.code.as_ref().map_or(String::new(), |code| format!("  {code}"));
        let line = vec![piece(Ink::Name, actor.name.as_str()), piece(Ink::Faint, code)];
        add(actor.id.to_string(), first, line, &actor.by);
    }
    out.sort_by_key(|finding| finding.at.map(|span| span.start()));
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
