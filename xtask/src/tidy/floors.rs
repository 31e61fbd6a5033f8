//! Floors: a crate leans on what is below it, never beside or above.

use std::collections::BTreeMap;
use std::path::Path;

pub fn look(root: &Path, out: &mut Vec<String>) {
    let mut floors: BTreeMap<String, u32> = BTreeMap::new();
    let mut papers: BTreeMap<String, String> = BTreeMap::new();
    let entries = std::fs::read_dir(root.join("crates")).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let file = format!("crates/{name}/Cargo.toml");
        let Ok(text) = std::fs::read_to_string(root.join(&file)) else { continue };
        match floor(&text) {
            Some(floor) => {
                floors.insert(name.clone(), floor);
            }
            None => out.push(format!("{file}: no floor (add [package.metadata.house] floor = N)")),
        }
        papers.insert(name, text);
    }
    for (name, text) in &papers {
        let own = floors.get(name);
        for (at, line) in text.lines().enumerate() {
            let below = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let Some((own, floor)) = own.zip(floors.get(below)) else { continue };
            if own <= floor {
                let file = format!("crates/{name}/Cargo.toml:{}", at + 1);
                out.push(format!("{file}: {below} is on floor {floor}, not below {own}"));
            }
        }
    }
}

fn floor(text: &str) -> Option<u32> {
    let part = text.split_once("[package.metadata.house]")?.1;
    let line = part.lines().find_map(|line| line.trim().strip_prefix("floor"))?;
    line.trim_start_matches([' ', '=']).trim().parse().ok()
}
