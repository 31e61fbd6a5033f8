//! Records made for tests.

use onrecord_types::record::SCHEMA;
use onrecord_types::statement::Certainty;
use onrecord_types::{
    Actor, ActorId, ActorKind, Channel, ChannelKind, Cue, CueClass, Firmness, Mode, Record,
    RecordDispatch, Span, Statement, StatementId,
};
use sha2::{Digest, Sha256};

/// A small record: one minister says one thing at a briefing.
pub fn record(number: usize) -> Record {
    let text = format!("Minister {number} said the truce would hold for {number} days.");
    let hash = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let cue = text.find("said").map_or(0, |at| at as u32);
    let end = text.len() as u32 - 1;
    Record {
        schema: SCHEMA.to_owned(),
        dispatch: RecordDispatch {
            id: format!("d{number}"),
            sha256: hash,
            language: "en".to_owned(),
            text,
            ..RecordDispatch::default()
        },
        sentences: vec![Span::new(0, end + 1)],
        actors: vec![minister(number)],
        times: vec![],
        statements: vec![Statement {
            id: StatementId(0),
            speaker: Some(ActorId(0)),
            speaker_span: Some(Span::new(0, cue - 1)),
            cue: Some(Cue {
                span: Span::new(cue, cue + 4),
                lemma: "say".to_owned(),
                class: CueClass::Say,
            }),
            content: vec![Span::new(cue + 5, end)],
            mode: Mode::Indirect,
            quotes: vec![],
            addressees: vec![],
            via: vec![],
            channel: Some(Channel { kind: ChannelKind::Briefing, name: None, span: None }),
            said: None,
            firmness: Firmness::Asserted,
            within: None,
            certainty: Certainty::FULL,
            by: vec![],
        }],
        events: vec![],
        contacts: vec![],
        proposals: vec![],
        figures: vec![],
        notes: vec![],
    }
}

fn minister(number: usize) -> Actor {
    Actor {
        id: ActorId(0),
        name: format!("Minister {number}"),
        kind: ActorKind::Person,
        country: None,
        sector: None,
        code: None,
        wikidata: None,
        offices: vec![],
        mentions: vec![],
        named: true,
        by: vec![],
        members: vec![],
    }
}
