//! From a trigger and its pattern to a coding: turned by the verbs above it, with status and sides.

use onrecord_types::{ActorId, EventStatus, Tags};

use super::book::Book;
use super::climb::Climb;
use super::frame::{self, Frame};
use super::matching::Match;
use super::parties::{self, Parties, Sides, extend};
use super::standing::Standing;
use super::turns::Turn;

// To own up to a deed.
const OWNED: &str = "015";

/// An event on its way: coded, not yet compared with the others.
#[derive(Clone, Debug)]
pub struct Coding {
    /// The token it hangs on.
    pub trigger: usize,
    /// All tokens that gave it its code.
    pub tokens: Vec<usize>,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER type and mode of the pattern's own.
    pub plover: Option<(String, Option<String>)>,
    /// Who acts on whom.
    pub sides: Sides,
    /// How real it is.
    pub status: EventStatus,
    /// The pattern family, then the turns.
    pub by: Vec<String>,
    /// The verb that carries its tense.
    pub bearer: usize,
    /// Whether it rests on a noun that no verb carries.
    pub bare_noun: bool,
    /// Whether somebody takes part, even if it is not known who.
    pub peopled: bool,
    /// Whether several take part, or a body of people.
    pub many: bool,
    /// Whether nothing but weather or an accident does it, or it is done to animals.
    pub natural: bool,
    /// How much those who take part count in public affairs.
    pub standing: Standing,
    /// Whether only those act who play, trade or look on.
    pub aside: bool,
    /// Whether a country takes part.
    pub national: bool,
    /// Whether a single person acts whom nobody names.
    pub lone: bool,
    /// Whether it is a deed that the text takes as known: "was behind the attacks".
    pub known: bool,
    /// How much its pattern asked for.
    pub weight: usize,
    /// Why it is not to be coded after all.
    pub dropped: Option<String>,
}

/// Codes a match, climbing from the trigger to the verbs above it.
pub fn code(book: &Book, tags: &Tags, parties: &Parties<'_>, found: &Match<'_>) -> Coding {
    let mut frame = found.frame.clone();
    if let Some(above) = frame::said_beside(tags, book, frame.bearer) {
        frame.subjects = frame::of_verb(tags, above).subjects;
    }
    let frame = &frame;
    let mut heads = frame.subjects.clone();
    heads.extend(frame.objects.iter().chain(&frame.behind));
    heads.extend(frame.obliques.iter().map(|oblique| oblique.head));
    let mut coding = Coding {
        trigger: frame.head,
        tokens: vec![frame.head],
        cameo: found.pattern.cameo.clone(),
        plover: found.pattern.plover.clone(),
        sides: parties.sides(tags, frame, &found.pattern.cameo),
        status: EventStatus::Happened,
        by: vec![found.pattern.family.clone()],
        bearer: frame.bearer,
        bare_noun: frame.bare_noun,
        peopled: heads.iter().any(|&head| parties.stands_for(tags, head)),
        many: heads.iter().any(|&head| parties.are_many(tags, head)),
        natural: is_natural(book, tags, parties, frame) || is_of_beasts(book, tags, frame),
        standing: heads.iter().map(|&head| parties.standing(tags, head)).max().unwrap_or_default(),
        aside: !frame.subjects.is_empty()
            && frame.subjects.iter().all(|&head| parties.is_bystander(tags, head)),
        national: is_national(tags, parties, frame),
        lone: !frame.subjects.is_empty()
            && frame.subjects.iter().all(|&head| is_lone(tags, parties, head)),
        known: frame.bare_noun && is_definite(tags, frame.head),
        weight: found.pattern.weight(),
        dropped: None,
    };
    if frame.bearer != frame.head {
        coding.tokens.push(frame.bearer);
    }
    if let Some(sides) = received(book, tags, parties, found) {
        coding.sides = sides;
    }
    let tells = book.turns.at(tags, frame.head) == Some(Turn::Tell);
    let meant = |id: &ActorId| parties.is_only_meant(*id);
    if tells && coding.cameo.starts_with("112") && coding.sides.recipients.iter().all(meant) {
        // "claimed that they had attacked": not an accusation but an admission.
        coding.cameo = OWNED.to_owned();
    }
    if found.pattern.swapped {
        let Sides { actors, recipients } = std::mem::take(&mut coding.sides);
        coding.sides = Sides { actors: recipients, recipients: actors };
    }
    Climb::new(book, tags, parties, coding).to_the_top(found.pattern.negative, frame.passive)
}

// "A protester", not "protesters", "the union" or somebody with a name.
fn is_lone(tags: &Tags, parties: &Parties<'_>, head: usize) -> bool {
    let known =
        |id: ActorId| parties.actor(id).is_some_and(|actor| actor.named || actor.country.is_some());
    !parties.are_many(tags, head)
        && tags.entity_at(head).is_none()
        && !parties.of(tags, head).into_iter().any(known)
}

// "the attacks", where they are not what the sentence is about.
fn is_definite(tags: &Tags, noun: usize) -> bool {
    let the = tags.children_by(noun, "det").any(|kid| tags.lemma(kid) == "the");
    the && tags.child_by(noun, "case").is_some()
}

// Weather and accidents do it: "a storm tore", "were killed when a train hit a car".
fn is_natural(book: &Book, tags: &Tags, parties: &Parties<'_>, frame: &Frame) -> bool {
    let blind = |head: &usize| parties.is_nature(tags, *head);
    if !frame.subjects.is_empty() {
        return frame.subjects.iter().all(blind);
    }
    let mishap = |clause: usize| {
        let alone = tags.child_by(clause, "obj").is_none();
        let doer = tags.child_by(clause, "nsubj");
        doer.is_some_and(|doer| {
            blind(&doer) || (alone && book.words.is(tags.lemma(clause), "mishap"))
        })
    };
    frame.passive && tags.children_by(frame.bearer, "advcl").any(mishap)
}

// "shot a bear", "freed the storks".
fn is_of_beasts(book: &Book, tags: &Tags, frame: &Frame) -> bool {
    let beast =
        |&head: &usize| tags.entity_at(head).is_none() && book.words.is(tags.lemma(head), "beast");
    !frame.objects.is_empty() && frame.objects.iter().all(beast)
}

// A country takes part: it is not only where it happens.
fn is_national(tags: &Tags, parties: &Parties<'_>, frame: &Frame) -> bool {
    let bare = frame.subjects.iter().all(|&head| !parties.stands_for(tags, head));
    let others = frame.obliques.iter().filter(|oblique| bare || !parties::is_place(&oblique.prep));
    let mut heads = frame.subjects.iter().chain(&frame.objects).chain(&frame.behind).copied();
    heads.any(|head| parties.is_national(tags, head))
        || others.map(|oblique| oblique.head).any(|head| parties.is_national(tags, head))
}

// "X received weapons from Y": Y acts on X.
fn received(book: &Book, tags: &Tags, parties: &Parties<'_>, found: &Match<'_>) -> Option<Sides> {
    let frame = &found.frame;
    if !book.words.is(tags.lemma(frame.bearer), "receive") || frame.passive {
        return None;
    }
    let from = frame.obliques.iter().find(|oblique| oblique.prep == "from")?;
    let actors = parties.of(tags, from.head);
    let mut recipients = Vec::new();
    for &subject in &frame.subjects {
        extend(&mut recipients, parties.of(tags, subject));
    }
    recipients.retain(|id| !actors.contains(id));
    Some(Sides { actors, recipients })
}
