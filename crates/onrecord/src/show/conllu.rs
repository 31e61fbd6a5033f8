//! The language layer in CoNLL-U, as in Universal Dependencies.

use std::fmt::Write;

use onrecord_types::{Doc, EntityKind, Tags};

/// One dispatch: `# newdoc id`, `# newpar`, then its sentences. MISC carries `TokenRange=` and `NER=`.
pub fn write(doc: &Doc<'_>, tags: &Tags) -> String {
    let mut out = format!("# newdoc id = {}\n", doc.dispatch.id.replace(['\n', '\r'], " "));
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if doc.paragraphs.get(doc.paragraph_of(number)).is_some_and(|p| p.sentences.start == number)
        {
            out.push_str("# newpar\n");
        }
        let text = doc.of(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {text}", number + 1);
        for at in sentence.tokens.clone() {
            line(&mut out, doc, tags, sentence.tokens.start, at);
        }
        out.push('\n');
    }
    out
}

fn line(out: &mut String, doc: &Doc<'_>, tags: &Tags, first: usize, at: usize) {
    let (Some(token), Some(tag)) = (doc.tokens.get(at), tags.tag(at)) else { return };
    let head = tag.head.map_or(0, |head| (head as usize).saturating_sub(first) + 1);
    let ner = tags.entity_at(at).map_or("O".to_owned(), |entity| {
        let mark = if entity.tokens.start == at { 'B' } else { 'I' };
        // In the names of UNER, which this column follows, a facility is a place.
        match entity.kind {
            EntityKind::Fac => format!("{mark}-LOC|Kind=FAC"),
            kind => format!("{mark}-{}", kind.name()),
        }
    });
    let space = if token.space_after { "" } else { "SpaceAfter=No|" };
    let word: String = doc.word(at).split_whitespace().collect::<Vec<_>>().join("\u{a0}");
    let lemma = if tag.lemma.is_empty() { "_" } else { tag.lemma.as_str() };
    let _ = writeln!(
        out,
        "{}\t{word}\t{lemma}\t{}\t{}\t_\t{head}\t{}\t_\t{space}TokenRange={}:{}|NER={ner}",
        at - first + 1,
        tag.upos.name(),
        tag.xpos,
        tag.rel,
        token.span.start(),
        token.span.end(),
    );
}
