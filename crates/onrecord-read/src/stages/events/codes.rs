//! CAMEO codes and the PLOVER type, mode and contexts that each stands for.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Lexicon, Paper};

/// What a CAMEO code stands for in PLOVER.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// PLOVER type; absent for statements, which PLOVER does not code.
    pub kind: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
}

/// The table of codes.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    of: BTreeMap<String, Code>,
}

impl Codes {
    /// Reads the table: code, type, mode, contexts; `-` where there is none.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Codes {
        let mut codes = Codes::default();
        for row in Lexicon::read(paper, 2, faults).rows() {
            let told = |at: usize| {
                let cell = row.column(at);
                (!cell.is_empty() && cell != "-").then(|| cell.to_owned())
            };
            let contexts = told(3).unwrap_or_default();
            let contexts = contexts.split_whitespace().map(str::to_owned).collect();
            let code = Code { kind: told(1), mode: told(2), contexts };
            codes.of.insert(row.column(0).to_owned(), code);
        }
        codes
    }

    /// The entry of a code, or of the nearest code above it: "1056" where "10561" is not listed.
    pub fn of(&self, cameo: &str) -> Code {
        let mut code = cameo;
        loop {
            if let Some(found) = self.of.get(code) {
                return found.clone();
            }
            match code.char_indices().next_back() {
                Some((last, _)) if last > 0 => code = code.get(..last).unwrap_or_default(),
                _ => return Code::default(),
            }
        }
    }
}

/// Whether a code is for cooperation: the roots 03 to 08.
pub fn is_cooperation(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("03" | "04" | "05" | "06" | "07" | "08"))
}

/// Whether a code is for conflict by deeds: the roots 14 to 20.
pub fn is_material_conflict(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("14" | "15" | "16" | "17" | "18" | "19" | "20"))
}
