//! EVENTS: who did what to whom, as coded.

use onrecord_types::{Event, EventStatus};

use super::page::{Page, word};
use super::{Ink, Piece, Sheet, clock, piece};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let events = &page.record.events;
    if events.is_empty() {
        return;
    }
    sheet.heading("EVENTS", "");
    for event in events {
        let cells = [
            (piece(ink(event.status), word(&event.status)), 10),
            (piece(Ink::Strong, event.plover.as_ref().map_or("", |p| p.kind.as_str())), 9),
        ];
        sheet.row(2, &cells, &line(page, event));
    }
}

/// The sides, the word it hangs on, where, when and the codes.
pub fn line(page: &Page<'_>, event: &Event) -> Vec<Piece> {
    let actors = page.names(&event.actors);
    let mut line = match actors.is_empty() {
        true => vec![piece(Ink::Faint, "somebody unnamed")],
        false => vec![piece(Ink::Name, actors)],
    };
    if !event.recipients.is_empty() {
        line.push(piece(Ink::Faint, " → "));
        line.push(piece(Ink::Name, page.names(&event.recipients)));
    }
    let mut facts = vec![format!("“{}”", page.words(event.trigger))];
    facts.extend(event.when.as_ref().map(|when| clock::when(when, page.year())));
    facts.extend(event.place.clone());
    let mode = event.plover.as_ref().and_then(|plover| plover.mode.clone());
    let code = event.cameo.as_ref().map(|cameo| format!("CAMEO {cameo}"));
    facts.extend(mode.into_iter().chain(code));
    facts.extend(page.teller(event.statement).map(|teller| format!("told by {teller}")));
    facts.retain(|fact| !fact.is_empty());
    line.push(piece(Ink::Faint, format!("  {}", facts.join(" · "))));
    line
}

fn ink(status: EventStatus) -> Ink {
    match status {
        EventStatus::Happened => Ink::Plain,
        EventStatus::Ongoing => Ink::Good,
        EventStatus::Planned | EventStatus::CalledFor | EventStatus::Possible => Ink::Open,
        EventStatus::Denied => Ink::Bad,
    }
}
