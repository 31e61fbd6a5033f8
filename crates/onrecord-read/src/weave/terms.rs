//! The words of a text as terms that compare: lower case, without endings.

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word in lower case, its ending taken off.
    pub stem: String,
    /// The word in lower case.
    pub word: String,
    /// Whether it starts with a capital.
    pub capital: bool,
    /// Whether it starts with a digit.
    pub number: bool,
}

/// The words of a text as they stand, in order. Letters and digits make a word, and marks between
/// two of them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        rest = rest.get(start..)?;
        let (word, after) = rest.split_at_checked(end_of_word(rest))?;
        rest = after;
        Some(word)
    })
}

/// The words of a text, in order, as terms.
pub fn terms(text: &str) -> impl Iterator<Item = Term> + '_ {
    words(text).filter_map(|word| {
        let first = word.chars().next()?;
        let lower = match word.is_ascii() {
            true => word.to_ascii_lowercase(),
            false => word.to_lowercase().replace('’', "'"),
        };
        Some(Term {
            stem: stem(&lower),
            word: lower,
            capital: first.is_uppercase(),
            number: first.is_numeric(),
        })
    })
}

fn end_of_word(text: &str) -> usize {
    let mut marks = text.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        if c.is_alphanumeric() {
            continue;
        }
        let joins = matches!(c, '\'' | '’' | '.' | ',' | '-');
        let goes_on = marks.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(joins && goes_on) {
            return at;
        }
    }
    text.len()
}

/// A lower-case word without its inflectional ending: enough to compare, not a dictionary form.
pub fn stem(word: &str) -> String {
    let mut stem = word.strip_suffix("'s").unwrap_or(word).to_owned();
    if !stem.is_ascii() {
        return stem;
    }
    let ends = |stem: &str, end: &str, least: usize| stem.len() > least && stem.ends_with(end);
    let before = |stem: &str, back: usize| stem.as_bytes().iter().rev().nth(back).copied();
    if ends(&stem, "ies", 4) {
        stem.truncate(stem.len() - 3);
        stem.push('y');
        return stem;
    }
    if ends(&stem, "es", 4) && matches!(before(&stem, 2), Some(b's' | b'x' | b'z')) {
        stem.truncate(stem.len() - 2);
        return stem;
    }
    if ends(&stem, "s", 3) && !matches!(before(&stem, 1), Some(b's' | b'u')) {
        stem.pop();
    }
    if ends(&stem, "ing", 6) {
        stem.truncate(stem.len() - 3);
    } else if ends(&stem, "ed", 5) {
        stem.truncate(stem.len() - 2);
    }
    if ends(&stem, "e", 4) {
        stem.pop();
    }
    if stem.len() > 4 && before(&stem, 0) == before(&stem, 1) {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_come_off() {
        for (word, want) in [
            ("talks", "talk"),
            ("parties", "party"),
            ("bombed", "bomb"),
            ("shelling", "shel"),
            ("minister's", "minister"),
            ("crisis", "crisi"),
            ("são", "são"),
        ] {
            assert_eq!(stem(word), want, "{word}");
        }
    }

    #[test]
    fn marks_inside_a_word_stay() {
        let words: Vec<String> =
            terms("The U.S.-backed 2,500, (O’Neill's)").map(|t| t.word).collect();
        assert_eq!(words, ["the", "u.s", "backed", "2,500", "o'neill's"]);
    }
}
