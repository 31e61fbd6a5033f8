//! The head of a view: what was read, by whom and when it was published.

use onrecord_types::Credit;

use super::page::Page;
use super::{Ink, Sheet, clock, piece};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let dispatch = &page.record.dispatch;
    let title = dispatch.title.as_deref().unwrap_or(dispatch.id.as_str());
    sheet.paragraph(0, 0, &[piece(Ink::Strong, title)]);
    let mut parts = Vec::new();
    parts.extend(dispatch.outlet.clone());
    let published = &dispatch.published;
    match clock::range(published.earliest, published.latest, None) {
        told if told.is_empty() => parts.push("publication day not known".to_owned()),
        told => parts.push(told),
    }
    parts.extend(dispatch.dateline.as_ref().map(|dateline| dateline.place.clone()));
    if dispatch.title.is_some() {
        parts.push(dispatch.id.clone());
    }
    if dispatch.language != "en" {
        parts.push(format!("language {}", dispatch.language));
    }
    let mut line = vec![piece(Ink::Faint, parts.join(" · "))];
    if dispatch.developing {
        line.push(piece(Ink::Faint, " · "));
        line.push(piece(Ink::Open, "developing"));
    }
    sheet.paragraph(0, 0, &line);
    let credits = credits(&dispatch.credits);
    if !credits.is_empty() {
        sheet.paragraph(0, 0, &[piece(Ink::Faint, credits)]);
    }
    sheet.rule();
}

/// "by A, B · with C · edited by D".
fn credits(credits: &[Credit]) -> String {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for credit in credits {
        let outlet = credit.outlet.as_ref().map_or(String::new(), |outlet| format!(" ({outlet})"));
        let name = format!("{}{outlet}", credit.name);
        match groups.iter_mut().find(|(role, _)| *role == credit.role) {
            Some((_, names)) => names.push(name),
            None => groups.push((credit.role.as_str(), vec![name])),
        }
    }
    let told = groups.into_iter().map(|(role, names)| {
        let before = match role {
            "author" => "by ",
            "contributor" => "with ",
            "editor" => "edited by ",
            _ => "",
        };
        format!("{before}{}", names.join(", "))
    });
    told.collect::<Vec<_>>().join(" · ")
}
