//! Puts the sightings of one contact together: same kind, same parties, no clash of time or place.

use onrecord_types::{
    ActorId, Contact, ContactId, ContactKind, ContactStatus, Event, EventId, Moment, When,
};

use super::sightings::Sighting;
use crate::view::View;

/// The contacts that the sightings, in the order of the text, come to.
pub fn into_contacts(
    ctx: &View<'_, '_>,
    events: &[Event],
    sightings: Vec<Sighting>,
) -> Vec<Contact> {
    let mut drafts: Vec<Draft> = Vec::new();
    for sighting in sightings {
        // The latest first: "the call" is the one told last.
        let known = drafts.iter().rposition(|draft| is_same(ctx, draft, &sighting));
        match known {
            Some(at) => drafts[at].take(ctx, events, sighting),
            // "the meeting" alone, with no meeting told before, says nothing of who met.
            None if sighting.parties.is_empty() && is_bare(&sighting) => {}
            None => drafts.push(Draft::new(ctx, events, sighting)),
        }
    }
    drafts.into_iter().enumerate().map(|(index, draft)| draft.finish(index)).collect()
}

fn is_bare(sighting: &Sighting) -> bool {
    let weighty = matches!(sighting.kind, ContactKind::Talks | ContactKind::Summit);
    if weighty && sighting.status == ContactStatus::Cancelled {
        return false;
    }
    let told = sighting.place.is_some() || sighting.begins.is_some() || sighting.ends.is_some();
    !(told && (weighty || sighting.by == "contact.gathered"))
}

struct Draft {
    contact: Contact,
    former: bool,
    // Where it was told last.
    word: usize,
}

impl Draft {
    fn new(ctx: &View<'_, '_>, events: &[Event], sighting: Sighting) -> Draft {
        let (former, word) = (sighting.former, sighting.word);
        let contact = Contact {
            id: ContactId(0),
            kind: sighting.kind,
            as_of: told_as_of(ctx, &sighting).or(ctx.doc.dispatch.published.earliest),
            event: event(ctx, events, &sighting),
            participants: sighting.parties,
            topics: sighting.topics,
            place: sighting.place,
            begins: sighting.begins,
            ends: sighting.ends,
            status: sighting.status,
            spans: vec![sighting.span],
            by: vec![sighting.by.to_owned()],
        };
        Draft { contact, former, word }
    }

    fn take(&mut self, ctx: &View<'_, '_>, events: &[Event], sighting: Sighting) {
        self.word = sighting.word;
        let contact = &mut self.contact;
        contact.event = contact.event.or_else(|| event(ctx, events, &sighting));
        contact.status = firmer(contact.status, &sighting);
        if sighting.status == ContactStatus::Ongoing && contact.status == ContactStatus::Ongoing {
            contact.as_of = told_as_of(ctx, &sighting).or(contact.as_of);
        }
        for id in sighting.parties {
            if !contact.participants.contains(&id) {
                contact.participants.push(id);
            }
        }
        for topic in sighting.topics {
            if !contact.topics.iter().any(|known| known.text == topic.text) {
                contact.topics.push(topic);
            }
        }
        contact.place = contact.place.take().or(sighting.place);
        contact.begins = finer(contact.begins.take(), sighting.begins);
        contact.ends = contact.ends.take().or(sighting.ends);
        contact.spans.push(sighting.span);
        if !contact.by.iter().any(|by| by == sighting.by) {
            contact.by.push(sighting.by.to_owned());
        }
    }

    fn finish(self, index: usize) -> Contact {
        let mut contact = self.contact;
        contact.id = ContactId(index as u32);
        contact.spans.sort_unstable();
        contact.spans.dedup();
        contact
    }
}

/// The narrower of two times.
fn finer(known: Option<When>, told: Option<When>) -> Option<When> {
    let width = |when: &When| {
        when.earliest
            .zip(when.latest)
            .map_or(i64::MAX, |(from, to)| to.unix_seconds() - from.unix_seconds())
    };
    match (known, told) {
        (Some(known), Some(told)) => Some(if width(&told) < width(&known) { told } else { known }),
        (known, told) => known.or(told),
    }
}

/// What is said first stands, unless something later tells that it has begun or is off.
fn firmer(known: ContactStatus, sighting: &Sighting) -> ContactStatus {
    let told = sighting.status;
    match (known, told) {
        (ContactStatus::Ended, ContactStatus::Ongoing) if sighting.still => told,
        (ContactStatus::Ongoing, ContactStatus::Ended) if sighting.by == "contact.again" => told,
        (_, ContactStatus::Cancelled) => told,
        (ContactStatus::Planned, ContactStatus::Ongoing) => told,
        _ => known,
    }
}

fn is_same(ctx: &View<'_, '_>, draft: &Draft, sighting: &Sighting) -> bool {
    let contact = &draft.contact;
    let same_parties = same_parties(contact, sighting);
    (is_same_kind(contact, sighting) || is_talk_of(ctx, draft, sighting))
        && same_parties
        && !is_apart(contact.begins.as_ref(), sighting.begins.as_ref())
        && !differ(contact.place.as_deref(), sighting.place.as_deref())
        && !clash(draft, sighting)
}

/// "met in Beijing, when the two talked for hours": what they say to each other where they meet.
fn is_talk_of(ctx: &View<'_, '_>, draft: &Draft, sighting: &Sighting) -> bool {
    let sit_down = matches!(
        draft.contact.kind,
        ContactKind::Meeting | ContactKind::Talks | ContactKind::Summit
    );
    let called = ctx.tags.children(sighting.word).any(|kid| ctx.is("means", kid));
    sit_down
        && sighting.kind == ContactKind::Call
        && sighting.by == "contact.spoke-with"
        && !called
        && ctx.doc.sentence_of(draft.word) == ctx.doc.sentence_of(sighting.word)
}

fn is_same_kind(contact: &Contact, sighting: &Sighting) -> bool {
    let sit_down =
        |kind| matches!(kind, ContactKind::Meeting | ContactKind::Talks | ContactKind::Summit);
    // What one "briefs" the other on in a call is said in that call.
    let briefs = sighting.kind == ContactKind::Briefing && sighting.by == "contact.met";
    // "was due to meet him on Friday, but the trip was cancelled"
    let trip = sighting.kind == ContactKind::Visit
        && sighting.definite
        && sighting.parties.is_empty()
        && sighting.status == ContactStatus::Cancelled
        && contact.status == ContactStatus::Planned;
    trip || contact.kind == sighting.kind
        || (briefs && contact.kind == ContactKind::Call)
        || (sit_down(contact.kind) && sit_down(sighting.kind) && !sighting.parties.is_empty())
        || (sit_down(contact.kind) && sit_down(sighting.kind) && sighting.definite)
        || (sighting.definite
            && contact.kind == ContactKind::Call
            && sighting.kind == ContactKind::Talks)
}

fn same_parties(contact: &Contact, sighting: &Sighting) -> bool {
    let (known, told) = (&contact.participants, &sighting.parties);
    let within = |few: &[ActorId], many: &[ActorId]| few.iter().all(|id| many.contains(id));
    match (known.is_empty(), told.is_empty()) {
        (true, true) => true,
        (_, true) => sighting.definite,
        (true, _) => {
            sighting.definite || contact.place.is_some() && contact.place == sighting.place
        }
        _ => within(known, told) || within(told, known),
    }
}

fn is_apart(known: Option<&When>, told: Option<&When>) -> bool {
    let Some((known, told)) = known.zip(told) else { return false };
    let before =
        |a: &When, b: &When| a.latest.zip(b.earliest).is_some_and(|(end, start)| end <= start);
    before(known, told) || before(told, known)
}

fn differ(known: Option<&str>, told: Option<&str>) -> bool {
    known.zip(told).is_some_and(|(known, told)| !known.contains(told) && !told.contains(known))
}

/// What is over and what is still to come are two contacts; so are "the last time" and this time.
fn clash(draft: &Draft, sighting: &Sighting) -> bool {
    let over = |status| status == ContactStatus::Ended;
    let (known, told) = (draft.contact.status, sighting.status);
    if sighting.former != draft.former {
        return sighting.former || !over(told);
    }
    !sighting.definite && over(known) && matches!(told, ContactStatus::Planned)
}

/// When a sighting held, as far as the text tells.
fn told_as_of(ctx: &View<'_, '_>, sighting: &Sighting) -> Option<Moment> {
    let said = ctx.statement(sighting.span).and_then(|told| told.said.as_ref()?.earliest);
    sighting.as_of.or(said)
}

fn event(ctx: &View<'_, '_>, events: &[Event], sighting: &Sighting) -> Option<EventId> {
    let word = ctx.span(sighting.word);
    // Events stand in the order of their triggers, and those are single words.
    let first = events.partition_point(|event| event.trigger.end() <= word.start());
    events.get(first).filter(|event| event.trigger.meets(word)).map(|event| event.id)
}
