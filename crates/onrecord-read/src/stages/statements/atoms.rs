//! What the models look at in every token, as small numbers computed once a doc.

use onrecord_types::{Doc, EntityKind, Tags, Upos};

use super::lexicon::Lexicon;
use super::quotes::Quote;

/// Everything the features are made of.
pub struct Atoms<'a> {
    /// The dispatch, cut up.
    pub doc: &'a Doc<'a>,
    /// The tree.
    pub tags: &'a Tags,
    /// Where marks quote.
    pub quotes: &'a [Quote],
    /// Words that report speech.
    pub lexicon: &'a Lexicon,
    /// One a token.
    pub atoms: Vec<Atom>,
}

/// One token, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atom {
    /// Hash of the lemma.
    pub lemma: u32,
    /// Hash of the lower-cased word.
    pub word: u32,
    /// Universal word class.
    pub pos: u32,
    /// Hash of the fine word class.
    pub fine: u32,
    /// Hash of the relation, with its subtype.
    pub rel: u32,
    /// Kind of the entity it belongs to; 0 for none.
    pub entity: u32,
    /// Case pattern: lower, capital, capitals, digits, mark, other.
    pub shape: u32,
    /// The quotation it stands in, counted from one; 0 for none.
    pub quote: u32,
    /// Hash of the word that marks its phrase (`case`, `mark`); 0 for none.
    pub marker: u32,
    /// Class of the cue it would be, counted from one; 0 for none.
    pub class: u32,
}

impl<'a> Atoms<'a> {
    /// Looks at every token once.
    pub fn of(doc: &'a Doc<'a>, tags: &'a Tags, quotes: &'a [Quote], lexicon: &'a Lexicon) -> Self {
        let mut atoms = Vec::with_capacity(doc.tokens.len());
        let mut quote = 0;
        for (at, token) in doc.tokens.iter().enumerate() {
            while quotes.get(quote).is_some_and(|q| q.marks.end() <= token.span.start()) {
                quote += 1;
            }
            let inside = quotes.get(quote).is_some_and(|q| q.marks.meets(token.span));
            let word = doc.word(at);
            let class = lexicon.class_of(tags, at).map_or(0, |class| class as u32 + 1);
            atoms.push(Atom {
                lemma: hash(tags.lemma(at)),
                word: hash_lower(word),
                pos: tags.upos(at) as u32 + 1,
                fine: hash(tags.xpos(at)),
                rel: hash(tags.rel(at)),
                entity: tags.entity_at(at).map_or(0, |entity| kind(entity.kind)),
                shape: shape(word),
                quote: if inside { quote as u32 + 1 } else { 0 },
                marker: 0,
                class,
            });
        }
        for at in 0..atoms.len() {
            let marker =
                tags.children(at).find(|&kid| matches!(tags.base_rel(kid), "case" | "mark"));
            if let Some(marker) = marker.and_then(|marker| atoms.get(marker)).map(|m| m.word)
                && let Some(atom) = atoms.get_mut(at)
            {
                atom.marker = marker;
            }
        }
        Atoms { doc, tags, quotes, lexicon, atoms }
    }

    /// The atom of a token; an empty one beyond the ends.
    pub fn at(&self, token: usize) -> Atom {
        self.atoms.get(token).copied().unwrap_or_default()
    }

    /// What the doc was cut from.
    pub fn dispatch(&self) -> &'a onrecord_types::Dispatch {
        self.doc.dispatch
    }

    /// Whether a token is a mark and no word.
    pub fn is_mark(&self, token: usize) -> bool {
        self.at(token).shape == SHAPE_MARK || self.tags.upos(token) == Upos::Punct
    }
}

const SHAPE_MARK: u32 = 5;

fn kind(kind: EntityKind) -> u32 {
    match kind {
        EntityKind::Per => 1,
        EntityKind::Org => 2,
        EntityKind::Loc => 3,
        EntityKind::Norp => 4,
        EntityKind::Fac => 5,
    }
}

fn shape(word: &str) -> u32 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match (letters.next(), letters.all(char::is_uppercase)) {
        (Some(first), false) if first.is_uppercase() => 2,
        (Some(first), true) if first.is_uppercase() && word.chars().count() > 1 => 3,
        (Some(first), _) if first.is_uppercase() => 2,
        (Some(_), _) => 1,
        (None, _) if word.chars().any(|c| c.is_ascii_digit()) => 4,
        _ => SHAPE_MARK,
    }
}

/// FNV-1a over the bytes.
pub fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn hash_lower(word: &str) -> u32 {
    if word.is_ascii() {
        let lower = word.bytes().map(|byte| byte.to_ascii_lowercase());
        lower.fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    } else {
        hash(&word.to_lowercase())
    }
}

/// Three numbers and the number of a template in one.
pub fn mix(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut sum = template.wrapping_mul(0x9e37_79b1) ^ 0x85eb_ca6b;
    for part in [a, b, c] {
        sum = (sum ^ part).wrapping_mul(0xcc9e_2d51);
        sum = sum.rotate_left(15).wrapping_mul(0x1b87_3593);
        sum ^= sum >> 13;
    }
    sum = (sum ^ (sum >> 16)).wrapping_mul(0x85eb_ca6b);
    sum ^ (sum >> 15)
}
