//! Learns the weights of the stage `statements` from annotated articles.
//!
//!     onrecord read --format conllu polnear_train.jsonl > train.conllu
//!     cargo run --profile quick -p onrecord-read --example learn_statements -- polnear_train.jsonl train.conllu OUT
#![allow(clippy::all, reason = "a script that trains; no part of the program")]
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stderr, reason = "a script")]

mod chain;
mod conllu;
mod fold;

use std::collections::BTreeMap;

use chain::{Chain, Frame, Table};
use onrecord_read::stages::statements::atoms::Atoms;
use onrecord_read::stages::statements::weights::{CUE_BITS, SCALE, pack};
use onrecord_read::stages::statements::{cues, kit, quotes, roles, units};
use onrecord_rules::Shelf;
use onrecord_types::{Dispatch, Doc, Span};

#[derive(serde::Deserialize)]
struct Article {
    id: String,
    text: String,
    statements: Vec<Gold>,
}

#[derive(serde::Deserialize)]
struct Gold {
    #[serde(default)]
    speaker_spans: Vec<Span>,
    #[serde(default)]
    cue_spans: Vec<Span>,
    #[serde(default)]
    content_spans: Vec<Span>,
    speech: Option<bool>,
    mode: Option<String>,
}

impl Gold {
    /// Utterances, and what polls, studies and records show.
    fn tells(&self) -> bool {
        self.speech.unwrap_or(true) || self.mode.as_deref() == Some("artifact")
    }
}

/// A candidate cue: its features, whether it reports speech, how much it counts.
struct Example {
    features: Vec<u32>,
    holds: bool,
    counts: f32,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let gold = std::fs::read_to_string(&args[1]).unwrap();
    let parses = conllu::read(&std::fs::read_to_string(&args[2]).unwrap());
    let articles: Vec<Article> = gold.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let (mut examples, mut frames) = (Vec::new(), Vec::new());
    let mut lost = 0;
    let part = fold::told();
    for (at, article) in articles.iter().enumerate() {
        if part.is_some_and(|(fold, folds)| at % folds == fold) {
            continue;
        }
        match parses.get(&article.id) {
            Some(parse) => lost += collect(article, parse, &mut examples, &mut frames),
            None => eprintln!("no parse for {}", article.id),
        }
    }
    eprintln!(
        "{} candidates, {} of them cues; {} frames; {lost} cues no candidates",
        examples.len(),
        examples.iter().filter(|e| e.holds).count(),
        frames.len()
    );
    let cue = learn_cues(&examples);
    let chain = learn_roles(&frames);
    let whole = |table: &Table| -> Vec<i8> {
        table.weights.iter().map(|w| (w * SCALE).round().clamp(-127.0, 127.0) as i8).collect()
    };
    let mut weights = whole(&cue);
    weights.extend(whole(&chain.role));
    weights.extend(whole(&chain.step));
    let packed = pack(&weights);
    eprintln!("{} bytes", packed.len());
    std::fs::write(&args[3], packed).unwrap();
}

fn collect(
    article: &Article,
    parse: &conllu::Parse,
    examples: &mut Vec<Example>,
    frames: &mut Vec<Frame>,
) -> usize {
    let kit = kit(&Shelf::default(), &mut Vec::new());
    let dispatch = Dispatch::plain(article.id.clone(), article.text.clone());
    let doc = Doc {
        dispatch: &dispatch,
        paragraphs: parse.paragraphs.clone(),
        sentences: parse.sentences.clone(),
        tokens: parse.tokens.clone(),
    };
    let tags = parse.tags();
    let quotes = quotes::find(&doc);
    let atoms = Atoms::of(&doc, &tags, &quotes, &kit.lexicon);
    let units = units::of(&atoms);
    let mut heads: BTreeMap<usize, bool> = BTreeMap::new();
    let mut content = vec![false; doc.tokens.len()];
    let mut lost = 0;
    for gold in &article.statements {
        let within = |spans: &[Span]| -> Vec<usize> {
            spans.iter().flat_map(|&span| doc.tokens_in(span)).collect()
        };
        let cue = within(&gold.cue_spans);
        let said = within(&gold.content_spans);
        said.iter().for_each(|&t| content[t] = true);
        let out = |t: &usize| tags.head(*t).is_none_or(|head| !cue.contains(&head));
        let Some(&head) = cue
            .iter()
            .find(|t| out(t) && cues::is_candidate(&atoms, **t))
            .or_else(|| cue.iter().find(|t| cues::is_candidate(&atoms, **t)))
        else {
            lost += usize::from(gold.tells());
            continue;
        };
        let speech = gold.tells();
        *heads.entry(head).or_default() |= speech;
        let unit = units[doc.sentence_of(head)].clone();
        let (tokens, steps) = roles::features(&atoms, head, unit.clone());
        let window = roles::window(head, unit);
        let source = within(&gold.speaker_spans);
        let roles: Vec<usize> = window
            .clone()
            .map(|t| {
                if t == head || cue.contains(&t) {
                    3
                } else if source.contains(&t) {
                    2
                } else {
                    usize::from(said.contains(&t))
                }
            })
            .collect();
        if roles.contains(&1) {
            frames.push(Frame { tokens, steps, roles, cue: head - window.start });
        }
    }
    for token in 0..doc.tokens.len() {
        if !cues::is_candidate(&atoms, token) {
            continue;
        }
        let mut features = Vec::new();
        cues::features(&atoms, token, &mut features);
        let known = heads.get(&token);
        // What is said within what is said is not annotated: it tells little either way.
        let unmarked = known.is_none() && content[token];
        let counts = if unmarked { setting("WITHIN", 0.3) } else { 1.0 };
        examples.push(Example { features, holds: known == Some(&true), counts });
    }
    lost
}

fn order(n: usize, seed: &mut u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for at in (1..n).rev() {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (*seed >> 33) as usize % (at + 1));
    }
    order
}

/// A setting, unless the environment tells another.
fn setting(name: &str, usual: f32) -> f32 {
    std::env::var(name).ok().and_then(|told| told.parse().ok()).unwrap_or(usual)
}

fn learn_cues(examples: &[Example]) -> Table {
    let mut table = Table::new(1 << CUE_BITS);
    let mut seed = 1;
    let row = |f: &u32| (f >> (32 - CUE_BITS)) as usize;
    let (rounds, rate, decay) = (
        setting("CUE_ROUNDS", 8.0) as usize,
        setting("CUE_RATE", 0.06),
        setting("CUE_DECAY", 2e-5),
    );
    for round in 0..rounds {
        let mut loss = 0.0;
        for at in order(examples.len(), &mut seed) {
            let example = &examples[at];
            let sum: f32 = example.features.iter().map(|f| table.weights[row(f)]).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            let slope = (likely - f32::from(u8::from(example.holds))) * example.counts;
            loss -= f64::from(if example.holds { likely } else { 1.0 - likely }.max(1e-6).ln());
            if slope.abs() > 1e-3 {
                example.features.iter().for_each(|f| table.change(row(f), slope, rate, decay));
            }
        }
        eprintln!("cues, round {round}: loss {:.4}", loss / examples.len() as f64);
    }
    table
}

fn learn_roles(frames: &[Frame]) -> Chain {
    let mut chain = Chain::new();
    let mut seed = 2;
    let (rounds, rate, decay) = (
        setting("ROLE_ROUNDS", 8.0) as usize,
        setting("ROLE_RATE", 0.08),
        setting("ROLE_DECAY", 2e-5),
    );
    for round in 0..rounds {
        let loss: f64 = order(frames.len(), &mut seed)
            .iter()
            .map(|&at| chain.learn(&frames[at], rate, decay))
            .sum();
        eprintln!("roles, round {round}: loss {:.3} a frame", loss / frames.len() as f64);
    }
    chain
}
