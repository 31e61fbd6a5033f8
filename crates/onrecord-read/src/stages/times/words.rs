//! The words of time: one number a word, and what each may mean.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use onrecord_rules::{Fault, Lexicon, Paper};

/// A number for a known word; zero is every other word.
pub type WordId = u32;

/// Word classes that patterns may ask for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    Month,
    Weekday,
    WeekdayShort,
    Weekdays,
    Season,
    Seasons,
    Part,
    Parts,
    Unit,
    Units,
    Number,
    Scale,
    One,
    Half,
    Vague,
    VagueDet,
    Vagues,
    Couple,
    Ordinal,
    OrdinalLast,
    Rel,
    RelPast,
    RelTold,
    Dir,
    ToldDir,
    Shade,
    Edge,
    Inside,
    Approx,
    ClockName,
    HalfDay,
    Day,
    Every,
    Often,
    TimesWord,
    DecadeWord,
    Ahead,
    Behind,
    Currency,
    Counted,
    YearLead,
    NameLead,
    Title,
    Joint,
    RangeJoin,
    Of,
    Bc,
    Local,
    TimeWord,
    ZoneKind,
    Oclock,
    OclockTail,
    Hours,
    Lasting,
    Until,
    Modal,
    UnitsShort,
    LongWord,
    Not,
    Possessive,
    MonthLead,
    ClockLead,
    Since,
    DayLead,
    Saying,
    Planned,
    Implies,
    MeantFor,
    Between,
    Det,
    QuarterMark,
    HalfMark,
    Bound,
    Cap,
}

impl Class {
    const NAMES: &[(&str, Class)] = &[
        ("month", Class::Month),
        ("weekday", Class::Weekday),
        ("weekday_short", Class::WeekdayShort),
        ("weekdays", Class::Weekdays),
        ("season", Class::Season),
        ("seasons", Class::Seasons),
        ("part", Class::Part),
        ("parts", Class::Parts),
        ("unit", Class::Unit),
        ("units", Class::Units),
        ("number", Class::Number),
        ("scale", Class::Scale),
        ("one", Class::One),
        ("half", Class::Half),
        ("vague", Class::Vague),
        ("vague_det", Class::VagueDet),
        ("vagues", Class::Vagues),
        ("couple", Class::Couple),
        ("ordinal", Class::Ordinal),
        ("ordinal_last", Class::OrdinalLast),
        ("rel", Class::Rel),
        ("rel_past", Class::RelPast),
        ("rel_told", Class::RelTold),
        ("dir", Class::Dir),
        ("told_dir", Class::ToldDir),
        ("shade", Class::Shade),
        ("edge", Class::Edge),
        ("inside", Class::Inside),
        ("approx", Class::Approx),
        ("clock_name", Class::ClockName),
        ("half_day", Class::HalfDay),
        ("day", Class::Day),
        ("every", Class::Every),
        ("often", Class::Often),
        ("times_word", Class::TimesWord),
        ("decade_word", Class::DecadeWord),
        ("ahead", Class::Ahead),
        ("behind", Class::Behind),
        ("currency", Class::Currency),
        ("counted", Class::Counted),
        ("year_lead", Class::YearLead),
        ("name_lead", Class::NameLead),
        ("title", Class::Title),
        ("joint", Class::Joint),
        ("range_join", Class::RangeJoin),
        ("of", Class::Of),
        ("bc", Class::Bc),
        ("local", Class::Local),
        ("time_word", Class::TimeWord),
        ("zone_kind", Class::ZoneKind),
        ("oclock", Class::Oclock),
        ("oclock_tail", Class::OclockTail),
        ("hours", Class::Hours),
        ("lasting", Class::Lasting),
        ("until", Class::Until),
        ("day_lead", Class::DayLead),
        ("saying", Class::Saying),
        ("planned", Class::Planned),
        ("implies", Class::Implies),
        ("meant_for", Class::MeantFor),
        ("between", Class::Between),
        ("det", Class::Det),
        ("quarter_mark", Class::QuarterMark),
        ("half_mark", Class::HalfMark),
        ("bound", Class::Bound),
        ("cap", Class::Cap),
        ("since", Class::Since),
        ("month_lead", Class::MonthLead),
        ("clock_lead", Class::ClockLead),
        ("not", Class::Not),
        ("possessive", Class::Possessive),
        ("units_short", Class::UnitsShort),
        ("long_word", Class::LongWord),
        ("modal", Class::Modal),
    ];

    /// The class of that name.
    pub fn named(name: &str) -> Option<Class> {
        Class::NAMES.iter().find(|(known, _)| *known == name).map(|&(_, class)| class)
    }
}

/// One thing a word may mean.
#[derive(Clone, Debug)]
pub struct Sense {
    /// Its class.
    pub class: Class,
    /// Its value, as written in the word list: a number or a code.
    pub value: Value,
    /// Must be written with a capital.
    pub capital: bool,
    /// Is also a common word, so it needs more around it to count.
    pub weak: bool,
}

/// The value of a sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(i32),
    /// A code of at most eight letters, such as `MO` or `LESS_THAN`.
    Code(&'static str),
}

impl Value {
    /// The number; zero for a code.
    pub fn number(self) -> i32 {
        match self {
            Value::Number(number) => number,
            Value::Code(_) => 0,
        }
    }

    /// The code; empty for a number.
    pub fn code(self) -> &'static str {
        match self {
            Value::Number(_) => "",
            Value::Code(code) => code,
        }
    }
}

/// Codes that the word list may use; what is not among them is a fault.
const CODES: &[&str] = &[
    "SP",
    "SU",
    "FA",
    "WI",
    "MO",
    "AF",
    "EV",
    "NI",
    "DT",
    "S",
    "MI",
    "H",
    "D",
    "W",
    "WE",
    "M",
    "Q",
    "Y",
    "E",
    "C",
    "F",
    "K",
    "HY",
    "N",
    "X",
    "START",
    "MID",
    "END",
    "APPROX",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "INTO",
    "TONIGHT",
    "AFTER",
    "BEFORE",
];

/// A code by its name.
pub fn code(name: &str) -> Option<&'static str> {
    CODES.iter().find(|code| **code == name).copied()
}

/// All words the stage knows.
#[derive(Default)]
pub struct Words {
    ids: HashMap<Box<str>, WordId, BuildHasherDefault<Fx>>,
    senses: Vec<Vec<Sense>>,
    dotted: Vec<bool>,
}

impl Words {
    /// Reads the word list.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Words {
        let mut words = Words::default();
        words.senses.push(Vec::new());
        words.dotted.push(false);
        for row in Lexicon::read(paper, 2, faults).rows() {
            let Some(class) = Class::named(row.column(1)) else {
                let what = format!("unknown class `{}`", row.column(1));
                faults.push(Fault::new(&paper.name, row.line, what));
                continue;
            };
            let told = row.column(2);
            let number = told.parse::<i32>().ok().or(told.is_empty().then_some(0));
            let code = code(told);
            let Some(value) = number.map(Value::Number).or(code.map(Value::Code)) else {
                faults.push(Fault::new(&paper.name, row.line, format!("unknown value `{told}`")));
                continue;
            };
            let marks: Vec<&str> = row.column(3).split_whitespace().collect();
            let weak = marks.contains(&"weak");
            let capital = weak || marks.contains(&"name");
            let id = words.learn(row.column(0));
            words.dotted[id as usize] |= marks.contains(&"dot");
            words.senses[id as usize].push(Sense { class, value, capital, weak });
        }
        words
    }

    /// The number of a word (in lower case), given one if it is new.
    pub fn learn(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.senses.len() as WordId;
        self.ids.insert(word.into(), id);
        self.senses.push(Vec::new());
        self.dotted.push(false);
        id
    }

    /// The number of a word as it stands in a text; zero if it is not known.
    pub fn find(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        let mut small = [0u8; 20];
        if !word.is_ascii() {
            return self.ids.get(word.to_lowercase().as_str()).copied().unwrap_or(0);
        }
        let Some(place) = small.get_mut(..bytes.len()) else { return 0 };
        place.copy_from_slice(bytes);
        place.make_ascii_lowercase();
        std::str::from_utf8(place).ok().and_then(|word| self.ids.get(word)).copied().unwrap_or(0)
    }

    /// How many numbers are given.
    pub fn len(&self) -> usize {
        self.senses.len()
    }

    /// What a word may mean.
    pub fn senses(&self, id: WordId) -> &[Sense] {
        self.senses.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// What a word means in one class.
    pub fn sense(&self, id: WordId, class: Class) -> Option<&Sense> {
        self.senses(id).iter().find(|sense| sense.class == class)
    }

    /// The words of every class, by the class's place in its list.
    pub fn by_class(&self) -> Vec<Vec<WordId>> {
        let mut by_class: Vec<Vec<WordId>> = Vec::new();
        for (id, senses) in self.senses.iter().enumerate() {
            for sense in senses {
                let at = sense.class as usize;
                if by_class.len() <= at {
                    by_class.resize_with(at + 1, Vec::new);
                }
                by_class[at].push(id as WordId);
            }
        }
        by_class
    }

    /// Whether a full stop after it may belong to it.
    pub fn takes_dot(&self, id: WordId) -> bool {
        self.dotted.get(id as usize).copied().unwrap_or(false)
    }
}

/// A quick hash for short words; the table is only asked, never walked.
#[derive(Default)]
pub struct Fx(u64);

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word))
                .wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
