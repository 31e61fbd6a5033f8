//! What the record gives as EDTF is read by a parser that is not ours.

use citum_edtf::Edtf;
use onrecord_read::{Kit, Model, read};
use onrecord_types::{Dispatch, Moment, Published, PublishedFrom};

const FILES: [&str; 4] = [
    include_str!("../src/stages/times/cases/clocks.md"),
    include_str!("../src/stages/times/cases/dates.md"),
    include_str!("../src/stages/times/cases/en.md"),
    include_str!("../src/stages/times/cases/lengths.md"),
];

/// The EDTF values of all texts of all cases, with the grain of each.
fn values() -> Vec<(String, String)> {
    let kit = Kit::embedded(Model::Fast);
    let moment: Moment = "2025-03-18T12:00:00-04:00".parse().expect("a time in RFC 3339");
    let mut values = Vec::new();
    let texts = FILES.iter().flat_map(|file| file.lines()).filter_map(|l| l.strip_prefix("> "));
    for text in texts {
        let mut dispatch = Dispatch::plain("case", text);
        let (earliest, latest) = (Some(moment), Some(moment));
        let from = PublishedFrom::Option;
        dispatch.published = Published { value: None, earliest, latest, from };
        let times = read(&kit, &dispatch).times.into_iter();
        values.extend(times.filter_map(|time| Some((time.edtf?, time.grain.unwrap_or_default()))));
    }
    values
}

#[test]
fn another_parser_reads_it() {
    let values = values();
    assert!(values.len() > 100, "{} values are too few to tell", values.len());
    // Quarters and halves are of level 2, which the parser does not know: they have a test below.
    let level_two = |grain: &str| matches!(grain, "quarter" | "half");
    let refused: Vec<&String> = values
        .iter()
        .filter(|(edtf, grain)| !level_two(grain) && edtf.parse::<Edtf>().is_err())
        .map(|(edtf, _)| edtf)
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn quarters_and_halves_are_sub_years_of_level_two() {
    let mut met = 0;
    for (edtf, grain) in values() {
        let codes = match grain.as_str() {
            "quarter" => 33..=36,
            "half" => 40..=41,
            _ => continue,
        };
        // What is told as approximate is given as an interval of days, which is of level 1.
        let Some((year, code)) = edtf.split_once('-').filter(|(_, code)| code.len() == 2) else {
            assert!(edtf.parse::<Edtf>().is_ok(), "{edtf}");
            continue;
        };
        assert!(year.len() == 4 && year.parse::<u16>().is_ok(), "{edtf}");
        assert!(code.parse::<u16>().is_ok_and(|code| codes.contains(&code)), "{edtf}");
        met += 1;
    }
    assert!(met > 3);
}
