//! Dispatches in web archives (WARC, and WET with plain text): one parcel a page.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use super::Refusal;
use super::parcels::{Kind, Parcel, Parcels, stem};

/// Larger pages are passed over.
const PAGE_LIMIT: u64 = 64 << 20;

/// The pages of an archive, as they are asked for; what is no page is passed over.
pub fn parcels(file: &str, from: Box<dyn Read + Send>) -> Parcels {
    let (file, stem) = (file.to_owned(), stem(file).to_owned());
    let mut reader = BufReader::new(from);
    let mut number = 0;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            number += 1;
            match record(&mut reader) {
                Ok(Some((head, body))) => {
                    let Some(page) = page(&head, &body) else { continue };
                    let url = head.get("warc-target-uri").cloned();
                    let (kind, charset, bytes) = page;
                    let (file, id) = (file.clone(), format!("{stem}:{number}"));
                    return Some(Ok(Parcel { file, line: 0, id, url, kind, charset, bytes }));
                }
                Ok(None) => ended = true,
                Err(error) => {
                    ended = true;
                    let what = format!("record {number} of the archive is broken: {error}");
                    return Some(Err(Refusal::new(&file, what)));
                }
            }
        }
        None
    }))
}

type Head = BTreeMap<String, String>;

/// The next record: its named fields and its block.
fn record(reader: &mut impl BufRead) -> std::io::Result<Option<(Head, Vec<u8>)>> {
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if line.starts_with("WARC/") {
            break;
        }
        if !line.trim().is_empty() {
            return Err(std::io::Error::other("no `WARC/` where a record should start"));
        }
    }
    let head = fields(reader)?;
    let length = head.get("content-length").and_then(|length| length.parse::<u64>().ok());
    let length = length.ok_or_else(|| std::io::Error::other("no Content-Length"))?;
    let mut body = Vec::new();
    if length > PAGE_LIMIT {
        let passed = std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
        if passed < length {
            return Err(std::io::Error::other("it ends too early"));
        }
    } else if (reader.take(length).read_to_end(&mut body)? as u64) < length {
        return Err(std::io::Error::other("it ends too early"));
    }
    Ok(Some((head, body)))
}

fn fields(reader: &mut impl BufRead) -> std::io::Result<Head> {
    let mut head = Head::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 || line.trim_ascii().is_empty() {
            return Ok(head);
        }
        let line = String::from_utf8_lossy(&line);
        if let Some((name, value)) = line.split_once(':') {
            head.insert(name.trim().to_lowercase(), value.trim().to_owned());
        }
    }
}

/// The page in a record: a response that went well, or a text taken out of one.
fn page(head: &Head, body: &[u8]) -> Option<(Kind, Option<String>, Vec<u8>)> {
    let kind = head.get("warc-type").map_or("", String::as_str);
    let told = head.get("content-type").map_or("", String::as_str);
    match kind {
        "conversion" | "resource" if told.starts_with("text/plain") => {
            Some((Kind::Plain, None, body.to_vec()))
        }
        "resource" if told.contains("html") => Some((Kind::Html, charset(told), body.to_vec())),
        "response" => response(body),
        _ => None,
    }
}

fn response(mut body: &[u8]) -> Option<(Kind, Option<String>, Vec<u8>)> {
    let mut status = Vec::new();
    body.read_until(b'\n', &mut status).ok()?;
    if !String::from_utf8_lossy(&status).contains(" 200") {
        return None;
    }
    let head = fields(&mut body).ok()?;
    let told = head.get("content-type")?.to_lowercase();
    let is =
        |name: &str, value: &str| head.get(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    let mut bytes = body.to_vec();
    if is("transfer-encoding", "chunked") {
        // Some archives say "chunked" of a body they have put together.
        bytes = unchunked(&bytes).unwrap_or(bytes);
    }
    if is("content-encoding", "gzip") {
        let mut plain = Vec::new();
        let unpacked = flate2::read::MultiGzDecoder::new(bytes.as_slice());
        let read = unpacked.take(PAGE_LIMIT).read_to_end(&mut plain);
        bytes = if read.is_ok() { plain } else { bytes };
    }
    if told.contains("html") {
        Some((Kind::Html, charset(&told), bytes))
    } else if told.starts_with("text/plain") {
        Some((Kind::Plain, charset(&told), bytes))
    } else {
        None
    }
}

fn charset(told: &str) -> Option<String> {
    let name = told.split_once("charset=")?.1;
    Some(name.split(';').next()?.trim().trim_matches('"').to_owned())
}

fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = body.iter().position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = body.get(end + 1..)?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
