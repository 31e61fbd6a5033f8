//! The tables and what is in their rows.

use onrecord_types::{ActorId, Record, Span, Text, When};

use super::{Cell, Kind, Table};

/// All tables there are.
pub static TABLES: &[Table] = &[
    Table { name: "dispatches", columns: DISPATCHES, rows: dispatches },
    Table { name: "statements", columns: STATEMENTS, rows: statements },
    Table { name: "events", columns: EVENTS, rows: events },
    Table { name: "figures", columns: FIGURES, rows: figures },
    Table { name: "positions", columns: POSITIONS, rows: positions },
    Table { name: "contacts", columns: CONTACTS, rows: contacts },
    Table { name: "times", columns: TIMES, rows: times },
];

const DISPATCHES: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("outlet", Kind::Text),
    ("url", Kind::Text),
    ("title", Kind::Text),
    ("published", Kind::Text),
    ("earliest", Kind::Moment),
    ("latest", Kind::Moment),
    ("place", Kind::Text),
    ("language", Kind::Text),
    ("developing", Kind::Flag),
    ("sha256", Kind::Text),
    ("text", Kind::Text),
];

fn dispatches(record: &Record) -> Vec<Vec<Cell>> {
    let of = &record.dispatch;
    vec![vec![
        text(&of.id),
        Cell::Text(of.outlet.clone()),
        Cell::Text(of.url.clone()),
        Cell::Text(of.title.clone()),
        Cell::Text(of.published.value.clone()),
        Cell::Moment(of.published.earliest),
        Cell::Moment(of.published.latest),
        Cell::Text(of.dateline.as_ref().map(|dateline| dateline.place.clone())),
        text(&of.language),
        Cell::Flag(of.developing),
        text(&of.sha256),
        text(&of.text),
    ]]
}

const STATEMENTS: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("id", Kind::Text),
    ("speaker", Kind::Text),
    ("speaker_code", Kind::Text),
    ("cue", Kind::Text),
    ("class", Kind::Text),
    ("mode", Kind::Text),
    ("firmness", Kind::Text),
    ("addressees", Kind::Text),
    ("via", Kind::Text),
    ("channel", Kind::Text),
    ("channel_name", Kind::Text),
    ("said_earliest", Kind::Moment),
    ("said_latest", Kind::Moment),
    ("within", Kind::Text),
    ("certainty", Kind::Number),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("spans", Kind::Text),
    ("words", Kind::Text),
];

fn statements(record: &Record) -> Vec<Vec<Cell>> {
    let desk = Desk::new(record);
    let row = |found: &onrecord_types::Statement| {
        let channel = found.channel.as_ref();
        let (earliest, latest) = bounds(found.said.as_ref());
        let mut row = vec![
            text(&record.dispatch.id),
            text(&found.id.to_string()),
            Cell::Text(found.speaker.map(|speaker| desk.name(speaker))),
            Cell::Text(found.speaker.and_then(|speaker| desk.code(speaker))),
            Cell::Text(found.cue.as_ref().map(|cue| cue.lemma.clone())),
            Cell::Text(found.cue.as_ref().and_then(|cue| word(&cue.class))),
            Cell::Text(word(&found.mode)),
            Cell::Text(word(&found.firmness)),
            desk.names(&found.addressees),
            desk.names(&found.via),
            Cell::Text(channel.and_then(|channel| word(&channel.kind))),
            Cell::Text(channel.and_then(|channel| channel.name.clone())),
            earliest,
            latest,
            Cell::Text(found.within.map(|within| within.to_string())),
            Cell::Number(Some(f64::from(found.certainty.0) / 1000.0)),
        ];
        row.extend(desk.evidence(&found.content));
        row
    };
    record.statements.iter().map(row).collect()
}

const EVENTS: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("id", Kind::Text),
    ("plover", Kind::Text),
    ("mode", Kind::Text),
    ("context", Kind::Text),
    ("cameo", Kind::Text),
    ("status", Kind::Text),
    ("actors", Kind::Text),
    ("actor_codes", Kind::Text),
    ("recipients", Kind::Text),
    ("recipient_codes", Kind::Text),
    ("place", Kind::Text),
    ("when_earliest", Kind::Moment),
    ("when_latest", Kind::Moment),
    ("statement", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("spans", Kind::Text),
    ("words", Kind::Text),
];

fn events(record: &Record) -> Vec<Vec<Cell>> {
    let desk = Desk::new(record);
    let row = |found: &onrecord_types::Event| {
        let plover = found.plover.as_ref();
        let (earliest, latest) = bounds(found.when.as_ref());
        let mut row = vec![
            text(&record.dispatch.id),
            text(&found.id.to_string()),
            Cell::Text(plover.map(|plover| plover.kind.clone())),
            Cell::Text(plover.and_then(|plover| plover.mode.clone())),
            many(plover.map(|plover| plover.context.clone()).unwrap_or_default()),
            Cell::Text(found.cameo.clone()),
            Cell::Text(word(&found.status)),
            desk.names(&found.actors),
            desk.codes(&found.actors),
            desk.names(&found.recipients),
            desk.codes(&found.recipients),
            Cell::Text(found.place.clone()),
            earliest,
            latest,
            Cell::Text(found.statement.map(|statement| statement.to_string())),
        ];
        row.extend(desk.evidence(&[found.span]));
        row
    };
    record.events.iter().map(row).collect()
}

const FIGURES: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("id", Kind::Text),
    ("low", Kind::Number),
    ("high", Kind::Number),
    ("unit", Kind::Text),
    ("approximate", Kind::Flag),
    ("what", Kind::Text),
    ("who", Kind::Text),
    ("place", Kind::Text),
    ("period", Kind::Text),
    ("claimed_by", Kind::Text),
    ("statement", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("spans", Kind::Text),
    ("words", Kind::Text),
];

fn figures(record: &Record) -> Vec<Vec<Cell>> {
    let desk = Desk::new(record);
    let row = |found: &onrecord_types::Figure| {
        let mut row = vec![
            text(&record.dispatch.id),
            text(&found.id.to_string()),
            Cell::Number(found.low.map(|low| low.number())),
            Cell::Number(found.high.map(|high| high.number())),
            Cell::Text(found.unit.clone()),
            Cell::Flag(found.approximate),
            text(&found.what),
            Cell::Text(found.scope.who.clone()),
            Cell::Text(found.scope.place.clone()),
            Cell::Text(found.scope.period.clone()),
            Cell::Text(found.claimed_by.map(|by| desk.name(by))),
            Cell::Text(found.statement.map(|statement| statement.to_string())),
        ];
        row.extend(desk.evidence(&[found.span]));
        row
    };
    record.figures.iter().map(row).collect()
}

const POSITIONS: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("proposal", Kind::Text),
    ("kind", Kind::Text),
    ("label", Kind::Text),
    ("party", Kind::Text),
    ("party_code", Kind::Text),
    ("stance", Kind::Text),
    ("since_earliest", Kind::Moment),
    ("since_latest", Kind::Moment),
    ("statement", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("spans", Kind::Text),
    ("words", Kind::Text),
];

fn positions(record: &Record) -> Vec<Vec<Cell>> {
    let desk = Desk::new(record);
    let proposals = record.proposals.iter();
    let all = proposals.flat_map(|on| on.positions.iter().map(move |position| (on, position)));
    all.map(|(on, found)| {
        let (earliest, latest) = bounds(found.since.as_ref());
        let mut row = vec![
            text(&record.dispatch.id),
            text(&on.id.to_string()),
            text(&on.kind),
            text(&on.label),
            Cell::Text(Some(desk.name(found.party))),
            Cell::Text(desk.code(found.party)),
            Cell::Text(word(&found.stance)),
            earliest,
            latest,
            Cell::Text(found.statement.map(|statement| statement.to_string())),
        ];
        row.extend(desk.evidence(&[found.span]));
        row
    })
    .collect()
}

const CONTACTS: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("id", Kind::Text),
    ("kind", Kind::Text),
    ("participants", Kind::Text),
    ("participant_codes", Kind::Text),
    ("topics", Kind::Text),
    ("place", Kind::Text),
    ("begins_earliest", Kind::Moment),
    ("begins_latest", Kind::Moment),
    ("ends_earliest", Kind::Moment),
    ("ends_latest", Kind::Moment),
    ("status", Kind::Text),
    ("as_of", Kind::Moment),
    ("event", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("spans", Kind::Text),
    ("words", Kind::Text),
];

fn contacts(record: &Record) -> Vec<Vec<Cell>> {
    let desk = Desk::new(record);
    let row = |found: &onrecord_types::Contact| {
        let (from, by) = bounds(found.begins.as_ref());
        let (ends, ended) = bounds(found.ends.as_ref());
        let mut row = vec![
            text(&record.dispatch.id),
            text(&found.id.to_string()),
            Cell::Text(word(&found.kind)),
            desk.names(&found.participants),
            desk.codes(&found.participants),
            many(found.topics.iter().map(|topic| topic.text.clone()).collect()),
            Cell::Text(found.place.clone()),
            from,
            by,
            ends,
            ended,
            Cell::Text(word(&found.status)),
            Cell::Moment(found.as_of),
            Cell::Text(found.event.map(|event| event.to_string())),
        ];
        row.extend(desk.evidence(&found.spans));
        row
    };
    record.contacts.iter().map(row).collect()
}

const TIMES: &[(&str, Kind)] = &[
    ("dispatch", Kind::Text),
    ("id", Kind::Text),
    ("type", Kind::Text),
    ("value", Kind::Text),
    ("mod", Kind::Text),
    ("edtf", Kind::Text),
    ("earliest", Kind::Moment),
    ("latest", Kind::Moment),
    ("zone", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("spans", Kind::Text),
    ("words", Kind::Text),
];

fn times(record: &Record) -> Vec<Vec<Cell>> {
    let desk = Desk::new(record);
    let row = |found: &onrecord_types::TimeMention| {
        let mut row = vec![
            text(&record.dispatch.id),
            text(&found.id.to_string()),
            Cell::Text(word(&found.kind)),
            Cell::Text(found.value.clone()),
            Cell::Text(found.modifier.clone()),
            Cell::Text(found.edtf.clone()),
            Cell::Moment(found.earliest),
            Cell::Moment(found.latest),
            Cell::Text(found.zone.as_ref().map(|zone| zone.name.clone())),
        ];
        row.extend(desk.evidence(&[found.span]));
        row
    };
    record.times.iter().map(row).collect()
}

struct Desk<'r> {
    record: &'r Record,
    text: Text,
}

impl<'r> Desk<'r> {
    fn new(record: &'r Record) -> Desk<'r> {
        Desk { record, text: Text::new(record.dispatch.text.as_str()) }
    }

    fn name(&self, actor: ActorId) -> String {
        self.record.actors.get(actor.at()).map(|actor| actor.name.clone()).unwrap_or_default()
    }

    fn code(&self, actor: ActorId) -> Option<String> {
        self.record.actors.get(actor.at()).and_then(|actor| actor.code.clone())
    }

    fn names(&self, actors: &[ActorId]) -> Cell {
        many(actors.iter().map(|&actor| self.name(actor)).collect())
    }

    fn codes(&self, actors: &[ActorId]) -> Cell {
        many(actors.iter().map(|&actor| self.code(actor).unwrap_or_default()).collect())
    }

    // From where to where, every stretch of it, and its words.
    fn evidence(&self, spans: &[Span]) -> [Cell; 4] {
        let whole = spans.iter().copied().reduce(Span::join);
        let each: Vec<String> =
            spans.iter().map(|span| format!("{}-{}", span.start(), span.end())).collect();
        let words: Vec<&str> = spans.iter().map(|&span| self.text.of(span)).collect();
        [
            Cell::Whole(whole.map(|span| i64::from(span.start()))),
            Cell::Whole(whole.map(|span| i64::from(span.end()))),
            many(each),
            text(&words.join(" … ")),
        ]
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(Some(text.to_owned()))
}

// Several values in one cell, parted by a bar as in the store; none is absent.
fn many(values: Vec<String>) -> Cell {
    Cell::Text((!values.is_empty()).then(|| values.join("|")))
}

fn bounds(when: Option<&When>) -> (Cell, Cell) {
    let (earliest, latest) = when.map_or((None, None), |when| (when.earliest, when.latest));
    (Cell::Moment(earliest), Cell::Moment(latest))
}

// The published word for a value of an enum.
fn word(value: &impl serde::Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    }
}
