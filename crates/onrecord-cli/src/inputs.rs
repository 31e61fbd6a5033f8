//! What every command that reads dispatches is asked: which files, which rules, how many threads.

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use onrecord::intake::{self, Refusal, Told};
use onrecord::types::{Dispatch, Published, PublishedFrom};
use onrecord::{Fault, Kit, Model, Shelf, reading, rules};

use crate::out;
use crate::progress::Progress;

/// Where dispatches come from and how they are read.
#[derive(clap::Args)]
pub struct Inputs {
    /// Files or folders with dispatches (txt, html, json, jsonl, warc; also .gz); `-` for standard
    /// input.
    #[arg(required = true)]
    files: Vec<String>,
    /// When they were published, in place of what they say: 2025-03-18, or
    /// 2025-03-18T10:54:00-04:00.
    #[arg(long, value_name = "TIME", value_parser = published)]
    published: Option<Published>,
    /// Who published them, in place of what they say.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// A folder with rules and words of your own (see `onrecord check-rules`).
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How many threads to use [default: all cores].
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Which language model reads: `accurate`, or `fast` for archives.
    #[arg(long, value_enum, default_value_t = ModelName::Accurate, env = "ONRECORD_MODEL")]
    model: ModelName,
}

#[derive(Clone, Copy, ValueEnum)]
enum ModelName {
    Accurate,
    Fast,
}

fn published(told: &str) -> Result<Published, String> {
    let mut notes = Vec::new();
    let published = intake::published(told, PublishedFrom::Option, &mut notes);
    match (published.value.is_some(), notes.first()) {
        (false, Some(note)) => Err(note.message.clone()),
        (false, None) => Err("give a day such as 2025-03-18".to_owned()),
        (true, _) => Ok(published),
    }
}

impl Inputs {
    /// The user's own rules, or none.
    ///
    /// # Errors
    ///
    /// What is wrong with the folder.
    pub fn shelf(&self) -> Result<Shelf, Vec<Fault>> {
        self.rules.as_ref().map_or_else(|| Ok(Shelf::default()), |folder| rules::shelf(folder))
    }

    /// Everything reading needs, with the user's own rules; where they are wrong, that is told on
    /// standard error.
    pub fn kit_or_complain(&self) -> Option<Kit> {
        self.kit().inspect_err(|faults| out::complain(faults)).ok()
    }

    fn kit(&self) -> Result<Kit, Vec<Fault>> {
        let model = match self.model {
            ModelName::Accurate => Model::Accurate,
            ModelName::Fast => Model::Fast,
        };
        let shelf = self.shelf()?;
        if self.rules.is_some() {
            rules::check(&shelf, model)?;
        }
        Kit::load(model, &shelf)
    }

    /// Does some work on every dispatch, on all threads, and hands the results on in the order of
    /// the input; what cannot be taken in is told on standard error. Whether all was taken in.
    ///
    /// # Errors
    ///
    /// The first error of `take`.
    pub fn each<T: Send>(
        &self,
        work: impl Fn(Dispatch) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<bool> {
        if let Some(jobs) = self.jobs {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs));
            // Fails only if a pool is there already, which then does the work.
            let _ = pool.stack_size(STACK).build_global();
        } else {
            let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
        }
        let mut sound = true;
        let mut refuse = |refusal: &Refusal| {
            out::complain([refusal]);
            sound = false;
        };
        let mut paths = Vec::new();
        for file in &self.files {
            match intake::files(file) {
                Ok(found) => paths.extend(found),
                Err(refusal) => refuse(&refusal),
            }
        }
        let sizes = paths.iter().map(|path| std::fs::metadata(path).ok().map(|meta| meta.len()));
        let mut progress = Progress::new(sizes.sum());
        let desk = match self.shelf() {
            Ok(shelf) => intake::Kit::load(&shelf, &mut Vec::new()),
            Err(_) => intake::Kit::embedded(),
        };
        let told = Told { published: self.published.clone(), outlet: self.outlet.clone() };
        let opened = paths.iter().flat_map(|path| match intake::open(path) {
            Ok(parcels) => parcels,
            Err(refusal) => Box::new(std::iter::once(Err(refusal))),
        });
        let mut parcels = opened;
        loop {
            let batch = reading::batch(&mut parcels);
            if batch.is_empty() {
                return Ok(sound);
            }
            let bytes: usize = batch.iter().flatten().map(intake::Parcel::size).sum();
            let done = reading::each(&desk, batch, |dispatch| work(told.apply(dispatch)));
            progress.add(bytes as u64, done.len() as u64);
            for one in done {
                match one {
                    Ok(one) => take(one)?,
                    Err(refusal) => {
                        out::complain([&refusal]);
                        sound = false;
                    }
                }
            }
        }
    }
}

/// Deep trees of odd text want room.
const STACK: usize = 16 << 20;
