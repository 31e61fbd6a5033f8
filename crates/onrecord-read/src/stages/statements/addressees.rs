//! To whom something was said.

use onrecord_types::cast::Cast;
use onrecord_types::{ActorId, ActorKind, CueClass, Upos};

use super::atoms::Atoms;
use super::channels::Told;
use super::drafts::Draft;
use super::relays::Relays;

/// Those told, and whether being told makes a channel of them.
#[derive(Default)]
pub struct Addressed {
    /// The parties told.
    pub actors: Vec<ActorId>,
    /// An outlet or reporters told.
    pub told: Option<Told>,
}

/// The object of a verb that takes a hearer, or what "to" marks.
pub fn find(atoms: &Atoms<'_>, draft: &Draft, cast: &Cast<'_>, relays: &Relays) -> Addressed {
    let tags = atoms.tags;
    let mut addressed = Addressed::default();
    for kid in tags.children(draft.cue) {
        let hears = match tags.base_rel(kid) {
            "iobj" => true,
            "obj" => takes_hearer(atoms, draft),
            "obl" => {
                let to = tags.child_by(kid, "case").is_some_and(|case| tags.lemma(case) == "to");
                to && tags.upos(draft.cue) == Upos::Verb
            }
            _ => false,
        };
        let Some(token) = atoms.doc.tokens.get(kid).filter(|_| hears) else { continue };
        let within = draft.tells(token.span) && draft.class != CueClass::Urge;
        if within || draft.source.is_some_and(|source| source.meets(token.span)) {
            continue;
        }
        let lemma = tags.lemma(kid).to_lowercase();
        let whole = cast.holding(token.span);
        let span = whole.map_or(token.span, |(_, mention)| mention.name);
        if atoms.lexicon.tells(&lemma, "presses") {
            addressed.told = Some(Told::Reporters(token.span));
        } else if relays.knows(atoms, kid)
            || whole.is_some_and(|(actor, _)| actor.kind == ActorKind::Media)
        {
            let span = if span.is_empty() { token.span } else { span };
            addressed.told = Some(Told::Outlet(span));
        } else if let Some((actor, _)) = whole {
            addressed.actors.push(actor.id);
        }
    }
    addressed.actors.sort();
    addressed.actors.dedup();
    addressed
}

/// Whether the object of the verb is one who hears, not what is said.
fn takes_hearer(atoms: &Atoms<'_>, draft: &Draft) -> bool {
    use CueClass::{Ask, Order, Promise, Report, Say, Urge, Warn};
    let open = matches!(draft.class, Say | Ask | Warn | Urge | Order | Promise | Report);
    open && !atoms.lexicon.tells(atoms.tags.lemma(draft.cue), "said-only")
}
