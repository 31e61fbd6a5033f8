//! Reads what `onrecord read --format conllu` wrote, so that the parsing is done once.
#![allow(clippy::all, reason = "a script that trains; no part of the program")]

use std::collections::{BTreeMap, BTreeSet};

use onrecord_types::{Entity, EntityKind, Paragraph, Sentence, Span, Tag, Tags, Token, Upos};

/// The language layer of one dispatch.
#[derive(Default)]
pub struct Parse {
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    pub tags: Vec<Tag>,
    pub entities: Vec<Entity>,
}

impl Parse {
    /// The tags, with their tree indexed.
    pub fn tags(&self) -> Tags {
        Tags::new(self.tags.clone(), self.entities.clone())
    }
}

/// All dispatches in a file, by id.
pub fn read(text: &str) -> BTreeMap<String, Parse> {
    let (mut all, mut names) = (BTreeMap::new(), BTreeSet::new());
    let (mut id, mut parse) = (String::new(), Parse::default());
    let (mut first, mut paragraph) = (0, true);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            if !id.is_empty() {
                all.insert(std::mem::take(&mut id), std::mem::take(&mut parse));
            }
            (id, first, paragraph) = (name.to_owned(), 0, true);
        } else if line.starts_with("# newpar") {
            paragraph = true;
        } else if line.is_empty() {
            close(&mut parse, first, std::mem::take(&mut paragraph));
            first = parse.tokens.len();
        } else if !line.starts_with('#') {
            token(&mut parse, first, line, &mut names);
        }
    }
    all.insert(id, parse);
    all
}

fn close(parse: &mut Parse, first: usize, opens: bool) {
    if first == parse.tokens.len() {
        return;
    }
    let span = parse.tokens[first].span.join(parse.tokens[parse.tokens.len() - 1].span);
    let at = parse.sentences.len();
    parse.sentences.push(Sentence { span, tokens: first..parse.tokens.len() });
    match parse.paragraphs.last_mut().filter(|_| !opens) {
        Some(last) => (last.span, last.sentences.end) = (last.span.join(span), at + 1),
        None => parse.paragraphs.push(Paragraph { span, sentences: at..at + 1 }),
    }
}

fn token(parse: &mut Parse, first: usize, line: &str, names: &mut BTreeSet<&'static str>) {
    let columns: Vec<&str> = line.split('\t').collect();
    let misc: BTreeMap<&str, &str> =
        columns[9].split('|').filter_map(|pair| pair.split_once('=')).collect();
    let (start, end) = misc["TokenRange"].split_once(':').expect("start:end");
    let span = Span::new(start.parse().expect("a number"), end.parse().expect("a number"));
    let at = parse.tokens.len();
    parse.tokens.push(Token { span, space_after: !misc.contains_key("SpaceAfter") });
    let mut name = |word: &str| match names.get(word) {
        Some(known) => *known,
        None => {
            let kept: &'static str = Box::leak(word.to_owned().into_boxed_str());
            names.insert(kept);
            kept
        }
    };
    let head: u32 = columns[6].parse().expect("a number");
    parse.tags.push(Tag {
        upos: Upos::named(columns[3]).expect("a word class"),
        xpos: name(columns[4]),
        lemma: columns[2].to_owned(),
        head: head.checked_sub(1).map(|head| head + first as u32),
        rel: name(columns[7]),
    });
    let Some((mark, kind)) = misc["NER"].split_once('-') else { return };
    let kinds =
        [EntityKind::Per, EntityKind::Org, EntityKind::Loc, EntityKind::Norp, EntityKind::Fac];
    let Some(kind) = kinds.into_iter().find(|k| k.name() == kind) else { return };
    match parse.entities.last_mut().filter(|e| mark == "I" && e.tokens.end == at) {
        Some(last) => (last.tokens.end, last.span) = (at + 1, last.span.join(span)),
        None => parse.entities.push(Entity { kind, tokens: at..at + 1, span }),
    }
}
