//! The findings of a record as flat rows that can be asked for.

use onrecord_types::{ActorId, Record, Span, Text, When};

/// One finding, flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `statement`, `position`, `figure`, `contact` or `event`.
    pub kind: &'static str,
    /// Its id in the record.
    pub id: String,
    /// Names of the speakers, parties or actors.
    pub who: Vec<String>,
    /// The proposal, what is counted, the topics.
    pub about: String,
    /// Kind and name of the channel.
    pub channel: Option<String>,
    /// PLOVER type and CAMEO code.
    pub code: Option<String>,
    /// The stance of a position.
    pub stance: Option<String>,
    /// When it was said or happened, Unix seconds.
    pub earliest: Option<i64>,
    /// By when.
    pub latest: Option<i64>,
    /// Its evidence.
    pub span: Span,
    /// The words of the evidence.
    pub words: String,
}

/// All findings of a record that can be asked for.
pub fn of(record: &Record) -> Vec<Finding> {
    let text = Text::new(record.dispatch.text.as_str());
    let desk = Desk { record, text };
    let mut all = Vec::new();
    desk.statements(&mut all);
    desk.positions(&mut all);
    desk.figures(&mut all);
    desk.contacts(&mut all);
    desk.events(&mut all);
    all
}

struct Desk<'r> {
    record: &'r Record,
    text: Text,
}

impl Desk<'_> {
    fn finding(&self, kind: &'static str, id: String, span: Span) -> Finding {
        Finding {
            kind,
            id,
            who: Vec::new(),
            about: String::new(),
            channel: None,
            code: None,
            stance: None,
            earliest: None,
            latest: None,
            span,
            words: self.text.of(span).to_owned(),
        }
    }

    fn names(&self, ids: impl IntoIterator<Item = ActorId>) -> Vec<String> {
        let actor = |id: ActorId| self.record.actors.get(id.at());
        ids.into_iter().filter_map(actor).map(|actor| actor.name.clone()).collect()
    }

    fn statements(&self, all: &mut Vec<Finding>) {
        for statement in &self.record.statements {
            let whole = statement.content.iter().copied().reduce(Span::join).unwrap_or_default();
            let cue = statement.cue.as_ref();
            let (earliest, latest) = bounds(statement.said.as_ref());
            all.push(Finding {
                who: self.names(statement.speaker.into_iter().chain(statement.via.iter().copied())),
                about: cue.map(|cue| cue.lemma.clone()).unwrap_or_default(),
                channel: statement.channel.as_ref().map(|channel| {
                    let kind = name_of(&channel.kind);
                    format!("{kind} {}", channel.name.as_deref().unwrap_or_default())
                        .trim()
                        .to_owned()
                }),
                earliest,
                latest,
                ..self.finding("statement", statement.id.to_string(), whole)
            });
        }
    }

    fn positions(&self, all: &mut Vec<Finding>) {
        for proposal in &self.record.proposals {
            for position in &proposal.positions {
                let (earliest, latest) = bounds(position.since.as_ref());
                all.push(Finding {
                    who: self.names([position.party]),
                    about: format!("{} {}", proposal.kind, proposal.label),
                    stance: Some(name_of(&position.stance)),
                    earliest,
                    latest,
                    ..self.finding("position", proposal.id.to_string(), position.span)
                });
            }
        }
    }

    fn figures(&self, all: &mut Vec<Finding>) {
        for figure in &self.record.figures {
            let scope = [&figure.scope.who, &figure.scope.place, &figure.scope.period];
            let scope: Vec<&str> = scope.into_iter().flatten().map(String::as_str).collect();
            all.push(Finding {
                who: self.names(figure.claimed_by),
                about: format!("{} {}", figure.what, scope.join(" ")).trim().to_owned(),
                ..self.finding("figure", figure.id.to_string(), figure.span)
            });
        }
    }

    fn contacts(&self, all: &mut Vec<Finding>) {
        for contact in &self.record.contacts {
            let topics: Vec<&str> =
                contact.topics.iter().map(|topic| topic.text.as_str()).collect();
            let span = contact.spans.first().copied().unwrap_or_default();
            let (earliest, latest) = bounds(contact.begins.as_ref());
            all.push(Finding {
                who: self.names(contact.participants.iter().copied()),
                about: format!("{} {}", name_of(&contact.kind), topics.join(", "))
                    .trim()
                    .to_owned(),
                earliest,
                latest,
                ..self.finding("contact", contact.id.to_string(), span)
            });
        }
    }

    fn events(&self, all: &mut Vec<Finding>) {
        for event in &self.record.events {
            let kind = event.plover.as_ref().map_or("", |plover| plover.kind.as_str());
            let code = format!("{kind} {}", event.cameo.as_deref().unwrap_or_default());
            let (earliest, latest) = bounds(event.when.as_ref());
            let who = event.actors.iter().chain(&event.recipients).copied();
            all.push(Finding {
                who: self.names(who),
                about: name_of(&event.status),
                code: Some(code.trim().to_owned()),
                earliest,
                latest,
                ..self.finding("event", event.id.to_string(), event.span)
            });
        }
    }
}

fn bounds(when: Option<&When>) -> (Option<i64>, Option<i64>) {
    let seconds = |moment: Option<onrecord_types::Moment>| moment.map(|m| m.unix_seconds());
    when.map_or((None, None), |when| (seconds(when.earliest), seconds(when.latest)))
}

// The published name of a kind or stance: what serde writes.
fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
