//! What must hold for every text: the same bits on every machine, one tag a token, sound trees.

use std::ops::Range;

use onrecord_rules::Shelf;
use onrecord_types::{Dispatch, EntityKind, Tags};

use super::net::Net;
use super::{ACCURATE, FAST};
use crate::nets::lanes::{self, Curve, Path};
use crate::nets::weights;
use crate::stages::{tags, tokens};
use crate::{Kit, Model};

const TEXTS: [&str; 6] = [
    "MERAVIA, Nov. 3 (Wire) - Foreign Minister Ilse Varga told reporters in Tessin on Tuesday \
     that talks with the Northern Front \"are going well\", and that a 30-day truce would follow.",
    "“We won’t sign,” he said. Mr. J. K. Osei's U.S.-backed plan, which costs $1.25 billion, \
     wasn't discussed; 2,500 people fled.",
    "• Border: open\n• Airport: shut\n\nHEADLINE WITHOUT A DOT",
    "中国 said: `` It 's over . '' 👩‍👩‍👧 e\u{301}te\u{301} \u{202e}abc\u{200b} ﷽ \u{1f1fa}\u{1f1e6}",
    "a",
    "((((( !!! ... ??? ]]]]] --- ''' \"\"\" $$$ @@@ ### 1.2.3.4/5-6:7",
];

fn tagged(model: Model, text: &str) -> (usize, Vec<Range<usize>>, Tags) {
    let mut faults = Vec::new();
    let shelf = Shelf::default();
    let dispatch = Dispatch::plain("t", text);
    let doc = tokens::split(&tokens::kit(&shelf, &mut faults), &dispatch);
    let tags = tags::tag(&tags::kit(model, &shelf, &mut faults), &doc);
    assert_eq!(faults, []);
    (doc.tokens.len(), doc.sentences.iter().map(|s| s.tokens.clone()).collect(), tags)
}

#[test]
fn every_token_has_a_tag_and_every_sentence_one_root() {
    let long = "the gate and the road and 1,000 tents, ".repeat(120);
    for model in [Model::Fast, Model::Accurate] {
        for text in TEXTS.into_iter().chain([long.as_str(), ""]) {
            let (count, sentences, tags) = tagged(model, text);
            assert_eq!(tags.tags.len(), count);
            for sentence in sentences {
                let roots = sentence.clone().filter(|&at| tags.head(at).is_none()).count();
                assert_eq!(roots, 1, "{text:.60}");
                assert!(
                    sentence.clone().all(|at| tags.head(at).is_none_or(|h| sentence.contains(&h)))
                );
                assert!(sentence.clone().all(|at| tags.upward(at).count() <= sentence.len()));
            }
        }
    }
}

#[test]
fn persons_listed_without_commas_are_parted() {
    let kit = tags::kit(Model::Fast, &Shelf::default(), &mut Vec::new());
    let part = |text: &'static str| {
        let words: Vec<&str> = text.split(' ').collect();
        let names = kit.groups.part(&words, vec![(0..words.len(), EntityKind::Per)]);
        let name = |(tokens, _): (Range<usize>, _)| words[tokens].join(" ");
        names.into_iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(part("Donna Berg Phillip Stone Renee"), ["Donna Berg", "Phillip Stone", "Renee"]);
    // A second first name, a name of three words and a particle begin no other person.
    for one in ["Rosa Maria Anita Ana Holm", "Ilse Varga Phillip", "Jan van der Jill Holm"] {
        assert_eq!(part(one), [one]);
    }
}

#[test]
fn all_paths_give_the_same_bits() {
    let mut seed = 7u32;
    let mut number = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32 / 8_388_608.0 - 1.0
    };
    for size in [1, 7, 8, 31, 66, 384] {
        let x: Vec<f32> = (0..size).map(|_| number() * 20.0).collect();
        let both = |work: &dyn Fn(Path, &mut Vec<f32>)| {
            let bits = |path| {
                let mut out = x.clone();
                work(path, &mut out);
                out.into_iter().map(f32::to_bits).collect::<Vec<_>>()
            };
            for &path in Path::all() {
                assert_eq!(bits(Path::Portable), bits(path), "{path:?}");
            }
        };
        for curve in [Curve::Relu, Curve::Leaky, Curve::Gelu, Curve::Tanh, Curve::Sigmoid] {
            both(&|path, x| curve.apply(path, x));
        }
        both(&|path, x| lanes::softmax(path, x, 0.3));
        both(&|path, x| {
            let norm = lanes::Norm { gain: x.clone(), bias: x.clone(), epsilon: 1e-5 };
            norm.apply_here(path, x);
        });
        both(&|path, x| {
            let mut out = vec![0.0; 3];
            lanes::dots(path, x, &[&x[..], &x[..], &x[..]].concat(), x.len(), &mut out);
            lanes::blend(path, &out.clone(), &[&x[..], &x[..], &x[..]].concat(), out.len(), x);
        });
    }
}

#[test]
fn all_paths_read_the_same() {
    for file in [FAST, ACCURATE] {
        let mut net = Net::open(file).expect("the embedded weights are whole");
        for text in TEXTS {
            let words: Vec<&str> = text.split_whitespace().collect();
            let sentence = 0..words.len();
            net.path = Path::Portable;
            let plain = net.read_with_vectors(&words, sentence.clone());
            for &path in Path::all() {
                net.path = path;
                assert_eq!(net.read_with_vectors(&words, sentence.clone()), plain, "{path:?}");
            }
        }
    }
}

#[test]
fn what_was_read_before_changes_nothing() {
    let kit = Kit::embedded(Model::Fast);
    let read = |text| {
        let dispatch = Dispatch::plain("t", text);
        let (_, tags) = crate::parse(&kit, &dispatch);
        (tags.tags, tags.entities)
    };
    let first: Vec<_> = TEXTS.into_iter().map(read).collect();
    let again: Vec<_> = TEXTS.into_iter().rev().map(read).collect();
    assert!(first.iter().eq(again.iter().rev()));
}

#[test]
fn halves_are_read_as_ieee_has_them() {
    for (bits, number) in
        [(0x3c00, 1.0), (0xc000, -2.0), (0x0001, 5.960_464_5e-8), (0x3555, 0.333_251_95)]
    {
        assert_eq!(weights::half(bits), number);
    }
}

#[test]
fn curves_are_close_to_the_true_ones() {
    for step in -400..400 {
        let x = step as f32 / 20.0;
        let (mut tanh, mut sigmoid) = ([x], [x]);
        Curve::Tanh.apply(Path::Portable, &mut tanh);
        Curve::Sigmoid.apply(Path::Portable, &mut sigmoid);
        assert!((tanh[0] - x.tanh()).abs() < 1e-6, "{x}");
        assert!((sigmoid[0] - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "{x}");
        assert!((lanes::exp(x) / x.exp() - 1.0).abs() < 1e-6, "{x}");
    }
}
