//! Words taken out of the middle of a sentence, with their quotation marks closed.

/// A stretch that begins or ends inside a quotation gets the mark that it lacks.
///
/// The words are those of the text; only what is shown of them is made whole.
pub fn closed(words: &str) -> String {
    let mut out = words.to_owned();
    for (opens, closes) in [('“', '”'), ('«', '»'), ('„', '“')] {
        let count = |mark: char| words.matches(mark).count();
        if opens == '„' && count(opens) == 0 {
            continue;
        }
        if count(opens) > count(closes) {
            out.push(closes);
        } else if count(closes) > count(opens) {
            out.insert(0, opens);
        }
    }
    if words.matches('"').count() % 2 == 1 {
        // A mark that stands right behind a word closes what began before the stretch.
        let before = words.split('"').next().and_then(|front| front.chars().next_back());
        match before.is_some_and(|c| !c.is_whitespace()) {
            true => out.insert(0, '"'),
            false => out.push('"'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn the_mark_that_is_lacking_is_set() {
        for (cut, whole) in [
            ("is \"going well", "is \"going well\""),
            ("in Russia's court\" to accept", "\"in Russia's court\" to accept"),
            ("it “goes well", "it “goes well”"),
            ("goes well” today", "“goes well” today"),
            ("a \"word\" of his", "a \"word\" of his"),
            ("nothing quoted", "nothing quoted"),
        ] {
            assert_eq!(closed(cut), whole);
        }
    }
}
