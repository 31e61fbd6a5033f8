//! The frame of a statement: who is meant, to whom, through which channel, when, how firmly.

use onrecord_types::cast::Cast;
use onrecord_types::statement::Certainty;
use onrecord_types::{
    Actor, Cue, CueClass, MentionForm, Mode, Statement, StatementId, TimeMention, When,
};

use super::atoms::Atoms;
use super::contents::{Shape, quoted};
use super::drafts::Draft;
use super::saying::Clock;
use super::{Kit, addressees, certainty, readouts, relays};

/// What is less sure than this is no statement: more would be lost than won by keeping it.
const LEAST_CERTAIN: Certainty = Certainty(500);

/// The same where no clause and no quotation shows that something was said: "the report".
const LEAST_CERTAIN_PHRASE: Certainty = Certainty(750);

/// The same where the cue alone tells where someone stands: "rejects it".
const LEAST_CERTAIN_STANCE: Certainty = Certainty(580);

/// The same for a report that the tree tells as the weights do.
const LEAST_CERTAIN_PLAIN: Certainty = Certainty(300);

/// Turns drafts into statements.
pub fn fill(
    kit: &Kit,
    atoms: &Atoms<'_>,
    drafts: &[Draft],
    actors: &[Actor],
    times: &[TimeMention],
) -> Vec<Statement> {
    let cast = Cast::new(actors);
    let clock = Clock::new(times);
    let chain = relays::chain(&kit.relays, atoms, &cast, drafts);
    let readout = readouts::find(atoms, drafts, actors, times);
    let sure: Vec<Certainty> =
        drafts.iter().map(|draft| certainty::of(&kit.certainty, atoms, draft)).collect();
    let sure = |at: usize| sure.get(at).copied().unwrap_or_default();
    let mut told: Vec<Statement> = Vec::with_capacity(drafts.len());
    let mut ids: Vec<Option<StatementId>> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let unsure = !certain_enough(atoms, draft, sure(at)) || is_told_better(drafts, at, sure);
        if unsure || chain.only_relays.get(at) == Some(&true) {
            ids.push(None);
            continue;
        }
        let id = StatementId(told.len() as u32);
        ids.push(Some(id));
        let mut statement = alone(kit, atoms, draft, id, &cast, &clock, sure(at));
        statement.within = draft.within.and_then(|within| ids.get(within).copied().flatten());
        let via = chain.via.get(at).into_iter().flatten();
        statement.via =
            via.filter_map(|&token| cast.at(atoms.doc.tokens.get(token)?.span)).collect();
        inherit(atoms, draft, &cast, &told, &mut statement);
        if let Some(readout) = &readout {
            readout.settle(&mut statement);
        }
        told.push(statement);
    }
    told
}

/// "S said that Q" as the main clause, with its subject as the source and its clause as what was said.
fn is_plain_report(atoms: &Atoms<'_>, draft: &Draft) -> bool {
    let tags = atoms.tags;
    let subject = tags.child_by(draft.cue, "nsubj");
    let clause = tags.child_by(draft.cue, "ccomp").filter(|&clause| clause > draft.cue);
    let span = |at: usize| atoms.doc.span_of(at..at + 1);
    draft.class == CueClass::Say
        && tags.base_rel(draft.cue) == "root"
        && subject.is_some_and(|at| draft.source.is_some_and(|source| source.holds(span(at))))
        && clause.is_some_and(|at| draft.tells(span(at)))
}

/// Whether a draft is sure enough to be a statement.
fn certain_enough(atoms: &Atoms<'_>, draft: &Draft, sure: Certainty) -> bool {
    let phrase = matches!(draft.shape, Shape::Phrase | Shape::Bare) && draft.via.is_empty();
    let least = match phrase {
        true if takes_a_side(draft.class) || judges(atoms, draft) => LEAST_CERTAIN_STANCE,
        true => LEAST_CERTAIN_PHRASE,
        false if is_plain_report(atoms, draft) => LEAST_CERTAIN_PLAIN,
        false => LEAST_CERTAIN,
    };
    sure >= least
}

/// Whether a kind of saying tells where someone stands, whatever it is said of.
fn takes_a_side(class: CueClass) -> bool {
    use CueClass::{Accuse, Agree, Demand, Deny, Promise, Reject, Threaten, Urge, Warn};
    matches!(class, Accuse | Agree | Demand | Deny | Promise | Reject | Threaten | Urge | Warn)
}

/// "called the strike irresponsible": somebody, and what is said of them.
fn judges(atoms: &Atoms<'_>, draft: &Draft) -> bool {
    let tags = atoms.tags;
    let told = |kid: usize| {
        atoms.doc.tokens.get(kid).is_some_and(|token| kid > draft.cue && draft.tells(token.span))
    };
    draft.class == CueClass::Describe
        && tags.child_by(draft.cue, "obj").is_some_and(told)
        && tags.child_by(draft.cue, "xcomp").is_some_and(told)
}

/// Whether a surer draft near by has the very same content from another speaker: "his comments", he said.
fn is_told_better(drafts: &[Draft], at: usize, sure: impl Fn(usize) -> Certainty) -> bool {
    let Some(draft) = drafts.get(at) else { return false };
    let near = at.saturating_sub(4)..(at + 5).min(drafts.len());
    near.filter(|&other| other != at && sure(other) > sure(at)).any(|other| {
        drafts.get(other).is_some_and(|other| {
            other.shape == Shape::Quoted
                && draft.shape == Shape::Quoted
                && other.content.first() == draft.content.first()
        })
    })
}

/// A statement as its own sentence tells it.
fn alone(
    kit: &Kit,
    atoms: &Atoms<'_>,
    draft: &Draft,
    id: StatementId,
    cast: &Cast<'_>,
    clock: &Clock<'_>,
    sure: Certainty,
) -> Statement {
    let (inside, all) = quoted(atoms, &draft.content);
    let mode = match inside {
        0 => Mode::Indirect,
        inside if inside * 100 >= all * 95 => Mode::Direct,
        _ => Mode::Mixed,
    };
    let (first, last) = (draft.content.first().copied(), draft.content.last().copied());
    let (from, to) = (first.unwrap_or_default().start(), last.unwrap_or_default().end());
    let before = atoms.quotes.partition_point(|quote| quote.words.start() < from);
    let quotes = atoms.quotes.iter().skip(before).map(|quote| quote.words);
    let quotes = quotes.take_while(|quote| quote.start() <= to).filter(|quote| !quote.is_empty());
    let addressed = addressees::find(atoms, draft, cast, &kit.relays);
    let said = clock
        .beside(atoms, draft)
        .or_else(|| clock.at_the_time(atoms, draft))
        .or_else(|| clock.heading(atoms, draft))
        .or_else(|| just_now(atoms, draft));
    let head = draft.source_head.and_then(|head| atoms.doc.tokens.get(head));
    Statement {
        id,
        speaker: head.and_then(|head| cast.at(head.span)),
        speaker_span: draft.source,
        cue: Some(Cue {
            span: draft.cue_span,
            lemma: atoms.tags.lemma(draft.cue).to_owned(),
            class: draft.class,
        }),
        mode,
        quotes: quotes.filter(|&q| draft.content.iter().any(|c| c.holds(q))).collect(),
        content: draft.content.clone(),
        channel: kit.channels.find(atoms, draft, addressed.told),
        addressees: addressed.actors,
        via: Vec::new(),
        said,
        firmness: kit.hedges.find(atoms, draft),
        within: None,
        certainty: sure,
        by: draft.by.iter().map(|&by| by.to_owned()).collect(),
    }
}

/// The opening of breaking news, "X is now doing Y, Z said": said on the day of publication.
fn just_now(atoms: &Atoms<'_>, draft: &Draft) -> Option<When> {
    let published = &atoms.dispatch().published;
    let lede = atoms.doc.sentence_of(draft.cue) == 0;
    let now = |span: &onrecord_types::Span| {
        atoms.doc.tokens_in(*span).any(|at| atoms.lexicon.tells(atoms.tags.lemma(at), "now"))
    };
    (lede && published.earliest.is_some() && draft.content.iter().any(now)).then_some(When {
        earliest: published.earliest,
        latest: published.latest,
        time: None,
    })
}

/// Whether a kind of saying tells nothing but that something was said.
fn says_only(draft: &Draft) -> bool {
    matches!(draft.class, CueClass::Say | CueClass::Explain | CueClass::Warn)
}

/// A speaker who goes on does so on the same occasion.
fn inherit(
    atoms: &Atoms<'_>,
    draft: &Draft,
    cast: &Cast<'_>,
    told: &[Statement],
    statement: &mut Statement,
) {
    let same = |other: &&Statement| other.speaker.is_some() && other.speaker == statement.speaker;
    let Some(last) = told.iter().rev().take(3).find(same) else { return };
    let (Some(cue), Some(own)) = (&last.cue, &statement.cue) else { return };
    let sentence = |at: u32| atoms.doc.sentences.partition_point(|s| s.span.end() <= at);
    let paragraph = |at: u32| atoms.doc.paragraph_of(sentence(at));
    let (from, to) = (paragraph(cue.span.start()), paragraph(own.span.start()));
    let pronoun = statement
        .speaker_span
        .and_then(|span| cast.holding(span))
        .is_some_and(|(_, mention)| mention.form == MentionForm::Pronoun);
    let goes_on = draft.class == CueClass::Add || pronoun;
    let shares = sentence(cue.span.start()) == sentence(own.span.start());
    if statement.channel.is_none() && (shares || from == to && (goes_on || says_only(draft))) {
        statement.channel = last.channel.clone();
    }
    if statement.said.is_none() && (shares || to.saturating_sub(from) <= 2) {
        statement.said = last.said.clone();
    }
}
