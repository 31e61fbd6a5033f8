//! Read-outs: a dispatch that tells of a call between two and then what each of them said in it.

use onrecord_types::{
    Actor, ActorId, ActorKind, Channel, ChannelKind, MentionForm, Span, Statement, TimeKind,
    TimeMention, When,
};

use super::atoms::Atoms;
use super::drafts::Draft;

/// The call a dispatch reads out.
pub struct Readout {
    participants: Vec<ActorId>,
    told: Span,
    when: Option<When>,
}

/// A quotation this long is one of an interview or a briefing, not of a read-out.
const LONG_QUOTE: usize = 12;

/// Finds the call in the first two sentences, where two persons speak and nobody is cited.
pub fn find(
    atoms: &Atoms<'_>,
    drafts: &[Draft],
    actors: &[Actor],
    times: &[TimeMention],
) -> Option<Readout> {
    let (doc, tags) = (atoms.doc, atoms.tags);
    let quotes = atoms.quotes.iter();
    if quotes.map(|quote| doc.tokens_in(quote.words).len()).any(|words| words >= LONG_QUOTE) {
        return None;
    }
    doc.sentences.iter().take(2).find_map(|sentence| {
        let cited = drafts.iter().any(|draft| sentence.span.holds(draft.cue_span));
        let speaks = sentence.tokens.clone().find(|&at| {
            atoms.lexicon.tells(tags.lemma(at), "converses")
                && tags.child_by(at, "nsubj").is_some()
                && tags.child_by(at, "obl").is_some()
        });
        let inside = |actor: &&Actor| {
            let mut mentions = actor.mentions.iter();
            actor.kind == ActorKind::Person
                && mentions.any(|m| m.form != MentionForm::Pronoun && sentence.span.holds(m.span))
        };
        let participants: Vec<ActorId> =
            actors.iter().filter(inside).map(|actor| actor.id).collect();
        let told = doc.tokens.get(speaks.filter(|_| !cited && participants.len() == 2)?)?.span;
        let mut near = times.iter().filter(|time| sentence.span.holds(time.span));
        let time = near.find(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.earliest.is_some()
        });
        let when = time.map(|time| When {
            earliest: time.earliest,
            latest: time.latest,
            time: Some(time.id),
        });
        Some(Readout { participants, told, when })
    })
}

impl Readout {
    /// What one of the two says, and through no other channel, is said in the call.
    pub fn settle(&self, statement: &mut Statement) {
        let takes_part = statement.speaker.is_some_and(|who| self.participants.contains(&who));
        if !takes_part || statement.channel.is_some() {
            return;
        }
        statement.channel =
            Some(Channel { kind: ChannelKind::Call, name: None, span: Some(self.told) });
        if statement.said.is_none() {
            statement.said.clone_from(&self.when);
        }
    }
}
