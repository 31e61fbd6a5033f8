//! The view for people: never wider than asked, nothing in it that steers a terminal.

use onrecord::show::terminal::{Colour, Look, View, write};
use onrecord::types::Dispatch;
use unicode_width::UnicodeWidthStr;

use crate::{examples, read};

#[test]
fn no_line_is_wider_than_asked() {
    for dispatch in examples() {
        let record = read(&dispatch);
        for width in [40, 60, 80, 120] {
            for view in [View::Sections, View::Evidence] {
                let text = write(&record, Look { width, view, colour: Colour::Off });
                let wide = text.lines().find(|line| line.width() > width);
                assert_eq!(wide, None, "at {width} columns");
            }
        }
    }
}

#[test]
fn the_evidence_holds_every_sentence() {
    // Marks and the ends of lines are ours; every other character is the text's, in its order.
    let bare = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace() && !"[]".contains(*c)).collect()
    };
    for dispatch in examples() {
        let record = read(&dispatch);
        let look = Look { view: View::Evidence, ..Look::default() };
        let shown = bare(&write(&record, look));
        for &sentence in &record.sentences {
            let words = bare(dispatch.text.of(sentence));
            assert!(shown.contains(&words), "{words} is not shown");
        }
    }
}

#[test]
fn a_story_is_never_wider_than_asked_and_names_every_change() {
    let records: Vec<_> = examples().iter().map(read).collect();
    let story = onrecord::weave::story::weave(&crate::kit().weave, &records);
    for width in [40, 80, 120] {
        let text = onrecord::show::state_of_play::write(&story, &records, width, Colour::Off);
        assert_eq!(text.lines().find(|line| line.width() > width), None, "at {width} columns");
    }
    let text = onrecord::show::state_of_play::write(&story, &records, 400, Colour::Off);
    for change in &story.changes {
        assert!(text.contains(&change.line), "{}", change.line);
    }
}

#[test]
fn colours_change_no_words() {
    let record = read(&examples()[0]);
    let look = Look { width: 100, ..Look::default() };
    let plain = write(&record, look);
    let coloured = write(&record, Look { colour: Colour::On, ..look });
    assert_ne!(plain, coloured);
    let mut bare = String::new();
    for (at, part) in coloured.split("\x1b[").enumerate() {
        bare.push_str(if at == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(bare, plain);
}

#[test]
fn text_cannot_steer_the_terminal() {
    let text = "\x1b]0;owned\x07\x1b[2J “Go\u{202e},” said Ann Roe.";
    let mut dispatch = Dispatch::plain("odd\x1b[31m", text);
    dispatch.title = Some("a\x1b[2Jb\u{9b}c".into());
    for view in [View::Sections, View::Evidence] {
        let shown = write(&read(&dispatch), Look { view, ..Look::default() });
        let steers = |c: &char| (c.is_control() && *c != '\n') || *c == '\u{202e}';
        assert_eq!(shown.chars().find(steers), None, "{shown:?}");
    }
}
