//! What is wrong in a rule, lexicon or case file, and what to do about it.

/// One thing wrong in a file that a user may edit.
///
/// ```
/// use onrecord_rules::Fault;
/// let fault = Fault::new("times/en.toml", 14, "unknown key `cue`").hint("did you mean `cues`?");
/// assert_eq!(fault.to_string(), "times/en.toml:14: unknown key `cue` (did you mean `cues`?)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as the user named it.
    pub file: String,
    /// The line, counted from one; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Fault {
    /// A fault without a hint.
    pub fn new(file: impl Into<String>, line: usize, what: impl Into<String>) -> Fault {
        Fault { file: file.into(), line, what: what.into(), hint: None }
    }

    /// The same with what to do about it.
    pub fn hint(self, hint: impl Into<String>) -> Fault {
        Fault { hint: Some(hint.into()), ..self }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.file, self.what)?;
        } else {
            write!(f, "{}:{}: {}", self.file, self.line, self.what)?;
        }
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, " ({hint})"))
    }
}

impl std::error::Error for Fault {}
