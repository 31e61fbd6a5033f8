//! Why words were coded as events or not, sentence by sentence, for people.

use std::fmt::Write;

use onrecord_types::{ActorId, Considered, Event, Outcome, Record, Text};

/// Writes each sentence with the words in it that might have told an event.
pub fn write(record: &Record, considered: &[Considered]) -> String {
    let text = Text::new(record.dispatch.text.as_str());
    let mut out = String::new();
    for &sentence in &record.sentences {
        let here: Vec<&Considered> =
            considered.iter().filter(|one| sentence.holds(one.trigger)).collect();
        if here.is_empty() {
            continue;
        }
        let words: Vec<&str> = text.of(sentence).split_whitespace().collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", words.join(" "));
        for one in here {
            let word = text.of(one.trigger);
            let _ = match &one.outcome {
                Outcome::Coded(event) => {
                    writeln!(out, "  + {word}: {}   [{}]", told(record, event), one.by.join(", "))
                }
                Outcome::Dropped(why) => {
                    writeln!(out, "  - {word}: {why}   [{}]", one.by.join(", "))
                }
            };
        }
        out.push('\n');
    }
    out
}

fn told(record: &Record, event: &Event) -> String {
    let kind = event.plover.as_ref().map_or("statement", |plover| plover.kind.as_str());
    let mode = event.plover.as_ref().and_then(|plover| plover.mode.as_deref());
    let mode = mode.map_or(String::new(), |mode| format!(":{mode}"));
    let cameo = event.cameo.as_deref().unwrap_or("-");
    let names = |ids: &[ActorId]| {
        let name = |id: &ActorId| record.actors.get(id.at()).map_or("?", |actor| &actor.name);
        let names: Vec<&str> = ids.iter().map(name).collect();
        if names.is_empty() { "nobody named".to_owned() } else { names.join(", ") }
    };
    let status = format!("{:?}", event.status).to_lowercase();
    let (actors, recipients) = (names(&event.actors), names(&event.recipients));
    format!("{kind}{mode} {cameo}, {status}; {actors} -> {recipients}")
}
