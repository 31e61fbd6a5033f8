//! Reads parsed articles with the stage `statements` alone and writes its findings for scoring.
//!
//!     cargo run --profile quick -p onrecord-read --example try_statements -- articles.jsonl articles.conllu WEIGHTS OUT [CERTAINTY]
#![allow(clippy::all, reason = "a script that trains; no part of the program")]
#![allow(missing_docs, clippy::unwrap_used, reason = "a script")]

#[allow(dead_code, reason = "the two scripts use different parts")]
mod conllu;
mod fold;

use onrecord_read::stages::statements::atoms::Atoms;
use onrecord_read::stages::statements::drafts::Draft;
use onrecord_read::stages::statements::weights::Weights;
use onrecord_read::stages::statements::{certainty, draft, drafts, kit, quotes};
use onrecord_rules::{Paper, Shelf};
use onrecord_types::{Dispatch, Doc};

#[derive(serde::Deserialize)]
struct Article {
    id: String,
    text: String,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let parses = conllu::read(&std::fs::read_to_string(&args[2]).unwrap());
    let mut kit = kit(&Shelf::default(), &mut Vec::new());
    kit.weights = Weights::read(&std::fs::read(&args[3]).unwrap());
    // While the certainty is being fitted: what has been fitted so far, which may be nothing.
    if let Some(name) = args.get(5) {
        let text = std::fs::read_to_string(name).unwrap_or_default();
        kit.certainty =
            certainty::Signs::read(&Paper { name: name.clone(), text }, &mut Vec::new());
    }
    let part = fold::told();
    let alone = std::env::var_os("ALONE").is_some();
    let mut out = String::new();
    for (at, line) in std::fs::read_to_string(&args[1]).unwrap().lines().enumerate() {
        if part.is_some_and(|(fold, folds)| at % folds != fold) {
            continue;
        }
        let article: Article = serde_json::from_str(line).unwrap();
        let Some(parse) = parses.get(&article.id) else { continue };
        let dispatch = Dispatch::plain(article.id.clone(), article.text.clone());
        let doc = Doc {
            dispatch: &dispatch,
            paragraphs: parse.paragraphs.clone(),
            sentences: parse.sentences.clone(),
            tokens: parse.tokens.clone(),
        };
        let (tags, quotes) = (parse.tags(), quotes::find(&doc));
        let atoms = Atoms::of(&doc, &tags, &quotes, &kit.lexicon);
        // With ALONE set, only what is learned, without the rules that follow it.
        let told = if alone { drafts::read(&kit, &atoms) } else { draft(&kit, &atoms) };
        let one = |s: &Draft| {
            serde_json::json!({
                "content_spans": s.content, "speaker_span": s.source, "within": s.within,
                "cue_span": s.cue_span, "by": s.by, "sum": s.sum, "margin": s.margin,
                "certainty": certainty::of(&kit.certainty, &atoms, s), "class": s.class,
                "signs": certainty::told(&atoms, s),
            })
        };
        let told: Vec<serde_json::Value> = told.iter().map(one).collect();
        out += &serde_json::json!({"id": article.id, "statements": told}).to_string();
        out.push('\n');
    }
    std::fs::write(&args[4], out).unwrap();
}
