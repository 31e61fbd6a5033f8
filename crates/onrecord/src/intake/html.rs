//! Dispatches as web pages: the main text, and what the markup says about it.

use dom_smoothie::{Config, Readability, TextMode};
use onrecord_types::{Credit, Dispatch, Note, PublishedFrom};
use serde_json::Value;

use super::{Kit, credits, look_through, published};

/// Where pages say when they were published, surest first: selector and attribute.
const TIMES: &[(&str, &str)] = &[
    ("meta[property='article:published_time']", "content"),
    ("meta[name='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("meta[property='og:published_time']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='sailthru.date']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='publish-date']", "content"),
    ("meta[name='dc.date.issued']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='dc.date']", "content"),
    ("meta[name='date']", "content"),
    ("time[itemprop='datePublished']", "datetime"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("header time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// Where pages name their outlet.
const OUTLETS: &[&str] = &[
    "meta[property='og:site_name']",
    "meta[name='application-name']",
    "meta[name='publisher']",
    "meta[name='dc.publisher']",
];

/// Where pages give their own address.
const ADDRESSES: &[(&str, &str)] =
    &[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")];

/// The dispatch on a page.
pub fn dispatch(kit: &Kit, id: &str, page: &str, url: Option<String>) -> Dispatch {
    if deepest(page) > DEEPEST {
        return without_markup(kit, id, page);
    }
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let Ok(mut reader) = Readability::new(page, None, Some(config)) else {
        return without_main_text(kit, id, page);
    };
    let first = |places: &[(&str, &str)]| {
        let told = places.iter().flat_map(|(selector, attribute)| {
            let found = reader.doc.select(selector);
            found.iter().filter_map(|node| node.attr(attribute)).collect::<Vec<_>>()
        });
        let mut told = told.map(|value| value.trim().to_owned());
        told.find(|value| !value.is_empty())
    };
    let linked = linked_data(&reader);
    let time = linked.published.or_else(|| first(TIMES));
    let outlets: Vec<(&str, &str)> = OUTLETS.iter().map(|place| (*place, "content")).collect();
    let outlet = first(&outlets).or(linked.outlet);
    let address = url.or_else(|| first(ADDRESSES).filter(|told| told.starts_with("http")));
    let clocks = clocks(&reader);
    let article = reader.parse().ok();
    let text = article.as_ref().map(|a| below_clocks(a.text_content.trim(), &clocks).to_owned());
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return without_main_text(kit, id, page);
    };
    let mut dispatch = Dispatch::plain(id, text);
    let time = time.or_else(|| article.as_ref().and_then(|a| a.published_time.clone()));
    let told = time.or_else(|| address.as_deref().and_then(day_in_address));
    if let Some(told) = told {
        dispatch.published = published(&told, PublishedFrom::Metadata, &mut dispatch.notes);
    }
    let title = article.as_ref().map(|article| article.title.trim().to_owned());
    let title = title.filter(|title| !title.is_empty()).or(linked.title);
    dispatch.title = title.map(|title| without_outlet(title, outlet.as_deref()));
    dispatch.outlet = outlet;
    dispatch.url = address;
    let names = match article.and_then(|article| article.byline) {
        Some(line) if linked.authors.is_empty() => vec![line],
        _ => linked.authors,
    };
    for names in names {
        let flat = names.split_whitespace().collect::<Vec<_>>().join(" ");
        let names = flat.strip_prefix("By ").or(flat.strip_prefix("by ")).unwrap_or(&flat);
        let found = credits::people(kit, names, "author");
        dispatch.credits.extend(found.into_iter().map(|(credit, _)| credit).filter(is_person));
    }
    look_through(kit, &mut dispatch);
    dispatch
}

/// What the page shows as times: "18 March 2025, 11:20".
fn clocks(reader: &Readability) -> Vec<String> {
    let shown = reader.doc.select("time");
    shown.iter().map(|time| time.text().trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// A text without the lines at its head that only show when it was published.
fn below_clocks<'t>(text: &'t str, clocks: &[String]) -> &'t str {
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n') {
        if !clocks.iter().any(|clock| clock == line.trim()) {
            break;
        }
        rest = below.trim_start();
    }
    rest
}

/// "Talks begin | The Post" is titled "Talks begin".
fn without_outlet(title: String, outlet: Option<&str>) -> String {
    let rest = outlet.and_then(|outlet| title.strip_suffix(outlet)).map(str::trim_end);
    let rest = rest.and_then(|rest| rest.strip_suffix(['|', '-', '–', '—', '·', ':']));
    rest.map(str::trim_end).filter(|rest| !rest.is_empty()).map_or(title.clone(), str::to_owned)
}

// No page that people wrote is deeper, and what looks for the article takes ages over one that is.
const DEEPEST: usize = 1_000;

/// Elements that may stand in one another without end; the others close by themselves.
const NESTING: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "center",
    "div",
    "em",
    "font",
    "i",
    "main",
    "ol",
    "section",
    "span",
    "strong",
    "table",
    "u",
    "ul",
];

/// How many elements stand in one another at the most.
fn deepest(page: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for tag in page.split('<').skip(1) {
        let opens = !tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        if NESTING.contains(&name.as_str()) {
            depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
            most = most.max(depth);
        }
    }
    most
}

/// The words between the tags, where there are too many tags in one another.
fn without_markup(kit: &Kit, id: &str, page: &str) -> Dispatch {
    let parts = page.split('<').skip(1).filter_map(|part| part.split_once('>'));
    let lines: Vec<&str> = parts.map(|(_, words)| words.trim()).filter(|w| !w.is_empty()).collect();
    let mut dispatch = Dispatch::plain(id, lines.join("\n"));
    let message = "the page has too many elements in one another; the words between were taken";
    dispatch.notes.push(Note::new("html.too_deep", message));
    look_through(kit, &mut dispatch);
    dispatch
}

fn is_person(credit: &Credit) -> bool {
    !credit.name.contains("://") && !credit.name.contains('@')
}

/// All the words of a page in which no article was found.
fn without_main_text(kit: &Kit, id: &str, page: &str) -> Dispatch {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let reader = Readability::new(page, None, Some(config)).ok();
    let body = reader.map(|reader| {
        for unread in ["script", "style", "noscript", "template", "head"] {
            reader.doc.select(unread).remove();
        }
        reader.doc.select("body").formatted_text().to_string()
    });
    let mut dispatch = Dispatch::plain(id, body.unwrap_or_default().trim());
    let message = "no article was found on the page; all of its words were taken";
    dispatch.notes.push(Note::new("html.no_article", message));
    look_through(kit, &mut dispatch);
    dispatch
}

/// What the page says of itself as linked data (schema.org in JSON-LD).
#[derive(Default)]
struct Linked {
    published: Option<String>,
    outlet: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
}

fn linked_data(reader: &Readability) -> Linked {
    let mut linked = Linked::default();
    for script in reader.doc.select("script[type='application/ld+json']").iter() {
        if let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) {
            gather(&value, &mut linked);
        }
    }
    linked
}

fn gather(value: &Value, linked: &mut Linked) {
    match value {
        Value::Array(all) => all.iter().for_each(|value| gather(value, linked)),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            if is_article(fields.get("@type")) && linked.published.is_none() {
                linked.published = text("datePublished");
                linked.title = text("headline");
                linked.outlet = fields.get("publisher").and_then(names).map(|all| all.join(", "));
                linked.authors = fields.get("author").and_then(names).unwrap_or_default();
            }
            fields.get("@graph").into_iter().for_each(|value| gather(value, linked));
        }
        _ => {}
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let is = |kind: &str| {
        kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind.ends_with("Report")
    };
    match kind {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn names(value: &Value) -> Option<Vec<String>> {
    let name = |value: &Value| {
        let name = value.as_str().or_else(|| value.get("name").and_then(Value::as_str));
        name.map(str::to_owned).filter(|name| !name.trim().is_empty())
    };
    match value {
        Value::Array(all) => Some(all.iter().filter_map(name).collect()),
        one => name(one).map(|name| vec![name]),
    }
}

/// The day in an address such as `https://news.example/2025/03/18/talks`.
fn day_in_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('/').collect();
    let number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let day = parts.windows(3).find(|w| {
        let widths = [4, 2, 2];
        w.iter().zip(widths).all(|(part, width)| part.len() == width && number(part))
    })?;
    Some(day.join("-"))
}
