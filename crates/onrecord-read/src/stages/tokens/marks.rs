//! Classes of characters, as the cutter sees them.

/// What a character is to the cutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// White space.
    Space,
    /// An upper-case letter.
    Upper,
    /// Any other letter.
    Lower,
    /// A digit or another number sign.
    Digit,
    /// An apostrophe, straight or curly.
    Apostrophe,
    /// What hangs on to the character before it: accents, joiners, variation selectors.
    Hanger,
    /// Everything else.
    Mark,
}

impl Class {
    /// Whether it is a letter, a digit or hangs on to one.
    pub fn is_word(self) -> bool {
        matches!(self, Class::Upper | Class::Lower | Class::Digit | Class::Hanger)
    }

    /// Whether it is a letter.
    pub fn is_letter(self) -> bool {
        matches!(self, Class::Upper | Class::Lower)
    }
}

/// A text that is walked by byte, with the class of what starts there.
#[derive(Clone, Copy)]
pub struct Scan<'t> {
    text: &'t str,
}

impl<'t> Scan<'t> {
    /// Over this text.
    pub fn new(text: &'t str) -> Scan<'t> {
        Scan { text }
    }

    /// The text between two bytes; nothing if they cut a character.
    pub fn of(self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The first place from `at` on where a character starts, or the end of the text.
    pub fn boundary(self, mut at: usize) -> usize {
        while at < self.text.len() && !self.text.is_char_boundary(at) {
            at += 1;
        }
        at.min(self.text.len())
    }

    /// The byte at a place; 0 beyond the end.
    pub fn byte(self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The character that starts at a place.
    pub fn char(self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&byte) if byte < 0x80 => Some(byte as char),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    /// The class of the character at a place and its length in bytes; a space of no length at
    /// the end of the text.
    pub fn class(self, at: usize) -> (Class, usize) {
        match self.text.as_bytes().get(at) {
            None => (Class::Space, 0),
            Some(&byte) if byte < 0x80 => (ASCII[byte as usize], 1),
            Some(_) => match self.char(at) {
                Some(c) => (wide(c), c.len_utf8()),
                None => (Class::Mark, 1),
            },
        }
    }

    /// The class of the character before a place, not before `floor`.
    pub fn class_before(self, at: usize, floor: usize) -> Class {
        let before = self.of(floor, at).chars().next_back();
        before.map_or(Class::Space, |c| if c.is_ascii() { ASCII[c as usize] } else { wide(c) })
    }

    /// The end of the run of characters for which `holds`, from `at`, not beyond `to`.
    pub fn run(self, mut at: usize, to: usize, holds: impl Fn(Class) -> bool) -> usize {
        while at < to {
            let (class, len) = self.class(at);
            if !holds(class) {
                break;
            }
            at += len.max(1);
        }
        at.min(to)
    }

    /// The end of the run of characters (letters, digits, hangers) that make a word.
    pub fn word(self, at: usize, to: usize) -> usize {
        self.run(at, to, Class::is_word)
    }
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Mark; 128];
    let mut at = 0u8;
    while at < 128 {
        table[at as usize] = match at {
            b'A'..=b'Z' => Class::Upper,
            b'a'..=b'z' => Class::Lower,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'\t'..=b'\r' | b' ' => Class::Space,
            _ => Class::Mark,
        };
        at += 1;
    }
    table
};

fn wide(c: char) -> Class {
    match c {
        '\u{2019}' | '\u{2bc}' => Class::Apostrophe,
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}' => Class::Hanger,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_alphabetic() => Class::Lower,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Mark,
    }
}
