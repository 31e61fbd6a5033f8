//! What must hold at the front desk: intake, the contract of records, odd text, the views.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod contract;
mod intake;
mod odd_text;
mod page;
mod schema;
mod tables;
mod terminal;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use onrecord::types::{Dispatch, Record};
use onrecord::{Kit, Model, intake as desk};

/// The rules, loaded once. What must hold for every text must hold for the fast model too.
fn kit() -> &'static Kit {
    static KIT: OnceLock<Kit> = OnceLock::new();
    KIT.get_or_init(|| Kit::embedded(Model::Fast))
}

fn desk_kit() -> &'static desk::Kit {
    static KIT: OnceLock<desk::Kit> = OnceLock::new();
    KIT.get_or_init(desk::Kit::embedded)
}

/// The workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The dispatches of the story that most tests use, in order.
fn examples() -> Vec<Dispatch> {
    examples_in("call")
}

/// The dispatches in a folder of `examples/`, in order.
fn examples_in(story: &str) -> Vec<Dispatch> {
    let folder = root().join("examples").join(story);
    let files = desk::files(&folder.to_string_lossy()).expect("the examples are there");
    let mut out = Vec::new();
    for file in files {
        for parcel in desk::open(&file).expect("an example can be opened") {
            let parcel = parcel.expect("an example is sound");
            out.extend(parcel.dispatches(desk_kit()).into_iter().map(Result::unwrap));
        }
    }
    out
}

fn read(dispatch: &Dispatch) -> Record {
    onrecord::read(kit(), dispatch)
}
