//! Where rule and lexicon files are found: embedded in the program, or a user's own in their place.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A file of rules or words, with the name to use when something is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its name: `statements/lexicon/en.tsv`.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// The user's own files, by name. What is not on the shelf is taken from the program.
///
/// A file of the same name replaces the embedded one; one named `NAME.more.EXT` beside it (such
/// as `actors/lexicon/people.more.tsv`) is added to it.
///
/// ```
/// use onrecord_rules::Shelf;
/// let shelf = Shelf::new([("times/en.tsv".into(), "noon\n".into())]);
/// assert_eq!(shelf.take("times/en.tsv", "midnight\n").text, "noon\n");
/// assert_eq!(shelf.take("other/en.tsv", "midnight\n").text, "midnight\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    papers: BTreeMap<String, String>,
    // Names that were asked for, so that a user's file nobody asks for can be told.
    asked: RefCell<BTreeSet<String>>,
}

impl Shelf {
    /// A shelf with these files (name, text) on it.
    pub fn new(papers: impl IntoIterator<Item = (String, String)>) -> Shelf {
        Shelf { papers: papers.into_iter().collect(), asked: RefCell::default() }
    }

    /// The file of that name: the user's, else the embedded one; with the user's additions.
    pub fn take(&self, name: &str, embedded: &str) -> Paper {
        self.asked.borrow_mut().insert(name.to_owned());
        let mut text = self.papers.get(name).map_or(embedded, String::as_str).to_owned();
        if let Some(more) = self.papers.get(&more_name(name)) {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(more);
        }
        Paper { name: name.to_owned(), text }
    }

    /// The names that were asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.borrow().iter().cloned().collect()
    }

    /// The names on it that nobody has asked for, neither as they are nor as an addition.
    pub fn untaken(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let taken: BTreeSet<String> = asked.iter().map(|name| more_name(name)).collect();
        let untaken = self.names().filter(|name| !asked.contains(*name) && !taken.contains(*name));
        untaken.map(str::to_owned).collect()
    }

    /// The names of everything on it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.papers.keys().map(String::as_str)
    }
}

/// A file of a stage from the shelf, else the one beside the code that asks, which is built in:
/// `paper!(shelf, "times", "lexicon/en.tsv")` is `times/lexicon/en.tsv`, embedded from
/// `lexicon/en.tsv`. Its name is said once, so that the two cannot differ.
#[macro_export]
macro_rules! paper {
    ($shelf:expr, $stage:literal, $file:literal) => {
        $shelf.take(concat!($stage, "/", $file), include_str!($file))
    };
}

fn more_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, kind)) => format!("{stem}.more.{kind}"),
        None => format!("{name}.more"),
    }
}
