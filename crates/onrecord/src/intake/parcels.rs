//! Parcels: what is handed over the desk, one at a time, still unopened.
//!
//! Taking parcels out of a file is cheap and in order; opening them can go on many threads.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use onrecord_types::{Dispatch, Note};

use super::{Kit, Refusal, decode, folders, html, json, plain, warc};

/// More than this in one parcel is not a news item.
const LIMIT: u64 = 1 << 30;
/// The same where it was packed: a few kilobytes can be made to unpack to anything.
const UNPACKED_LIMIT: u64 = 64 << 20;

/// The bytes of one item (or of one file that holds a few), with where they came from.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The file, or `<stdin>`.
    pub file: String,
    /// The line, for one of many in a file; else 0.
    pub line: usize,
    /// The id its dispatch gets if it brings none.
    pub id: String,
    pub(super) url: Option<String>,
    pub(super) kind: Kind,
    pub(super) charset: Option<String>,
    pub(super) bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Html,
    Json,
    JsonLine,
}

/// Parcels as they are asked for.
pub type Parcels = Box<dyn Iterator<Item = Result<Parcel, Refusal>> + Send>;

impl Parcel {
    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Opens it.
    pub fn dispatches(&self, kit: &Kit) -> Vec<Result<Dispatch, Refusal>> {
        let mut notes: Vec<Note> = Vec::new();
        let charset = match self.kind {
            Kind::Html => self.charset.clone().or_else(|| charset_in(&self.bytes)),
            _ => self.charset.clone(),
        };
        let text = match decode::decode(&self.bytes, charset.as_deref(), &mut notes) {
            Ok(text) => text,
            Err(what) => {
                return vec![Err(Refusal { file: self.file.clone(), line: self.line, what })];
            }
        };
        let mut out = match self.kind {
            Kind::Plain => vec![Ok(plain::dispatch(kit, &self.id, &text))],
            Kind::Html => vec![Ok(html::dispatch(kit, &self.id, &text, self.url.clone()))],
            Kind::Json => json::whole(kit, &self.file, &self.id, &text),
            Kind::JsonLine => vec![json::one(kit, &self.file, self.line, &self.id, &text)],
        };
        for dispatch in out.iter_mut().flatten() {
            dispatch.notes.extend(notes.iter().cloned());
        }
        out
    }
}

/// The parcels in a file; `-` is standard input.
///
/// # Errors
///
/// A file that cannot be opened.
pub fn open(path: &Path) -> Result<Parcels, Refusal> {
    let name = path.to_string_lossy();
    if name == "-" {
        return Ok(stream("<stdin>", Box::new(std::io::stdin())));
    }
    let file = std::fs::File::open(path).map_err(|error| folders::unreadable(&name, &error))?;
    Ok(stream(&name, Box::new(file)))
}

/// The parcels in a stream of bytes; what they are is told by the name or by the first bytes.
pub fn stream(file: &str, from: Box<dyn Read + Send>) -> Parcels {
    let mut reader = BufReader::with_capacity(1 << 16, from);
    let packed = reader.fill_buf().is_ok_and(|head| head.starts_with(&[0x1f, 0x8b]));
    if packed {
        let unpacked = flate2::bufread::MultiGzDecoder::new(reader);
        let reader: Reader = BufReader::with_capacity(1 << 16, Box::new(unpacked));
        return unpacked_stream(file, Source { reader, limit: UNPACKED_LIMIT });
    }
    unpacked_stream(file, Source { reader, limit: LIMIT })
}

type Reader = BufReader<Box<dyn Read + Send>>;

/// What is read from, and the most bytes of one item in it.
struct Source {
    reader: Reader,
    limit: u64,
}

impl Source {
    /// Adds the bytes to the end of a line; whether it has an end within the limit.
    fn line(&mut self, bytes: &mut Vec<u8>) -> std::io::Result<bool> {
        (&mut self.reader).take(self.limit + 1).read_until(b'\n', bytes)?;
        Ok(bytes.len() as u64 <= self.limit)
    }

    fn too_large(&self) -> String {
        let most = self.limit >> 20;
        format!("more than {most} MiB in one item (give one dispatch a line)")
    }
}

fn unpacked_stream(file: &str, mut source: Source) -> Parcels {
    let head = match source.reader.fill_buf() {
        Ok(head) => head.to_vec(),
        Err(error) => return once(Err(folders::unreadable(file, &error))),
    };
    let name = file.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    if head.starts_with(b"WARC/") {
        return warc::parcels(file, Box::new(source.reader));
    }
    match kind {
        "jsonl" | "ndjson" => lines(file, source, None),
        "json" => whole(file, source, Kind::Json, Vec::new()),
        "html" | "htm" | "xhtml" => whole(file, source, Kind::Html, Vec::new()),
        "txt" | "text" | "md" => whole(file, source, Kind::Plain, Vec::new()),
        _ => sniffed(file, source, &head),
    }
}

/// By the first bytes: JSON, lines of JSON, a page, or plain text.
fn sniffed(file: &str, mut source: Source, head: &[u8]) -> Parcels {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if start.starts_with(b"{") {
        let mut first = Vec::new();
        match source.line(&mut first) {
            Ok(true) => {}
            Ok(false) => return once(Err(Refusal::new(file, source.too_large()))),
            Err(error) => return once(Err(folders::unreadable(file, &error))),
        }
        let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
        if serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok() {
            return lines(file, source, Some(first));
        }
        return whole(file, source, Kind::Json, first);
    }
    let lower = head.get(..head.len().min(2048)).unwrap_or(head).to_ascii_lowercase();
    let has = |mark: &[u8]| lower.windows(mark.len()).any(|window| window == mark);
    if has(b"<!doctype html") || has(b"<html") || (start.starts_with(b"<") && has(b"<p")) {
        return whole(file, source, Kind::Html, Vec::new());
    }
    let is_list = start.starts_with(b"[")
        && start.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"));
    let kind = if is_list { Kind::Json } else { Kind::Plain };
    whole(file, source, kind, Vec::new())
}

fn once(one: Result<Parcel, Refusal>) -> Parcels {
    Box::new(std::iter::once(one))
}

fn whole(file: &str, mut source: Source, kind: Kind, mut bytes: Vec<u8>) -> Parcels {
    let read = (&mut source.reader).take(source.limit + 1).read_to_end(&mut bytes);
    once(match read {
        Err(error) => Err(folders::unreadable(file, &error)),
        Ok(_) if bytes.len() as u64 > source.limit => Err(Refusal::new(file, source.too_large())),
        Ok(_) => {
            let (file, id) = (file.to_owned(), stem(file).to_owned());
            Ok(Parcel { file, line: 0, id, url: None, kind, charset: None, bytes })
        }
    })
}

/// One parcel a line; blank lines are passed over.
fn lines(file: &str, mut source: Source, first: Option<Vec<u8>>) -> Parcels {
    let (file, stem) = (file.to_owned(), stem(file).to_owned());
    let mut line = 0;
    let mut first = first;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            let mut bytes = first.take().unwrap_or_default();
            let read = if bytes.is_empty() { source.line(&mut bytes) } else { Ok(true) };
            line += 1;
            match read {
                Ok(_) if bytes.is_empty() => return None,
                Ok(true) => {}
                Ok(false) => {
                    ended = true;
                    return Some(Err(Refusal {
                        file: file.clone(),
                        line,
                        what: source.too_large(),
                    }));
                }
                Err(error) => {
                    ended = true;
                    return Some(Err(folders::unreadable(&file, &error)));
                }
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let (file, id) = (file.clone(), format!("{stem}:{line}"));
            let (kind, charset) = (Kind::JsonLine, None);
            return Some(Ok(Parcel { file, line, id, url: None, kind, charset, bytes }));
        }
        None
    }))
}

/// The name of a file without folders and kind.
pub(super) fn stem(file: &str) -> &str {
    if file == "<stdin>" {
        return "stdin";
    }
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The encoding that the first lines of a page name.
fn charset_in(page: &[u8]) -> Option<String> {
    let head = page.get(..page.len().min(4096))?;
    let head: String = head.iter().map(|&b| char::from(b.to_ascii_lowercase())).collect();
    let told = head.split_once("charset=")?.1.trim_start_matches(['"', '\'']);
    let end = told.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    told.get(..end.unwrap_or(told.len())).map(str::to_owned)
}
