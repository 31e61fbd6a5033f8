//! Folds the styles of quotes, dashes and dots, so that no model sees them.

use std::borrow::Cow;

/// A word with quotes, dashes and dots in one style.
pub fn normal(word: &str) -> Cow<'_, str> {
    match word {
        "``" | "''" => return Cow::Borrowed("\""),
        "`" => return Cow::Borrowed("'"),
        _ if word.is_ascii() => return Cow::Borrowed(word),
        _ => {}
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‘' | '’' | '`' => out.push('\''),
            '–' => out.push('-'),
            '—' | '―' => out.push_str("--"),
            '…' => out.push_str("..."),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
