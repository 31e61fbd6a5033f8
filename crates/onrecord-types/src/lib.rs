//! The nouns of a news record: text and spans, what a dispatch holds, what reading it finds.
//!
//! Everything a record publishes is here, with the field names of the contract (`onrecord/1`).
//! No file, no clock, no rule: these types only say what things are.

pub mod actor;
pub mod cast;
pub mod contact;
pub mod dispatch;
pub mod doc;
pub mod event;
pub mod figure;
pub mod id;
pub mod mention;
pub mod moment;
pub mod note;
pub mod places;
pub mod proposal;
pub mod record;
pub mod span;
pub mod statement;
pub mod story;
pub mod tags;
pub mod text;
pub mod time;

pub use actor::{Actor, ActorKind, Office};
pub use cast::Cast;
pub use contact::{Contact, ContactKind, ContactStatus, Topic};
pub use dispatch::{Credit, Dateline, Dispatch, Published, PublishedFrom};
pub use doc::{Doc, Paragraph, Sentence, Token};
pub use event::{Considered, Event, EventStatus, Outcome, Plover};
pub use figure::{Figure, Scope};
pub use id::{ActorId, ContactId, EventId, FigureId, ProposalId, StatementId, TimeId};
pub use mention::{Mention, MentionForm};
pub use moment::{Moment, When};
pub use note::Note;
pub use places::Places;
pub use proposal::{Position, Proposal, Settled, Stance, Term};
pub use record::{Record, RecordDispatch};
pub use span::Span;
pub use statement::{Channel, ChannelKind, Cue, CueClass, Firmness, Mode, Statement};
pub use story::{Change, ChangeKind, Revision, RevisionKind, State, Story, Subject};
pub use tags::{Entity, EntityKind, Tag, Tags, Upos};
pub use text::Text;
pub use time::{TimeKind, TimeMention};
