//! Findings as the lines that cases are written in.

use onrecord_types::figure::Amount;
use onrecord_types::{
    ActorId, Contact, ContactStatus, Doc, Event, Figure, Moment, Proposal, Record, Span, Statement,
    Tags, Text, TimeKind, TimeMention, When,
};
use serde::Serialize;

/// The kinds of lines that a stage answers for.
pub fn kinds_of(stage: &str) -> &'static [&'static str] {
    match stage {
        "tokens" => &["sentence", "tokens"],
        "tags" => &["tags", "lemmas", "tree", "entity"],
        "times" => &["time"],
        "mentions" | "actors" => &["actor"],
        "statements" => &["statement"],
        "events" => &["event"],
        "contacts" => &["contact"],
        "proposals" => &["proposal", "term", "position"],
        "figures" => &["figure"],
        _ => &["note"],
    }
}

/// All findings of a record, each list in its order.
pub fn of_record(record: &Record) -> Vec<String> {
    let page = Page { text: Text::new(record.dispatch.text.as_str()), record };
    let mut out: Vec<String> = record.actors.iter().map(|actor| page.actor(actor)).collect();
    out.extend(record.times.iter().map(|time| page.time(time)));
    out.extend(record.statements.iter().map(|statement| page.statement(statement)));
    out.extend(record.events.iter().map(|event| page.event(event)));
    out.extend(record.contacts.iter().map(|contact| page.contact(contact)));
    out.extend(record.proposals.iter().flat_map(|proposal| page.proposal(proposal)));
    out.extend(record.figures.iter().map(|figure| page.figure(figure)));
    out.extend(record.notes.iter().map(|note| format!("note: {}", note.code)));
    out
}

/// The language layer: sentences, tokens, tags, tree and names.
pub fn of_language(doc: &Doc<'_>, tags: &Tags) -> Vec<String> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let row = |part: &dyn Fn(usize) -> String, between: &str| {
            sentence.tokens.clone().map(part).collect::<Vec<_>>().join(between)
        };
        out.push(format!("sentence: {}", flat(doc.of(sentence.span))));
        out.push(format!("tokens: {}", row(&|at| flat(doc.word(at)), "|")));
        let tag = |at: usize| format!("{}/{}", flat(doc.word(at)), tags.upos(at).name());
        out.push(format!("tags: {}", row(&tag, " ")));
        out.push(format!("lemmas: {}", row(&|at| tags.lemma(at).to_owned(), " ")));
        let arc = |at: usize| {
            let head = tags.head(at).map_or("ROOT".to_owned(), |head| flat(doc.word(head)));
            format!("{}({head}, {})", tags.rel(at), flat(doc.word(at)))
        };
        out.push(format!("tree: {}", row(&arc, " ")));
    }
    for entity in &tags.entities {
        out.push(format!("entity: [{}] {}", flat(doc.of(entity.span)), entity.kind.name()));
    }
    out
}

/// The names of all rules that fired.
pub fn rules(record: &Record) -> Vec<String> {
    let positions = record.proposals.iter().flat_map(|proposal| &proposal.positions);
    let mut out: Vec<String> = record.actors.iter().flat_map(|a| a.by.clone()).collect();
    out.extend(record.times.iter().flat_map(|found| found.by.clone()));
    out.extend(record.statements.iter().flat_map(|found| found.by.clone()));
    out.extend(record.events.iter().flat_map(|found| found.by.clone()));
    out.extend(record.contacts.iter().flat_map(|found| found.by.clone()));
    out.extend(record.proposals.iter().flat_map(|found| found.by.clone()));
    out.extend(positions.flat_map(|found| found.by.clone()));
    out.extend(record.figures.iter().flat_map(|found| found.by.clone()));
    out
}

struct Page<'r> {
    text: Text,
    record: &'r Record,
}

impl Page<'_> {
    fn words(&self, span: Span) -> String {
        format!("[{}]", flat(self.text.of(span)))
    }

    fn all_words(&self, spans: &[Span]) -> String {
        spans.iter().map(|&span| self.words(span)).collect::<Vec<_>>().join(" ")
    }

    fn names(&self, ids: &[ActorId]) -> String {
        let name = |id: &ActorId| {
            self.record.actors.get(id.at()).map_or_else(|| id.to_string(), |a| a.name.clone())
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    fn actor(&self, actor: &onrecord_types::Actor) -> String {
        let spans: Vec<Span> = actor.mentions.iter().map(|mention| mention.span).collect();
        let code = actor.code.as_deref().unwrap_or("-");
        let kind = word(&actor.kind);
        format!("actor: {} | {kind} | {code} | {}", actor.name, self.all_words(&spans))
    }

    fn time(&self, time: &TimeMention) -> String {
        let kind = match time.kind {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        };
        let mut line = format!("time: {} {kind}", self.words(time.span));
        let range = range(time.earliest, time.latest, |moment| moment.to_string());
        for part in [time.value.clone(), time.modifier.clone(), range].into_iter().flatten() {
            line += &format!(" {part}");
        }
        line
    }

    fn statement(&self, statement: &Statement) -> String {
        let mut head = vec![];
        head.extend(statement.speaker_span.map(|span| self.words(span)));
        head.extend(statement.cue.as_ref().map(|c| format!("{}({})", c.lemma, word(&c.class))));
        head.push(self.all_words(&statement.content));
        let channel = statement.channel.as_ref().map_or(String::new(), |channel| {
            format!("{} {}", word(&channel.kind), channel.name.as_deref().unwrap_or_default())
        });
        let firmness = word(&statement.firmness);
        parts(
            format!("statement: {}", head.join(" ")),
            &[
                ("", word(&statement.mode)),
                ("to ", self.names(&statement.addressees)),
                ("via ", self.names(&statement.via)),
                ("channel ", channel),
                ("said ", when(statement.said.as_ref())),
                ("", if firmness == "asserted" { String::new() } else { firmness }),
                ("within ", statement.within.map_or(String::new(), |id| id.to_string())),
            ],
        )
    }

    fn event(&self, event: &Event) -> String {
        let mut head = format!("event: {}", self.words(event.trigger));
        if let Some(plover) = &event.plover {
            head += &format!(" {}", plover.kind);
            head += &plover.mode.as_ref().map_or(String::new(), |mode| format!(":{mode}"));
        }
        head += &event.cameo.as_ref().map_or(String::new(), |cameo| format!(" {cameo}"));
        head += &format!(" {}", word(&event.status));
        let (actors, recipients) = (self.names(&event.actors), self.names(&event.recipients));
        let sides = match (actors.as_str(), recipients.as_str()) {
            ("", "") => String::new(),
            (actors, "") => actors.to_owned(),
            (actors, recipients) => format!("{actors} -> {recipients}").trim().to_owned(),
        };
        parts(
            head,
            &[
                ("", sides),
                ("place ", event.place.clone().unwrap_or_default()),
                ("when ", when(event.when.as_ref())),
            ],
        )
    }

    fn contact(&self, contact: &Contact) -> String {
        let head = format!("contact: {} {}", word(&contact.kind), word(&contact.status));
        let topics: Vec<Span> = contact.topics.iter().map(|topic| topic.span).collect();
        // That it goes on as of the time of publication goes without saying.
        let published = self.record.dispatch.published.earliest;
        let lasts = contact.status == ContactStatus::Ongoing;
        let as_of = contact.as_of.filter(|as_of| lasts && Some(*as_of) != published);
        parts(
            head,
            &[
                ("", self.names(&contact.participants)),
                ("about ", self.all_words(&topics)),
                ("place ", contact.place.clone().unwrap_or_default()),
                ("begins ", when(contact.begins.as_ref())),
                ("ends ", when(contact.ends.as_ref())),
                ("as of ", as_of.map(minute).unwrap_or_default()),
            ],
        )
    }

    fn proposal(&self, proposal: &Proposal) -> Vec<String> {
        let label = flat(&proposal.label);
        let mut out = vec![parts(
            format!("proposal: [{label}] {}", proposal.kind),
            &[("by ", self.names(&proposal.made_by))],
        )];
        for term in &proposal.terms {
            let mut line = format!("term: {}", self.words(term.span));
            for part in [&term.kind, &term.duration].into_iter().flatten() {
                line += &format!(" {part}");
            }
            out.push(line);
        }
        for position in &proposal.positions {
            let party = self.names(&[position.party]);
            let (stance, words) = (word(&position.stance), self.words(position.span));
            out.push(format!("position: {party} {stance} {words}"));
        }
        out
    }

    fn figure(&self, figure: &Figure) -> String {
        let number = |amount: Option<Amount>| {
            amount.and_then(|a| serde_json::to_string(&a).ok()).unwrap_or_default()
        };
        let mut head = format!("figure: {} ", self.words(figure.span));
        head += &format!("{}..{}", number(figure.low), number(figure.high));
        head += &figure.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
        head += &format!(" {}", figure.what);
        let rough = if figure.approximate { "approximate" } else { "" };
        parts(
            head.trim_end().to_owned(),
            &[
                ("", rough.to_owned()),
                ("who ", figure.scope.who.clone().unwrap_or_default()),
                ("place ", figure.scope.place.clone().unwrap_or_default()),
                ("period ", figure.scope.period.clone().unwrap_or_default()),
                ("by ", figure.claimed_by.map_or(String::new(), |id| self.names(&[id]))),
            ],
        )
    }
}

/// A head and what follows it between semicolons; empty parts are left out.
fn parts(head: String, rest: &[(&str, String)]) -> String {
    rest.iter()
        .filter(|(_, part)| !part.trim().is_empty())
        .fold(head, |line, (before, part)| format!("{line}; {before}{}", flat(part)))
}

/// The published word for a value of an enum.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A day if it is one, otherwise both ends to the minute.
fn minute(moment: Moment) -> String {
    moment.local.strftime("%Y-%m-%dT%H:%M").to_string()
}

fn when(when: Option<&When>) -> String {
    let Some(when) = when else { return String::new() };
    if let (Some(from), Some(to)) = (when.earliest, when.latest) {
        let day = from.local.date();
        let midnight = jiff::civil::Time::midnight();
        if from.local.time() == midnight
            && day.tomorrow().ok().map(|d| d.at(0, 0, 0, 0)) == Some(to.local)
        {
            return day.to_string();
        }
    }
    range(when.earliest, when.latest, minute).unwrap_or_default()
}

fn range(
    from: Option<Moment>,
    to: Option<Moment>,
    show: impl Fn(Moment) -> String,
) -> Option<String> {
    (from.is_some() || to.is_some()).then(|| {
        let end = |moment: Option<Moment>| moment.map_or(String::new(), &show);
        format!("{}..{}", end(from), end(to))
    })
}

/// On one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
