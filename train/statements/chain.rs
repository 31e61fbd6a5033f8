//! A linear-chain conditional random field over hashed features, trained with AdaGrad.
#![allow(clippy::all, reason = "a script that trains; no part of the program")]

use onrecord_read::stages::statements::weights::{ROLE_BITS, ROLES, STEP_BITS};

/// The features of one frame and the roles its tokens have.
pub struct Frame {
    pub tokens: Vec<Vec<u32>>,
    pub steps: Vec<Vec<u32>>,
    pub roles: Vec<usize>,
    pub cue: usize,
}

/// A weight table with the sums of squares AdaGrad keeps.
pub struct Table {
    pub weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Table {
    pub fn new(size: usize) -> Table {
        Table { weights: vec![0.0; size], squares: vec![1e-2; size] }
    }

    pub fn change(&mut self, at: usize, slope: f32, rate: f32, decay: f32) {
        let slope = slope + decay * self.weights[at];
        self.squares[at] += slope * slope;
        self.weights[at] -= rate * slope / self.squares[at].sqrt();
    }
}

/// The two tables of the chain.
pub struct Chain {
    pub role: Table,
    pub step: Table,
}

type Row = [f64; ROLES];

fn log_sum(row: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = row.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        most
    } else {
        most + row.map(|x| (x - most).exp()).sum::<f64>().ln()
    }
}

impl Chain {
    pub fn new() -> Chain {
        Chain {
            role: Table::new(ROLES << ROLE_BITS),
            step: Table::new((ROLES * ROLES) << STEP_BITS),
        }
    }

    fn scores(&self, frame: &Frame) -> (Vec<Row>, Vec<[f64; ROLES * ROLES]>) {
        let mut own = Vec::new();
        for (at, features) in frame.tokens.iter().enumerate() {
            let mut row = [0.0; ROLES];
            for f in features {
                let base = (f >> (32 - ROLE_BITS)) as usize * ROLES;
                (0..ROLES).for_each(|y| row[y] += f64::from(self.role.weights[base + y]));
            }
            if at == frame.cue {
                row[3] += 1000.0;
            }
            own.push(row);
        }
        let mut steps = Vec::new();
        for features in &frame.steps {
            let mut row = [0.0; ROLES * ROLES];
            for f in features {
                let base = (f >> (32 - STEP_BITS)) as usize * ROLES * ROLES;
                (0..ROLES * ROLES).for_each(|y| row[y] += f64::from(self.step.weights[base + y]));
            }
            steps.push(row);
        }
        (own, steps)
    }

    /// One step of training; hands back the loss.
    pub fn learn(&mut self, frame: &Frame, rate: f32, decay: f32) -> f64 {
        let (own, steps) = self.scores(frame);
        let n = own.len();
        let mut ahead: Vec<Row> = vec![[0.0; ROLES]; n];
        let mut behind: Vec<Row> = vec![[0.0; ROLES]; n];
        for y in 0..ROLES {
            ahead[0][y] = own[0][y] + steps[0][y];
        }
        for t in 1..n {
            for y in 0..ROLES {
                let came = (0..ROLES).map(|x| ahead[t - 1][x] + steps[t][x * ROLES + y]);
                ahead[t][y] = own[t][y] + log_sum(came);
            }
        }
        for t in (0..n - 1).rev() {
            for x in 0..ROLES {
                behind[t][x] = log_sum(
                    (0..ROLES)
                        .map(|y| steps[t + 1][x * ROLES + y] + own[t + 1][y] + behind[t + 1][y]),
                );
            }
        }
        let total = log_sum(ahead[n - 1].iter().copied());
        let mut gold = 0.0;
        for t in 0..n {
            let last = if t == 0 { 0 } else { frame.roles[t - 1] };
            gold += own[t][frame.roles[t]] + steps[t][last * ROLES + frame.roles[t]];
            for y in 0..ROLES {
                let slope = (ahead[t][y] + behind[t][y] - total).exp()
                    - f64::from(u8::from(frame.roles[t] == y));
                if slope.abs() > 1e-4 {
                    for f in &frame.tokens[t] {
                        let base = (f >> (32 - ROLE_BITS)) as usize * ROLES;
                        self.role.change(base + y, slope as f32, rate, decay);
                    }
                }
                for x in 0..ROLES {
                    let from = if t == 0 {
                        if x == 0 { ahead[0][y] + behind[0][y] } else { f64::NEG_INFINITY }
                    } else {
                        ahead[t - 1][x] + steps[t][x * ROLES + y] + own[t][y] + behind[t][y]
                    };
                    let slope = (from - total).exp()
                        - f64::from(u8::from(last == x && frame.roles[t] == y));
                    if slope.abs() > 1e-4 {
                        for f in &frame.steps[t] {
                            let base = (f >> (32 - STEP_BITS)) as usize * ROLES * ROLES;
                            self.step.change(base + x * ROLES + y, slope as f32, rate, decay);
                        }
                    }
                }
            }
        }
        total - gold
    }
}
