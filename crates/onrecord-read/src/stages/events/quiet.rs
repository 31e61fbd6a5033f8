//! Where nothing is coded: in sport, business, weather and private life, and where nobody takes part.

use onrecord_types::{ActorId, Doc, Tags, Upos};

use super::book::Book;
use super::coding::Coding;
use super::parties::Parties;
use super::scenes::Quiet;
use super::standing::Standing;

/// The scene of every sentence.
pub struct Scenery<'s> {
    doc: &'s Doc<'s>,
    scenes: Vec<Option<Quiet<'s>>>,
    // Whether a sentence speaks of public affairs at all.
    public: Vec<bool>,
    // Whether the dispatch does, beyond one sentence.
    affairs: bool,
    // Whether a sentence only asks whether something is so.
    asked: Vec<bool>,
}

// So much must the words of a sentence tell for nations to be at play, not at odds.
const SURE: u32 = 2;
// So much must they tell for officials to be there as guests.
const BEYOND_DOUBT: u32 = 4;
// What police and courts do to private people: look into, accuse, hold, let go.
const POLICING: &[&str] = &["01", "02", "08", "09", "10", "11", "17"];
// What is done only to a people or to a party, though its root is among those: curfews, bans.
const RULING: &[&str] = &["1721", "1722", "1723", "1724", "175", "176"];
// Protest that takes more than one: rallies, blockades, riots.
const CROWDED: &[&str] = &["141", "144", "145"];

impl<'s> Scenery<'s> {
    /// Looks at the words of every sentence; one that tells no scene plays in that of the dispatch.
    pub fn of(book: &'s Book, doc: &'s Doc<'s>, tags: &Tags) -> Scenery<'s> {
        let words = |at: usize| {
            let tokens = doc.sentences.get(at).map_or(0..0, |sentence| sentence.tokens.clone());
            tokens.filter_map(|token| word(doc, tags, token)).collect::<Vec<String>>()
        };
        let all: Vec<Vec<String>> = (0..doc.sentences.len()).map(words).collect();
        let whole = book.scenes.quiet(all.iter().flatten().map(String::as_str));
        let own = all.iter().map(|words| book.scenes.quiet(words.iter().map(String::as_str)));
        let told = |word: &String| book.scenes.is_public(word) && !book.words.is(word, "local");
        let mut public: Vec<bool> = all.iter().map(|words| words.iter().any(told)).collect();
        // Where every fourth sentence speaks of public affairs, the others do too.
        let often = public.iter().filter(|public| **public).count() * 4 >= all.len();
        let affairs = often && all.len() > 1;
        if affairs {
            public.fill(true);
        }
        let long = all.len() > 2;
        let scenes = own
            .map(|scene| {
                let around = whole.filter(|whole| long && whole.weight as usize >= all.len());
                scene.or(around.map(|whole| Quiet { weight: SURE, ..whole }))
            })
            .collect();
        let asked = doc.sentences.iter().map(|sentence| asks(doc, tags, sentence.tokens.clone()));
        Scenery { doc, scenes, public, affairs, asked: asked.collect() }
    }

    /// Drops a coding if nothing happened that concerns the public.
    pub fn silence(&self, parties: &Parties<'_>, coding: &mut Coding) {
        if coding.dropped.is_none() {
            coding.dropped = self.why(parties, coding);
        }
    }

    fn why(&self, parties: &Parties<'_>, coding: &Coding) -> Option<String> {
        let root = coding.cameo.get(..2).unwrap_or_default();
        if let Some(why) = is_none(parties, coding, root) {
            return Some(why.to_owned());
        }
        if self.asked.get(self.doc.sentence_of(coding.trigger)) == Some(&true) {
            return Some("only asked whether it is so".to_owned());
        }
        // Who strikes or protests need not be known to anybody.
        let protest = root == "14" || coding.by.iter().any(|by| by == "yield.dissent");
        let crowd = protest && coding.peopled && coding.many && !coding.aside;
        let everyone = || coding.sides.actors.iter().chain(&coding.sides.recipients).copied();
        let sentence = self.doc.sentence_of(coding.trigger);
        let told = self.public.get(sentence).is_some_and(|public| *public);
        // A council or a court may be anybody's: what it does, or what else is told, must say more.
        let ruling = RULING.contains(&coding.cameo.as_str());
        let weighty = protest || ruling || root >= "14" && !POLICING.contains(&root);
        let standing = everyone().map(|id| parties.standing_of(id)).chain([coding.standing]).max();
        let public = match standing.unwrap_or_default() {
            Standing::Public => true,
            Standing::Local => told || coding.national || weighty,
            Standing::Private => false,
        };
        // Of a body that nobody knows, only the sentence tells whether it is a firm or a club.
        let doubted = !told && !weighty;
        let named = everyone().any(|id| {
            parties.actor(id).is_some_and(|actor| actor.named)
                && !parties.is_private(id)
                && !(doubted && parties.is_obscure(id))
        });
        let scene = self.scenes.get(sentence).copied().flatten();
        let silent = scene.is_some_and(|scene| match scene.name {
            "crime" => is_private_matter(parties, coding),
            // Nations play each other; officials come as guests.
            "sport" if public => scene.weight >= BEYOND_DOUBT,
            "sport" => scene.weight >= SURE || !coding.national,
            "weather" if public => scene.weight >= BEYOND_DOUBT,
            // Nations send help and regrets, but it is the storm that strikes.
            "weather" if coding.national => scene.weight >= SURE && root >= "13",
            _ if everyone().next().is_none() => !crowd,
            // Firms trade with nations.
            _ => !(public || coding.national || crowd) && (scene.weight >= SURE || !named),
        });
        if let Some(scene) = scene.filter(|_| silent) {
            return Some(format!("the scene is {}", scene.name));
        }
        // Whoever is killed, and many who are helped, concern the public, if the scene is not quiet.
        let harm =
            root >= "18" && !coding.aside && (scene.is_none() || coding.sides.actors.is_empty());
        let helped = root == "07" && scene.is_none() && coding.many;
        // "Both sides", in a dispatch about a war.
        let meant = self.affairs && coding.peopled && scene.is_none();
        let shown = public || coding.national || named || harm || helped || crowd || meant;
        (!shown).then(|| "nobody in public affairs takes part".to_owned())
    }
}

// What is no event whatever the scene.
fn is_none(parties: &Parties<'_>, coding: &Coding, root: &str) -> Option<&'static str> {
    if coding.natural {
        return Some("nobody does it to anybody: weather, an accident, animals");
    }
    if coding.known && root >= "18" && coding.sides.recipients.is_empty() {
        return Some("taken as known, not told");
    }
    let known = |&id: &ActorId| {
        parties.actor(id).is_some_and(|actor| actor.named || actor.country.is_some())
    };
    let concerned = coding.national || coding.sides.recipients.iter().any(known);
    let alone = coding.lone && !concerned && CROWDED.contains(&coding.cameo.as_str());
    alone.then_some("one nameless person is no protest")
}

// Police and courts deal with people whom nobody else knows.
fn is_private_matter(parties: &Parties<'_>, coding: &Coding) -> bool {
    let root = coding.cameo.get(..2).unwrap_or_default();
    let known = |&id: &_| {
        let actor = parties.actor(id);
        actor.is_some_and(|actor| actor.named || actor.country.is_some() || parties.is_official(id))
    };
    POLICING.contains(&root) && !coding.sides.recipients.iter().any(known)
}

// "Did they meet?" leaves it open; "Why did they meet?" does not, nor does "They met?".
fn asks(doc: &Doc<'_>, tags: &Tags, sentence: std::ops::Range<usize>) -> bool {
    let mark = |at: &usize| tags.upos(*at) == Upos::Punct;
    let question = sentence.clone().rev().take_while(mark).any(|at| doc.word(at) == "?");
    // A speaker's name may stand before what is asked.
    let first = sentence.filter(|at| !mark(at)).take(4);
    question && first.into_iter().any(|at| is_inverted(tags, at))
}

fn is_inverted(tags: &Tags, helper: usize) -> bool {
    let verb = tags.head(helper).filter(|_| matches!(tags.base_rel(helper), "aux" | "cop"));
    verb.is_some_and(|verb| {
        let subject = tags.child_by(verb, "nsubj").is_some_and(|subject| subject > helper);
        let open = |kid: usize| kid < helper && tags.xpos(kid).starts_with('W');
        subject && !tags.children(verb).any(open)
    })
}

// Nouns by their lemma, verbs with `v:` before it, numbers with what is glued to them by shape.
fn word(doc: &Doc<'_>, tags: &Tags, token: usize) -> Option<String> {
    match tags.upos(token) {
        Upos::Noun | Upos::Propn => Some(tags.lemma(token).to_lowercase()),
        Upos::Verb => Some(format!("v:{}", tags.lemma(token))),
        Upos::Num => Some(shape(doc, token)),
        _ => None,
    }
}

// "24-17" is "#-#".
fn shape(doc: &Doc<'_>, token: usize) -> String {
    let mut shape = String::new();
    let mut end = None;
    for token in doc.tokens.get(token..).unwrap_or_default().iter().take(3) {
        if end.is_some_and(|end| end != token.span.start()) {
            break;
        }
        end = Some(token.span.end());
        for letter in doc.of(token.span).chars() {
            let letter = if letter.is_ascii_digit() { '#' } else { letter };
            if letter != '#' || !shape.ends_with('#') {
                shape.push(letter);
            }
        }
    }
    shape
}
