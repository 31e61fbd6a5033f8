//! What must hold for every text: nothing but white space is lost, and all is in order.

use onrecord_rules::Shelf;
use onrecord_types::Dispatch;
use proptest::prelude::*;

use crate::nets::lanes::Path;

fn check(text: &str) {
    let mut faults = Vec::new();
    let kit = super::kit(&Shelf::default(), &mut faults);
    assert_eq!(faults, []);
    let dispatch = Dispatch::plain("t", text);
    let doc = super::split(&kit, &dispatch);
    let kept: String = doc.tokens.iter().map(|token| doc.of(token.span)).collect();
    let inked = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(inked(&kept), inked(text));
    assert!(doc.tokens.iter().all(|token| !token.span.is_empty()));
    assert!(doc.tokens.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    let mut token = 0;
    for sentence in &doc.sentences {
        assert_eq!(sentence.tokens.start, token);
        assert_eq!(sentence.span, doc.span_of(sentence.tokens.clone()));
        assert!(!sentence.tokens.is_empty());
        token = sentence.tokens.end;
    }
    assert_eq!(token, doc.tokens.len());
    let mut sentence = 0;
    for paragraph in &doc.paragraphs {
        assert_eq!(paragraph.sentences.start, sentence);
        assert!(!paragraph.sentences.is_empty());
        sentence = paragraph.sentences.end;
    }
    assert_eq!(sentence, doc.sentences.len());
}

proptest! {
    #[test]
    fn holds_for_any_text(text in ".*") {
        check(&text);
    }

    #[test]
    fn holds_for_texts_full_of_marks(text in "([a-zA-Zé中 ]{0,3}[-.,'’\"“”()@#$%&/:;!?0-9\n\r\t _*<>+=…—•\u{200b}\u{301}]{1,3}){0,30}") {
        check(&text);
    }

    #[test]
    fn holds_for_words_of_the_list(words in proptest::collection::vec("(U\\.S\\.|Mr\\.|cannot|n't|'s|co-|[0-9]{1,4}|a\\.m\\.|www\\.a|x@y\\.z|\\.com|don’t|\\n|St\\.|J\\.|#a|\\[6\\]|-)", 0..20), gap in "[ ]?") {
        check(&words.join(&gap));
    }
}

#[test]
fn a_long_run_is_cut() {
    check(&"x".repeat(100_000));
    check(&"中".repeat(10_000));
    check(&"a.".repeat(20_000));
    check(&"-1".repeat(20_000));
    check(&"x@".repeat(20_000));
}

#[test]
fn all_paths_score_starts_with_the_same_bits() {
    let mut faults = Vec::new();
    let mut starts =
        super::kit(&Shelf::default(), &mut faults).starts.expect("the weights are whole");
    let long = "The gate is shut (“for good”, they say) and 1,000 tents stand. ".repeat(70);
    for text in ["a", "HEADLINE WITHOUT A DOT The gate is shut. É中 e\u{301}te 👩 said: No", &long]
    {
        let words = text.split_inclusive([' ', ',']);
        let mut at = 0;
        let tokens: Vec<_> = words
            .map(|word| {
                at += word.len();
                at - word.len()..at - word.len() + word.trim_end().len()
            })
            .collect();
        starts.path = Path::Portable;
        let plain: Vec<u32> = starts.scores(text, &tokens).into_iter().map(f32::to_bits).collect();
        for &path in Path::all() {
            starts.path = path;
            let scores = starts.scores(text, &tokens).into_iter().map(f32::to_bits);
            assert!(scores.eq(plain.iter().copied()), "{path:?}");
        }
    }
}
