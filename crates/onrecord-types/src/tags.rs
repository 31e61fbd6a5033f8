//! Word classes, lemmas, the dependency tree and entity names over the tokens of a doc.

use std::ops::Range;

use crate::Span;

/// What the stage `tags` hands on: one tag a token, and the entity names found.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// One a token, same index.
    pub tags: Vec<Tag>,
    /// The names found, in the order of the text, not overlapping.
    pub entities: Vec<Entity>,
    /// Children lists, built once: `kids[first[i]..first[i + 1]]` are the children of token i.
    first: Vec<u32>,
    kids: Vec<u32>,
}

impl Tags {
    /// Takes the tags over and indexes the tree.
    pub fn new(tags: Vec<Tag>, entities: Vec<Entity>) -> Tags {
        let mut first = vec![0u32; tags.len() + 1];
        let heads = || tags.iter().enumerate().filter_map(|(i, t)| Some((i, t.head? as usize)));
        for (_, head) in heads() {
            if let Some(count) = first.get_mut(head + 1) {
                *count += 1;
            }
        }
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        let mut next = first.clone();
        let mut kids = vec![0u32; first.last().copied().unwrap_or(0) as usize];
        for (i, head) in heads() {
            if head < tags.len() {
                kids[next[head] as usize] = i as u32;
                next[head] += 1;
            }
        }
        Tags { tags, entities, first, kids }
    }

    /// The tag of a token.
    pub fn tag(&self, token: usize) -> Option<&Tag> {
        self.tags.get(token)
    }

    /// The lemma of a token; empty beyond the last.
    pub fn lemma(&self, token: usize) -> &str {
        self.tags.get(token).map_or("", |tag| tag.lemma.as_str())
    }

    /// The word class of a token.
    pub fn upos(&self, token: usize) -> Upos {
        self.tags.get(token).map_or(Upos::X, |tag| tag.upos)
    }

    /// The fine word class (Penn Treebank).
    pub fn xpos(&self, token: usize) -> &'static str {
        self.tags.get(token).map_or("", |tag| tag.xpos)
    }

    /// The dependency relation with subtype, such as `nsubj:pass`.
    pub fn rel(&self, token: usize) -> &'static str {
        self.tags.get(token).map_or("", |tag| tag.rel)
    }

    /// The dependency relation without its subtype.
    pub fn base_rel(&self, token: usize) -> &'static str {
        let rel = self.rel(token);
        rel.split_once(':').map_or(rel, |(base, _)| base)
    }

    /// The head of a token (an index into the doc's tokens); `None` for the root of a sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.tags.get(token)?.head.map(|head| head as usize)
    }

    /// The children of a token, from left to right.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let bounds = self.first.get(token).zip(self.first.get(token + 1));
        let range = bounds.map_or(0..0, |(&from, &to)| from as usize..to as usize);
        self.kids[range].iter().map(|&kid| kid as usize)
    }

    /// The children that stand in one relation (subtypes included: `nsubj` finds `nsubj:pass`).
    pub fn children_by<'t>(
        &'t self,
        token: usize,
        rel: &'t str,
    ) -> impl DoubleEndedIterator<Item = usize> + Clone + 't {
        self.children(token).filter(move |&kid| self.rel(kid) == rel || self.base_rel(kid) == rel)
    }

    /// The first child in one relation.
    pub fn child_by(&self, token: usize, rel: &str) -> Option<usize> {
        self.children(token).find(|&kid| self.rel(kid) == rel || self.base_rel(kid) == rel)
    }

    /// A token and all those coordinated with it, from left to right: both names of "A and B".
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut next = 0;
        while let Some(&at) = all.get(next) {
            all.extend(self.children_by(at, "conj").filter(|kid| *kid != token));
            next += 1;
            if all.len() > self.tags.len() {
                break;
            }
        }
        all.sort_unstable();
        all
    }

    /// From a token to the root, the token itself first.
    pub fn upward(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        // A tree is no deeper than it has nodes; the bound guards against a cycle.
        std::iter::successors(Some(token), |&at| self.head(at)).take(self.tags.len().min(256))
    }

    /// The token that heads a run of tokens: the first whose head lies outside of it.
    pub fn top(&self, tokens: Range<usize>) -> Option<usize> {
        tokens.clone().find(|&at| self.head(at).is_none_or(|head| !tokens.contains(&head)))
    }

    /// The token range from the leftmost to the rightmost token below (and with) a token.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        self.subtree_without(token, |_| false)
    }

    /// Like `subtree`, leaving out the children (at any depth) for which `cut` holds.
    pub fn subtree_without(&self, token: usize, cut: impl Fn(usize) -> bool) -> Range<usize> {
        let (mut from, mut to) = (token, token + 1);
        let mut open = vec![token];
        let mut budget = self.tags.len() + 1;
        while let Some(at) = open.pop() {
            if budget == 0 {
                break;
            }
            budget -= 1;
            from = from.min(at);
            to = to.max(at + 1);
            open.extend(self.children(at).filter(|&kid| !cut(kid)));
        }
        from..to
    }

    /// Whether `token` stands below `above` in the tree (or is it).
    pub fn is_below(&self, token: usize, above: usize) -> bool {
        self.upward(token).any(|at| at == above)
    }

    /// The entity name that holds a token.
    pub fn entity_at(&self, token: usize) -> Option<&Entity> {
        let at = self.entities.partition_point(|entity| entity.tokens.end <= token);
        self.entities.get(at).filter(|entity| entity.tokens.contains(&token))
    }
}

/// What is known of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Universal word class.
    pub upos: Upos,
    /// Penn Treebank word class.
    pub xpos: &'static str,
    /// Dictionary form.
    pub lemma: String,
    /// Index of the head in the doc's tokens; `None` for a root.
    pub head: Option<u32>,
    /// Universal dependency relation with subtype.
    pub rel: &'static str,
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What kind of thing it names.
    pub kind: EntityKind,
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// Where.
    pub span: Span,
}

/// Kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A person.
    Per,
    /// An organisation.
    Org,
    /// A place.
    Loc,
    /// A nationality, a people or a religious or political group.
    Norp,
    /// A building, an airport, a road or a bridge.
    Fac,
}

impl EntityKind {
    /// As in the `NER=` column.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Per => "PER",
            EntityKind::Org => "ORG",
            EntityKind::Loc => "LOC",
            EntityKind::Norp => "NORP",
            EntityKind::Fac => "FAC",
        }
    }
}

/// Universal word classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the standard's")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// All of them, in the order of the enum.
    pub const ALL: [Upos; 17] = [
        Upos::Adj,
        Upos::Adp,
        Upos::Adv,
        Upos::Aux,
        Upos::Cconj,
        Upos::Det,
        Upos::Intj,
        Upos::Noun,
        Upos::Num,
        Upos::Part,
        Upos::Pron,
        Upos::Propn,
        Upos::Punct,
        Upos::Sconj,
        Upos::Sym,
        Upos::Verb,
        Upos::X,
    ];

    /// The name in the standard.
    pub fn name(self) -> &'static str {
        match self {
            Upos::Adj => "ADJ",
            Upos::Adp => "ADP",
            Upos::Adv => "ADV",
            Upos::Aux => "AUX",
            Upos::Cconj => "CCONJ",
            Upos::Det => "DET",
            Upos::Intj => "INTJ",
            Upos::Noun => "NOUN",
            Upos::Num => "NUM",
            Upos::Part => "PART",
            Upos::Pron => "PRON",
            Upos::Propn => "PROPN",
            Upos::Punct => "PUNCT",
            Upos::Sconj => "SCONJ",
            Upos::Sym => "SYM",
            Upos::Verb => "VERB",
            Upos::X => "X",
        }
    }

    /// The class of that name.
    pub fn named(name: &str) -> Option<Upos> {
        Upos::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Whether it heads a noun phrase: a noun, a name or a pronoun.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Pron)
    }
}
