//! `onrecord ask`: questions over everything in the store.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::store::{Answer, Question};
use onrecord::types::Moment;

use crate::at_store::{AtStore, told};
use crate::out;
use crate::woven::{beginning, moment};

/// What to ask; everything that is given must hold.
#[derive(clap::Args)]
pub struct Args {
    /// Words that must stand in the evidence, the names or the subject.
    words: Vec<String>,
    /// What kind of finding: statement, position, figure, contact or event.
    #[arg(long, value_enum)]
    kind: Option<Finding>,
    /// A speaker, party or actor, or the start of a name.
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// A proposal, a thing counted, a topic.
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// A channel: post, briefing, Telegram …
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,
    /// A PLOVER type or a CAMEO code; a short code finds the longer ones.
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// A stance: accepts, rejects, conditional, awaited …
    #[arg(long, value_name = "STANCE")]
    stance: Option<String>,
    /// Said, happened or published on that day or later.
    #[arg(long, value_name = "TIME", value_parser = beginning)]
    from: Option<Moment>,
    /// … and on that day or earlier.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Moment>,
    /// At most so many answers.
    #[arg(long, value_name = "N", default_value_t = 50)]
    most: usize,
    /// How to show the answers.
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    at: AtStore,
}

#[derive(Clone, Copy, ValueEnum)]
enum Finding {
    Statement,
    Position,
    Figure,
    Contact,
    Event,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let kind = args.kind.and_then(|kind| kind.to_possible_value());
    let question = Question {
        words: (!args.words.is_empty()).then(|| args.words.join(" ")),
        kind: kind.map(|kind| kind.get_name().to_owned()),
        who: args.who.clone(),
        about: args.about.clone(),
        channel: args.channel.clone(),
        code: args.code.clone(),
        stance: args.stance.clone(),
        from: args.from.map(Moment::unix_seconds),
        until: args.until.map(Moment::unix_seconds),
        most: args.most,
    };
    match args.at.read().and_then(|store| store.ask(&question)) {
        Ok(answers) => {
            if answers.is_empty() {
                out::complain([format!("{}: nothing answers that", args.at.store.display())]);
            }
            let mut paper = io::stdout().lock();
            let written =
                answers.iter().try_for_each(|a| writeln!(paper, "{}", line(args.format, a)));
            out::finish(written, true)
        }
        Err(error) => {
            out::complain([error]);
            ExitCode::FAILURE
        }
    }
}

fn line(format: Format, answer: &Answer) -> String {
    if let Format::Jsonl = format {
        return serde_json::to_string(answer).unwrap_or_default();
    }
    let words: String = answer.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = [
        Some(answer.kind.clone()),
        (!answer.who.is_empty()).then(|| answer.who.replace('|', ", ")),
        answer.stance.clone(),
        answer.code.clone(),
        answer.channel.clone(),
        Some(answer.about.clone()).filter(|about| !about.is_empty()),
        Some(format!("“{words}”")),
        Some(format!("{} {}", answer.dispatch, told(answer.published)).trim().to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
