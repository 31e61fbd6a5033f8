//! Finds every place where a contact is told, by noun or by verb.

use onrecord_types::{
    ActorId, ActorKind, ContactKind, ContactStatus, EntityKind, Moment, Span, Topic, Upos, When,
};

use super::parties::{self, Parties};
use super::{echoes, journeys, particulars, status};
use crate::view::{View, is_power};

/// One place where a contact is told.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// What kind.
    pub kind: ContactKind,
    /// The token it hangs on.
    pub word: usize,
    /// The words that tell it.
    pub span: Span,
    /// Who takes part, as far as told here.
    pub parties: Vec<ActorId>,
    /// Where.
    pub place: Option<String>,
    /// When it began or is to begin.
    pub begins: Option<When>,
    /// When it ended.
    pub ends: Option<When>,
    /// How far it has got.
    pub status: ContactStatus,
    /// About what.
    pub topics: Vec<Topic>,
    /// Whether it points back to one told before: "the call".
    pub definite: bool,
    /// Whether it is told as another, earlier one: "the last time they spoke".
    pub former: bool,
    /// Whether it is told to go on still.
    pub still: bool,
    /// When it was still going on, if that is told.
    pub as_of: Option<Moment>,
    /// The rule that found it.
    pub by: &'static str,
}

/// All sightings, in the order of the text.
pub fn find(ctx: &View<'_, '_>) -> Vec<Sighting> {
    let again = |found: &[Sighting], word: usize| {
        found.last().and_then(|last| echoes::of_pronoun(ctx, word, last))
    };
    let mut found: Vec<Sighting> = Vec::new();
    for word in 0..ctx.doc.tokens.len() {
        let sighting = match ctx.tags.upos(word) {
            Upos::Noun | Upos::Propn => of_noun(ctx, word).or_else(|| again(&found, word)),
            Upos::Verb if is_noun_after_all(ctx, word) => of_noun(ctx, word),
            Upos::Verb => of_verb(ctx, word),
            Upos::Pron => again(&found, word),
            _ => None,
        };
        found.extend(sighting);
    }
    found
}

/// "sent him to talks": no verb has this form behind "to".
fn is_noun_after_all(ctx: &View<'_, '_>, word: usize) -> bool {
    let to = word.checked_sub(1).is_some_and(|before| ctx.words.has("to", ctx.low(before)));
    to && ctx.tags.xpos(word) == "VBZ" && noun_kind(ctx, word).is_some()
}

fn of_noun(ctx: &View<'_, '_>, word: usize) -> Option<Sighting> {
    let kind = noun_kind(ctx, word)?;
    if ctx.tags.base_rel(word) == "compound" || is_something_else(ctx, word) {
        return None;
    }
    let Parties { mut actors, both, press } = parties::of_noun(ctx, word);
    // "a conference call with reporters".
    let kind = if press && kind == ContactKind::Call { ContactKind::Briefing } else { kind };
    if kind == ContactKind::Briefing
        && let Some(speaker) = speaker(ctx, word)
    {
        actors = vec![speaker];
    }
    if kind == ContactKind::Letter {
        actors = correspondents(ctx, word, actors)?;
    }
    if actors.is_empty() && matches!(kind, ContactKind::Talks | ContactKind::Summit) {
        actors = bridged(ctx, word);
        if actors.is_empty() {
            actors = agreed(ctx, word);
        }
    }
    if ctx.is("needs.both", word) && actors.len() < 2 {
        return None;
    }
    let definite = is_definite(ctx, word);
    let plain =
        kind == ContactKind::Visit || kind == ContactKind::Meeting || kind == ContactKind::Call;
    let held = kind == ContactKind::Meeting && is_held(ctx, word);
    if plain && actors.is_empty() && !definite && !held {
        return None;
    }
    let carrier = parties::carrier(ctx, word).or_else(|| ctx.predicate_above(word));
    let (status, begins, ends) = status::of_noun(ctx, word)?;
    let journey = carrier.filter(|&verb| ctx.is("go", verb) && ctx.has_case(word, "purpose"));
    let gone_to = journey.and_then(|verb| journeys::place_of_verb(ctx, verb, ContactKind::Visit));
    let begins = begins.or_else(|| ctx.when(&[journey?]));
    let told = ctx.told_through(ctx.span(word)).and_then(|told| told.said.clone());
    let own = ctx.tags.base_rel(word) != "obl" || ctx.is("light", carrier.unwrap_or(word));
    Some(Sighting {
        kind,
        word,
        span: noun_phrase(ctx, word),
        parties: actors,
        place: particulars::place(ctx, word, carrier.filter(|_| own)).or(gone_to),
        begins: begins.or(told),
        ends,
        status,
        topics: particulars::topics(ctx, word),
        definite: definite && !both,
        former: has_former(ctx, word),
        still: false,
        as_of: None,
        by: if held && !definite { "contact.gathered" } else { "contact.noun" },
    })
}

/// "A last round of talks starts today": between those who were the subject just before, where
/// they were several powers at once.
fn bridged(ctx: &View<'_, '_>, word: usize) -> Vec<ActorId> {
    let sentence = ctx.doc.sentence_of(word);
    let mut round = ctx.tags.upward(word).take(3);
    if !round.any(|at| ctx.is("round", at)) {
        return Vec::new();
    }
    let before = sentence.checked_sub(1).and_then(|before| ctx.doc.sentences.get(before));
    let tokens = before.map_or(0..0, |sentence| sentence.tokens.clone());
    let several = tokens.filter(|&at| ctx.tags.base_rel(at) == "nsubj").map(|at| ctx.actors(at));
    several.into_iter().find(|all| all.len() > 1).unwrap_or_default()
}

/// "A and B agreed on a truce after talks in Doha": those who agreed have talked.
fn agreed(ctx: &View<'_, '_>, word: usize) -> Vec<ActorId> {
    let after = ctx.tags.base_rel(word) == "obl" && ctx.has_case(word, "during");
    let verb = ctx.tags.head(word).filter(|_| after);
    let subject = verb.and_then(|verb| ctx.subject(verb));
    let several = subject.map(|subject| ctx.actors(subject)).unwrap_or_default();
    let powers = several.iter().filter_map(|id| ctx.cast.actor(*id)).filter(|a| is_power(a));
    if powers.count() > 1 { several } else { Vec::new() }
}

/// "A meeting will be held on Friday".
fn is_held(ctx: &View<'_, '_>, word: usize) -> bool {
    let verb = ctx.tags.head(word).filter(|_| ctx.tags.rel(word) == "nsubj:pass");
    verb.is_some_and(|verb| ctx.is("light", verb) && ctx.when(&[verb]).is_some())
}

/// "Leaders will meet on December 18": nobody is named, but they are those who count.
fn gathered(ctx: &View<'_, '_>, verb: usize) -> Option<Told> {
    let meets = ctx.words.value("with", ctx.tags.lemma(verb)).and_then(kind_named);
    let subject = ctx.tags.child_by(verb, "nsubj").filter(|&at| ctx.tags.rel(at) == "nsubj")?;
    let several = ctx.is("pair.persons", subject) && ctx.tags.xpos(subject) == "NNS";
    let alone = ctx.tags.child_by(verb, "obj").is_none();
    let told = meets == Some(ContactKind::Meeting) && several && alone;
    let known = ctx.actors(subject);
    (told && ctx.when(&[verb]).is_some()).then_some((
        ContactKind::Meeting,
        known,
        "contact.gathered",
    ))
}

/// The kind that a noun, or a noun with the word before it, stands for.
pub fn noun_kind(ctx: &View<'_, '_>, word: usize) -> Option<ContactKind> {
    let low = ctx.low(word);
    let before = word.checked_sub(1).map(|before| format!("{} {low}", ctx.low(before)));
    let long = before.and_then(|pair| ctx.words.value("noun", &pair).map(kind_named));
    let short = || {
        let lemma = ctx.words.value("noun", ctx.tags.lemma(word));
        ctx.words.value("noun", low).or(lemma).map(kind_named)
    };
    long.or_else(short).flatten()
}

/// The kind of that name.
fn kind_named(name: &str) -> Option<ContactKind> {
    Some(match name {
        "call" => ContactKind::Call,
        "meeting" => ContactKind::Meeting,
        "talks" => ContactKind::Talks,
        "visit" => ContactKind::Visit,
        "summit" => ContactKind::Summit,
        "briefing" => ContactKind::Briefing,
        "letter" => ContactKind::Letter,
        _ => return None,
    })
}

/// "distress call", "a call for calm", "open letter".
fn is_something_else(ctx: &View<'_, '_>, word: usize) -> bool {
    let call = ctx.tags.lemma(word) == "call";
    ctx.tags.children(word).any(|kid| match ctx.tags.base_rel(kid) {
        "compound" | "amod" | "nummod" => ctx.words.has("not", ctx.low(kid)),
        "nmod" | "acl" | "advcl" => {
            call && (ctx.has_case(kid, "call.for")
                || (ctx.tags.base_rel(kid) == "acl" && ctx.has_case(kid, "to")))
        }
        _ => false,
    }) || ctx.tags.entity_at(word).is_some_and(|entity| entity.kind == EntityKind::Per)
}

/// Who speaks through a briefing: the statement told through it, or the subject of its verb.
fn speaker(ctx: &View<'_, '_>, word: usize) -> Option<ActorId> {
    let told = ctx.told_through(ctx.span(word)).and_then(|told| told.speaker);
    told.or_else(|| {
        let verb = ctx.predicate_above(word)?;
        ctx.actors(ctx.subject(verb)?).first().copied()
    })
}

/// Who wrote a letter and to whom; nothing where nobody gets it.
fn correspondents(ctx: &View<'_, '_>, word: usize, owners: Vec<ActorId>) -> Option<Vec<ActorId>> {
    let to = |at: usize| {
        ctx.tags.children(at).filter(|&kid| {
            matches!(ctx.tags.base_rel(kid), "nmod" | "obl") && ctx.has_case(kid, "to")
        })
    };
    let handed = ctx.tags.children(word).filter(|&kid| ctx.tags.base_rel(kid) == "acl");
    let verb = ctx.predicate_above(word);
    let told = verb.into_iter().flat_map(|verb| {
        ctx.tags
            .children(verb)
            .filter(|&kid| kid != word && matches!(ctx.tags.base_rel(kid), "obj" | "iobj"))
    });
    let mut to: Vec<usize> =
        to(word).chain(handed.flat_map(to)).chain(verb.into_iter().flat_map(to)).collect();
    to.extend(told);
    let receivers: Vec<ActorId> = to.iter().flat_map(|&at| ctx.actors(at)).collect();
    if receivers.is_empty() && !to.iter().any(|&at| ctx.is("people", at)) {
        return None;
    }
    let subject = verb.and_then(|verb| ctx.subject(verb));
    let mut all = subject.map(|subject| ctx.actors(subject)).unwrap_or_default();
    for id in owners.into_iter().chain(receivers) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    (!all.is_empty()).then_some(all)
}

/// "the talks", "their meeting"
pub fn is_definite(ctx: &View<'_, '_>, word: usize) -> bool {
    ctx.tags.children(word).any(|kid| {
        (ctx.tags.base_rel(kid) == "det" && ctx.words.has("definite", ctx.low(kid)))
            || ctx.tags.rel(kid) == "nmod:poss"
    })
}

/// "their last meeting", "the last time they spoke", "last met in May".
fn has_former(ctx: &View<'_, '_>, word: usize) -> bool {
    ctx.tags.children(word).any(|kid| {
        matches!(ctx.tags.base_rel(kid), "amod" | "advmod" | "obl")
            && ctx.words.has("former", ctx.low(kid))
    })
}

/// The noun with what stands before it and the parties after it.
fn noun_phrase(ctx: &View<'_, '_>, word: usize) -> Span {
    let cut = |kid: usize| {
        matches!(
            ctx.tags.base_rel(kid),
            "case"
                | "acl"
                | "appos"
                | "parataxis"
                | "advcl"
                | "punct"
                | "conj"
                | "cc"
                | "nsubj"
                | "cop"
                | "aux"
                | "obl"
                | "advmod"
        )
    };
    ctx.doc.span_of(ctx.tags.subtree_without(word, cut))
}

fn of_verb(ctx: &View<'_, '_>, verb: usize) -> Option<Sighting> {
    let (kind, mut parties, by) = spoken(ctx, verb)
        .or_else(|| done_to(ctx, verb))
        .or_else(|| briefed(ctx, verb))
        .or_else(|| journeys::gone(ctx, verb))
        .or_else(|| written(ctx, verb))
        .or_else(|| gathered(ctx, verb))?;
    let (status, mut begins) = status::of_verb(ctx, verb, kind)?;
    let still = echoes::is_still(ctx, verb) && status == ContactStatus::Ongoing;
    // "were still talking at noon": they had begun before.
    let seen = if still { begins.take() } else { None };
    let loose = is_loose(ctx, verb);
    if loose {
        parties.clear();
    }
    Some(Sighting {
        kind,
        word: verb,
        span: clause(ctx, verb),
        parties,
        place: journeys::place_of_verb(ctx, verb, kind),
        begins,
        ends: None,
        status,
        topics: particulars::topics(ctx, verb),
        definite: loose,
        former: has_former(ctx, verb) || status::last_time(ctx, verb).is_some(),
        still,
        as_of: seen.and_then(|when| when.earliest),
        by,
    })
}

/// "Peskov said the two leaders would speak": whoever they are, the one who says it is not among
/// them, so those who were taken for them are let go.
fn is_loose(ctx: &View<'_, '_>, verb: usize) -> bool {
    let Some(speaker) = ctx.statement(ctx.span(verb)).and_then(|told| told.speaker) else {
        return false;
    };
    ctx.subjects(verb).into_iter().any(|subject| {
        let group = ctx.cast.at(ctx.span(subject)).and_then(|id| ctx.cast.actor(id));
        group.is_some_and(|group| group.members.contains(&speaker))
            && !matches!(ctx.tags.xpos(subject), "PRP")
    })
}

/// What a verb tells: which kind, who takes part, by which rule.
pub type Told = (ContactKind, Vec<ActorId>, &'static str);

/// "X spoke with Y", "the two leaders met".
fn spoken(ctx: &View<'_, '_>, verb: usize) -> Option<Told> {
    let kind = kind_named(ctx.words.value("with", ctx.tags.lemma(verb))?)?;
    let parties = parties::of_verb(ctx, verb);
    let known = parties.actors.len() > 1 || (kind == ContactKind::Meeting && parties.both);
    // "was met with silence".
    let passive = ctx.tags.children(verb).any(|kid| ctx.tags.rel(kid) == "aux:pass");
    let weighty = parties.actors.iter().any(|id| has_office(ctx, *id));
    if passive
        || !weighty
        || parties.press
        || !known
        || parties.actors.is_empty()
        || quotes(ctx, verb)
    {
        return None;
    }
    // "speaks of trains at a standstill" says something, but to nobody.
    let of = ctx.tags.children_by(verb, "obl").any(|kid| ctx.has_case(kid, "of"));
    let with = ctx.tags.children_by(verb, "obl").any(|kid| ctx.has_case(kid, "party"));
    if kind == ContactKind::Call && of && !with {
        return None;
    }
    let met = ctx.tags.children(verb).any(|kid| ctx.is("in.person", kid));
    let kind = if met { ContactKind::Meeting } else { kind };
    Some((kind, parties.actors, "contact.spoke-with"))
}

/// Whether somebody's contacts are news: a power, or a person with an office.
fn has_office(ctx: &View<'_, '_>, id: ActorId) -> bool {
    ctx.cast.actor(id).is_some_and(|actor| {
        let power = matches!(
            actor.kind,
            ActorKind::Country
                | ActorKind::Government
                | ActorKind::Military
                | ActorKind::Group
                | ActorKind::Organisation
        );
        power || !actor.offices.is_empty() || actor.sector.is_some()
    })
}

/// Whether the verb only reports what somebody said.
fn quotes(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.reports(ctx.span(verb)) && ctx.tags.child_by(verb, "ccomp").is_some()
}

/// "X phoned Y", "X visited Kyiv".
fn done_to(ctx: &View<'_, '_>, verb: usize) -> Option<Told> {
    let kind = kind_named(ctx.words.value("object", ctx.tags.lemma(verb))?)?;
    let object = ctx.tags.child_by(verb, "obj")?;
    // "called him a liar", "called the deal dead", "called off the talks".
    let named =
        ["xcomp", "ccomp", "compound:prt"].iter().any(|rel| ctx.tags.child_by(verb, rel).is_some());
    if named {
        return None;
    }
    let subject: Vec<ActorId> =
        ctx.subjects(verb).into_iter().flat_map(|at| ctx.actors(at)).collect();
    if kind == ContactKind::Visit {
        let place = particulars::names_place(ctx, object) || !ctx.actors(object).is_empty();
        let visitor = journeys::travellers(ctx, verb);
        if journeys::is_for_a_contact(ctx, verb) {
            return None;
        }
        return (place && !visitor.is_empty()).then_some((kind, visitor, "contact.visited"));
    }
    let parties = parties::of_verb(ctx, verb);
    let calls = kind == ContactKind::Call && ctx.is("call.object", verb);
    let other = !ctx.actors(object).is_empty() || (!calls && ctx.is("people", object));
    // "called the group a cult": only somebody who can answer is called.
    let answers = |id: &ActorId| {
        let kind = ctx.cast.actor(*id).map(|actor| actor.kind);
        matches!(kind, Some(ActorKind::Person | ActorKind::Government | ActorKind::Country))
    };
    let reached = !calls || ctx.actors(object).iter().any(answers);
    let known = other && reached && !parties.press && !subject.is_empty();
    known.then_some((kind, parties.actors, "contact.met"))
}

/// "told the Security Council".
fn briefed(ctx: &View<'_, '_>, verb: usize) -> Option<Told> {
    if !ctx.is("tell", verb) {
        return None;
    }
    let body = ctx
        .tags
        .children(verb)
        .find(|&kid| matches!(ctx.tags.base_rel(kid), "obj" | "iobj") && ctx.is("body", kid))?;
    let mut actors = ctx.actors(ctx.subject(verb)?);
    actors.extend(ctx.actors(body));
    (!actors.is_empty()).then_some((ContactKind::Briefing, actors, "contact.told-council"))
}

/// "X wrote to Y".
fn written(ctx: &View<'_, '_>, verb: usize) -> Option<Told> {
    if !ctx.is("write", verb) {
        return None;
    }
    let to = ctx.tags.children(verb).find(|&kid| {
        ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "to") && !ctx.actors(kid).is_empty()
    })?;
    let mut actors = ctx.actors(ctx.subject(verb)?);
    actors.extend(ctx.actors(to));
    (actors.len() > 1).then_some((ContactKind::Letter, actors, "contact.wrote-to"))
}

/// The verb with its subject and the other side.
fn clause(ctx: &View<'_, '_>, verb: usize) -> Span {
    let cut = |kid: usize| {
        matches!(
            ctx.tags.base_rel(kid),
            "advcl" | "ccomp" | "parataxis" | "punct" | "conj" | "cc" | "mark" | "acl"
        )
    };
    ctx.doc.span_of(ctx.tags.subtree_without(verb, cut))
}
