//! Who is mentioned where: actors looked up by place in the text.

use crate::{Actor, ActorId, Mention, Span};

/// The actors of a dispatch by the places where they are mentioned.
///
/// ```
/// use onrecord_types::{Actor, ActorId, Cast, Mention, MentionForm, Span};
/// let mention = |from, to| Mention {
///     span: Span::new(from, to), name: Span::new(from, to), form: MentionForm::Name,
/// };
/// let actor = |id, mention| Actor { id: ActorId(id), mentions: vec![mention], ..Actor::default() };
/// // "the Kremlin spokesman": the whole phrase is one actor, the Kremlin in it another.
/// let actors = [actor(0, mention(0, 21)), actor(1, mention(4, 11))];
/// let cast = Cast::new(&actors);
/// assert_eq!(cast.at(Span::new(12, 21)), Some(ActorId(0)));
/// assert_eq!(cast.at(Span::new(4, 11)), Some(ActorId(1)));
/// assert_eq!(cast.within(Span::new(2, 30)).collect::<Vec<_>>(), [ActorId(1)]);
/// ```
#[derive(Clone, Debug)]
pub struct Cast<'a> {
    actors: &'a [Actor],
    // By start, the longer first; `reach` is the furthest end of this place and all before it.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    span: Span,
    reach: u32,
    actor: u32,
    mention: u32,
}

impl<'a> Cast<'a> {
    /// Indexes the mentions.
    pub fn new(actors: &'a [Actor]) -> Cast<'a> {
        let mut places: Vec<Place> = Vec::new();
        for (at, actor) in actors.iter().enumerate() {
            for (nth, mention) in actor.mentions.iter().enumerate() {
                let span = mention.span;
                places.push(Place { span, reach: 0, actor: at as u32, mention: nth as u32 });
            }
        }
        places.sort_by_key(|p| (p.span.start(), std::cmp::Reverse(p.span.end()), p.actor));
        let mut reach = 0;
        for place in &mut places {
            reach = reach.max(place.span.end());
            place.reach = reach;
        }
        Cast { actors, places }
    }

    /// The actor of the shortest mention that holds a span, such as that of a token.
    pub fn at(&self, span: Span) -> Option<ActorId> {
        self.holding(span).map(|(actor, _)| actor.id)
    }

    /// The shortest mention that holds a span, with its actor.
    pub fn holding(&self, span: Span) -> Option<(&'a Actor, &'a Mention)> {
        let last = self.places.partition_point(|place| place.span.start() <= span.start());
        let open = self.places.get(..last).unwrap_or_default().iter().rev();
        open.take_while(|place| place.reach >= span.end())
            .filter(|place| place.span.holds(span))
            .min_by_key(|place| place.span.len())
            .and_then(|place| self.found(place))
    }

    /// The actors mentioned wholly inside a span, in the order of the text.
    pub fn within(&self, span: Span) -> impl Iterator<Item = ActorId> + '_ {
        self.mentions_in(span).map(|(actor, _)| actor.id)
    }

    /// The mentions wholly inside a span, with their actors, in the order of the text.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (&'a Actor, &'a Mention)> + '_ {
        let first = self.places.partition_point(|place| place.span.start() < span.start());
        let rest = self.places.get(first..).unwrap_or_default().iter();
        rest.take_while(move |place| place.span.start() < span.end())
            .filter(move |place| span.holds(place.span))
            .filter_map(|place| self.found(place))
    }

    /// The mentions wholly before a place, with their actors, the last first.
    pub fn before(&self, at: u32) -> impl Iterator<Item = (&'a Actor, &'a Mention)> + '_ {
        let last = self.places.partition_point(|place| place.span.start() < at);
        let open = self.places.get(..last).unwrap_or_default().iter().rev();
        open.filter(move |place| place.span.end() <= at).filter_map(|place| self.found(place))
    }

    /// An actor by its id.
    pub fn actor(&self, id: ActorId) -> Option<&'a Actor> {
        self.actors.get(id.at())
    }

    fn found(&self, place: &Place) -> Option<(&'a Actor, &'a Mention)> {
        let actor = self.actors.get(place.actor as usize)?;
        Some((actor, actor.mentions.get(place.mention as usize)?))
    }
}
