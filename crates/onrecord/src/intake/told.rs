//! What the caller says about dispatches from outside; it goes before what they say themselves.

use onrecord_types::{Dispatch, Published};

/// What the caller knows about all dispatches of a run.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// When they were published.
    pub published: Option<Published>,
    /// Who published them.
    pub outlet: Option<String>,
}

impl Told {
    /// The dispatch with what the caller told in its place.
    pub fn apply(&self, mut dispatch: Dispatch) -> Dispatch {
        if let Some(published) = &self.published {
            dispatch.published = published.clone();
            let settled = |code: &str| code.starts_with("published.") || code == "dateline.year";
            dispatch.notes.retain(|note| !settled(&note.code));
        }
        if let Some(outlet) = &self.outlet {
            dispatch.outlet = Some(outlet.clone());
        }
        dispatch
    }
}
