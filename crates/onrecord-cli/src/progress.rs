//! How far a long run has got: one line on standard error, and only on a terminal.
#![expect(clippy::print_stderr, reason = "a door speaks")]

use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// A short run shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(200);

/// The line.
pub struct Progress {
    total: Option<u64>,
    bytes: u64,
    dispatches: u64,
    start: Instant,
    shown: Option<Instant>,
    on: bool,
}

impl Progress {
    /// For so many bytes, if that is known.
    pub fn new(total: Option<u64>) -> Progress {
        // On one terminal the findings themselves show how far it is.
        let on = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        Progress { total, bytes: 0, dispatches: 0, start: Instant::now(), shown: None, on }
    }

    /// Some more was done.
    pub fn add(&mut self, bytes: u64, dispatches: u64) {
        self.bytes += bytes;
        self.dispatches += dispatches;
        let now = Instant::now();
        let due = self.shown.is_none_or(|shown| now - shown > BETWEEN);
        if self.on && due && now - self.start > PATIENCE {
            self.shown = Some(now);
            let rate = self.dispatches as f64 / (now - self.start).as_secs_f64();
            eprint!("\r\x1b[K{}{} dispatches · {rate:.0}/s", self.bar(), self.dispatches);
        }
    }

    fn bar(&self) -> String {
        let Some(total) = self.total.filter(|total| *total > 0) else { return String::new() };
        let share = (self.bytes as f64 / total as f64).min(1.0);
        let full = (share * 24.0) as usize;
        format!("{}{} {:3.0} % · ", "█".repeat(full), "░".repeat(24 - full), share * 100.0)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}
