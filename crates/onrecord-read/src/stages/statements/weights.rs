//! The weights of the learned parts: hashed features, eight bits each.

/// How many bits of a hash pick a row of a table.
pub const CUE_BITS: u32 = 18;
/// For the roles of tokens.
pub const ROLE_BITS: u32 = 18;
/// For the steps between roles.
pub const STEP_BITS: u32 = 13;
/// Roles a token can have.
pub const ROLES: usize = 4;

/// Weights as trained: `train/statements/` tells how.
pub struct Weights {
    cue: Vec<i8>,
    role: Vec<i8>,
    step: Vec<i8>,
}

/// Steps of one weight unit to a whole.
pub const SCALE: f32 = 24.0;

impl Weights {
    /// From the bytes of the file; `None` if it has not the right length.
    pub fn read(bytes: &[u8]) -> Option<Weights> {
        let bytes = unpack(bytes);
        let (cue, rest) = bytes.split_at_checked(1 << CUE_BITS)?;
        let (role, step) = rest.split_at_checked(ROLES << ROLE_BITS)?;
        let whole = |part: &[i8]| part.to_vec();
        (step.len() == (ROLES * ROLES) << STEP_BITS).then(|| Weights {
            cue: whole(cue),
            role: whole(role),
            step: whole(step),
        })
    }

    /// The sum of a cue's features, in weight units.
    pub fn cue(&self, features: &[u32]) -> i32 {
        let row = |&f: &u32| (f >> (32 - CUE_BITS)) as usize;
        features.iter().map(|f| i32::from(self.cue.get(row(f)).copied().unwrap_or(0))).sum()
    }

    /// The sums of a token's features, one a role.
    pub fn roles(&self, features: &[u32]) -> [i32; ROLES] {
        let mut sums = [0; ROLES];
        for f in features {
            let row = (f >> (32 - ROLE_BITS)) as usize * ROLES;
            for (sum, &weight) in sums.iter_mut().zip(self.role.iter().skip(row)) {
                *sum += i32::from(weight);
            }
        }
        sums
    }

    /// The sums of a step's features: `[from * ROLES + to]`.
    pub fn steps(&self, features: &[u32]) -> [i32; ROLES * ROLES] {
        let mut sums = [0; ROLES * ROLES];
        for f in features {
            let row = (f >> (32 - STEP_BITS)) as usize * ROLES * ROLES;
            for (sum, &weight) in sums.iter_mut().zip(self.step.iter().skip(row)) {
                *sum += i32::from(weight);
            }
        }
        sums
    }
}

/// Runs of zeros are written as a zero and their length less one, so that the file is small.
fn unpack(bytes: &[u8]) -> Vec<i8> {
    let mut out = Vec::new();
    let mut bytes = bytes.iter();
    while let Some(&byte) = bytes.next() {
        let run = if byte == 0 { usize::from(bytes.next().copied().unwrap_or(0)) + 1 } else { 1 };
        out.extend(std::iter::repeat_n(byte as i8, run));
    }
    out
}

/// Writes weights in the form that `Weights::read` takes.
pub fn pack(weights: &[i8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&weight) = weights.get(at) {
        out.push(weight as u8);
        let run = weights.iter().skip(at).take(256).take_while(|&&w| w == 0).count();
        if weight == 0 {
            out.push((run - 1) as u8);
        }
        at += run.max(1);
    }
    out
}
