//! Amounts that claim nothing: dates, ages, names, addresses, scores, and counts in passing.

use onrecord_types::Upos;

use super::amounts::Found;
use super::context::Context;
use super::counted::What;
use super::pieces::{Make, Piece};

type Refusal = fn(&Context<'_, '_>, &Found, &What) -> bool;

/// Why an amount is no figure; the names are for whoever asks why a number was left out.
const REFUSALS: &[(&str, Refusal)] = &[
    ("time", is_time),
    ("address", is_address),
    ("clock", is_clock),
    ("list mark", is_list_mark),
    ("score", is_score),
    ("joined", is_joined),
    ("age", is_age),
    ("name", is_name),
    ("label", is_label),
    ("year", is_year),
    ("one", is_passing_one),
    ("occurrence", is_occurrence),
    ("manner of speaking", is_idiom),
    ("pointed at", is_pointed_at),
    ("party", is_party),
    ("speaker", is_speaker),
    ("source", is_source),
    ("no number", is_nothing),
];

/// Why an amount is no figure; nothing if it is one.
pub fn why_not(ctx: &Context<'_, '_>, found: &Found, what: &What) -> Option<&'static str> {
    REFUSALS.iter().find(|(_, refusal)| refusal(ctx, found, what)).map(|&(why, _)| why)
}

fn piece<'c>(ctx: &'c Context<'_, '_>, at: Option<usize>) -> Option<&'c Piece> {
    at.and_then(|at| ctx.pieces.get(at))
}

/// The piece before the amount, in the same sentence.
fn before<'c>(ctx: &'c Context<'_, '_>, found: &Found) -> Option<&'c Piece> {
    let sentence = ctx.pieces.get(found.pieces.start)?.sentence;
    piece(ctx, found.pieces.start.checked_sub(1)).filter(|piece| piece.sentence == sentence)
}

/// The piece after the amount, in the same sentence.
fn after<'c>(ctx: &'c Context<'_, '_>, found: &Found) -> Option<&'c Piece> {
    let sentence = ctx.pieces.get(found.pieces.start)?.sentence;
    piece(ctx, Some(found.pieces.end)).filter(|piece| piece.sentence == sentence)
}

fn has(ctx: &Context<'_, '_>, class: &str, piece: Option<&Piece>) -> bool {
    piece.is_some_and(|piece| ctx.kit.words.has(class, &piece.low))
}

fn is_time(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let numbers = ctx.doc.span_of(found.tokens.clone());
    if ctx.times_in(numbers).next().is_some() {
        return true;
    }
    let next = after(ctx, found);
    let unit = match next {
        Some(next) if next.is_dash() && next.glued => piece(ctx, Some(found.pieces.end + 1)),
        next => next,
    };
    let plain = found.measure.is_none();
    let noun = what.noun.map(|noun| ctx.doc.word(noun).to_lowercase());
    plain
        && (has(ctx, "time", unit)
            || (has(ctx, "month", next) && next.is_some_and(|next| next.capital))
            || (has(ctx, "month", before(ctx, found)) && !found.spelled)
            || noun.is_some_and(|noun| ctx.kit.words.has("time", &noun)))
}

/// "10:54", "12/05", "24/7", "192.168.0.1", "555-0123-4".
fn is_clock(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let joint = |piece: Option<&Piece>, glued: bool| {
        piece.is_some_and(|piece| {
            glued && matches!(piece.low.as_str(), ":" | "/" | "." | "@" | "#" | "_" | "=")
        })
    };
    let first = ctx.pieces.get(found.number.start);
    let (front, back) = (piece(ctx, found.number.start.checked_sub(1)), after(ctx, found));
    let next = piece(ctx, Some(found.pieces.end + 1));
    let digits_follow = next.is_some_and(|next| next.glued && next.make != Make::Mark);
    let dashes = back.is_some_and(|back| back.is_dash() && back.glued)
        && next.is_some_and(|next| next.glued && next.make == Make::Digits);
    let dashed = front.is_some_and(|front| front.is_dash() && front.glued)
        && piece(ctx, found.number.start.checked_sub(2))
            .is_some_and(|far| far.make == Make::Digits);
    dashed
        || joint(front, first.is_some_and(|first| first.glued))
        || (joint(back, back.is_some_and(|back| back.glued)) && digits_follow)
        || dashes
}

/// "10 Downing Street", "1600 Pennsylvania Ave."
fn is_address(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let street = (0..3).map_while(|on| {
        ctx.pieces.get(found.pieces.end + on).filter(|piece| piece.capital && !found.spelled)
    });
    street.into_iter().any(|piece| ctx.kit.words.has("street", &piece.low))
}

/// "1.", "(2)", "[3]" at the head of a paragraph or as a note.
fn is_list_mark(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let first = found.tokens.start;
    let sentence = ctx.doc.sentence_of(first);
    let opens = ctx.doc.sentences.get(sentence).is_some_and(|s| s.tokens.start == first);
    let next = after(ctx, found).map_or("", |piece| piece.low.as_str());
    let front = before(ctx, found).map_or("", |piece| piece.low.as_str());
    let digits = !found.spelled && found.measure.is_none();
    digits
        && ((opens && matches!(next, "." | ")"))
            || (matches!(front, "[" | "(") && matches!(next, "]" | ")")))
        || (digits && opens && after(ctx, found).is_none())
}

/// "won 3-1", "by 52 to 48", "6-4, 6-3".
fn is_score(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let range = found.low.zip(found.high).is_some_and(|(low, high)| low < high);
    let verb = || {
        let mut up = ctx.tags.upward(found.tokens.start).take(4);
        up.any(|at| ctx.kit.words.has("score", ctx.tags.lemma(at)))
    };
    let dashed = ctx
        .pieces
        .get(found.number.clone())
        .is_some_and(|number| number.iter().any(|piece| piece.is_dash()));
    found.score || (range && dashed && found.measure.is_none() && verb())
}

/// "a 12-member panel", "a two-state solution": the number names a kind.
fn is_joined(_: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    found.joined
}

/// "aged 45", "45-year-old", "Smith, 45, said", "Smith (45)".
fn is_age(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let mark = |piece: Option<&Piece>, marks: &[&str]| {
        piece.is_some_and(|piece| marks.contains(&piece.low.as_str()))
    };
    let front = before(ctx, found);
    if has(ctx, "age", front) {
        return true;
    }
    let years =
        found.measure.is_none() && !found.spelled && found.value().is_some_and(|v| v < 120.0);
    let (open, close) = (
        mark(front, &[",", "("]),
        mark(after(ctx, found), &[",", ")", ".", ";", "-", "–", "—", "―"]),
    );
    let far = piece(ctx, found.pieces.start.checked_sub(2));
    let named = far.is_some_and(|far| {
        far.capital && ctx.tags.upos(far.token) == Upos::Propn && far.make == Make::Letters
    });
    let person = far.is_some_and(|far| {
        ctx.tags
            .entity_at(far.token)
            .is_none_or(|entity| entity.kind == onrecord_types::EntityKind::Per)
    });
    (years && open && close && named && person) || is_years_old(ctx, found)
}

/// "who is 70", "people under 30".
fn is_years_old(ctx: &Context<'_, '_>, found: &Found) -> bool {
    let top = ctx.top(found);
    let bare = found.measure.is_none() && !found.spelled && ctx.noun(found).is_none();
    let young = found.value().is_some_and(|value| value < 120.0);
    let person = |at: usize| {
        let word = ctx.doc.word(at);
        // "it was 23" is said of a count.
        let pronoun = matches!(ctx.tags.xpos(at), "PRP" | "WP")
            && word.len() < 4
            && !ctx.kit.words.has("neuter", &word.to_lowercase());
        let name = ctx.tags.entity_at(at);
        pronoun || name.is_some_and(|name| name.kind == onrecord_types::EntityKind::Per)
    };
    let is =
        ctx.tags.child_by(top, "cop").is_some() && ctx.tags.children_by(top, "nsubj").any(person);
    let limit = found.by.iter().any(|by| matches!(*by, "figure.fewer-than" | "figure.more-than"));
    let of_people =
        limit && ctx.tags.rel(top) == "nmod" && ctx.tags.child_by(top, "case").is_some();
    bare && young && (is || of_people)
}

/// "Boeing 737", "the Group of Seven", "Resolution 2254": the number is part of a name.
fn is_name(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    if found.measure.is_some() {
        return false;
    }
    let in_entity = found.tokens.clone().any(|token| {
        ctx.tags.entity_at(token).is_some_and(|entity| entity.tokens.start < found.tokens.start)
    });
    let first = ctx.pieces.get(found.number.start);
    let opens =
        ctx.doc.sentences.get(ctx.doc.sentence_of(found.tokens.start)).is_some_and(|sentence| {
            sentence.tokens.clone().take(2).any(|at| at == found.tokens.start)
        });
    let follows_mark = before(ctx, found).is_none_or(|piece| piece.make == Make::Mark);
    let capital_inside = found.spelled
        && first.is_some_and(|first| first.capital)
        && !opens
        && !follows_mark
        && found.pieces.start == found.number.start;
    let front = before(ctx, found);
    let named = front.is_some_and(|front| {
        front.capital
            && front.make == Make::Letters
            && ctx.tags.upos(front.token) == Upos::Propn
            && hangs_left(ctx, found, front.token)
    });
    in_entity || capital_inside || named || is_model(ctx, found)
}

/// "a Boeing 737 bound for Lima": bare digits right after a name that count no plural.
fn is_model(ctx: &Context<'_, '_>, found: &Found) -> bool {
    let bare = ctx.pieces.get(found.number.clone()).is_some_and(
        |number| matches!(number, [only] if only.make == Make::Digits && !only.low.contains(',')),
    );
    let bound = found.pieces.start < found.number.start;
    let named = before(ctx, found).is_some_and(|front| {
        front.capital
            && front.make == Make::Letters
            && ctx.tags.upos(front.token) == Upos::Propn
            && !ctx.is_time(front.token)
    });
    let next = after(ctx, found).map(|piece| piece.token);
    let plural = next.is_some_and(|next| {
        matches!(ctx.tags.xpos(next), "NNS" | "NNPS" | "JJ" | "VBN")
            && ctx.tags.upos(next) != Upos::Verb
    });
    let many = found.value().is_some_and(|value| value >= 100.0);
    bare && !bound && named && many && !plural
}

/// Whether the number belongs to what stands before it: "page 3".
fn hangs_left(ctx: &Context<'_, '_>, found: &Found, token: usize) -> bool {
    let last = found.tokens.end.saturating_sub(1);
    ctx.tags.head(last) == Some(token)
        || ctx.tags.head(token) == Some(last)
        || ctx
            .tags
            .head(last)
            .is_some_and(|head| ctx.tags.head(token) == Some(head) && head < token)
}

/// "page 3", "phase two", "Article 5".
fn is_label(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let front = before(ctx, found).filter(|_| found.measure.is_none());
    let right = ctx.noun(found).is_some_and(|noun| noun >= found.tokens.end);
    has(ctx, "label", front) && !right
}

/// A bare four-digit number that reads as a year and counts nothing.
fn is_year(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    let bare = ctx.pieces.get(found.number.clone()).is_some_and(
        |number| matches!(number, [only] if only.low.len() == 4 && only.make == Make::Digits),
    );
    let year = found.value().is_some_and(|value| (1900.0..2101.0).contains(&value));
    let noun = ctx.noun(found);
    // "the 2016 election" is a year, "2016 people" is not.
    let single = noun.is_none_or(|noun| matches!(ctx.tags.xpos(noun), "NN" | "NNP"));
    bare && year && found.measure.is_none() && single
}

/// "one" as a pronoun or of no weight: "one of them", "one man said".
fn is_passing_one(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let one = found.spelled && found.low == Some(1.0) && found.high == Some(1.0);
    let of = has(ctx, "of", after(ctx, found));
    one && (!what.known || what.by == Some("what.as-before") || of) && found.measure.is_none()
}

/// "three times", "four times a day": how often, not how many.
fn is_occurrence(ctx: &Context<'_, '_>, found: &Found, _: &What) -> bool {
    found.measure != Some("times") && has(ctx, "times", after(ctx, found))
}

/// "a hundred ways", "a thousand words".
fn is_idiom(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let noun = what.noun.map(|noun| ctx.tags.lemma(noun));
    found.spelled && noun.is_some_and(|noun| ctx.kit.words.has("idiom", noun))
}

/// "those two", "groups of three", "one of two": a small number on its own is no claim, unless it
/// is said of the same as the number before.
fn is_pointed_at(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let alone = what.noun.is_none() && found.measure.is_none() && !found.share && !found.open;
    let again = what.by == Some("what.as-before");
    let few = found.value().is_some_and(|value| value <= 10.0);
    if alone && again && few && has(ctx, "determiner", before(ctx, found)) {
        return true;
    }
    if !alone || what.known {
        return has(ctx, "of", after(ctx, found))
            && found.value().is_some_and(|value| value <= 10.0)
            && (again || !what.known)
            && found.measure.is_none()
            && !found.share;
    }
    let top = ctx.top(found);
    let pointed = has(ctx, "determiner", before(ctx, found));
    let small = found.value().is_some_and(|value| value <= 10.0) && found.low == found.high;
    let of_same = again && matches!(ctx.tags.base_rel(top), "nsubj" | "obj");
    pointed || (small && !of_same)
}

/// "the two leaders", "both sides", "his three sons", "two countries": who, not how many.
fn is_party(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let small = found.measure.is_none()
        && found.low == found.high
        && found.value().is_some_and(|value| value <= 10.0)
        && !found.share;
    let Some(noun) = what.noun.filter(|_| small) else { return false };
    if what.known && what.by != Some("what.as-before") {
        return false;
    }
    let mut kids = ctx.tags.children(noun).filter(|&kid| kid < noun);
    let definite = kids.any(|kid| {
        ctx.tags.base_rel(kid) == "nmod" && ctx.tags.rel(kid) == "nmod:poss"
            || ctx.kit.words.has("determiner", &ctx.doc.word(kid).to_lowercase())
    });
    definite || ctx.kit.words.has("uncounted", ctx.tags.lemma(noun))
}

/// "two diplomats said": those counted are the ones who speak.
fn is_speaker(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let small = found.value().is_some_and(|value| value <= 10.0) || found.open;
    let Some(noun) = what.noun.filter(|_| small) else { return false };
    let speaks =
        ctx.tags.head(noun).is_some_and(|verb| ctx.kit.words.has("speak", ctx.tags.lemma(verb)));
    if speaks && ctx.tags.rel(noun) == "nsubj" {
        return true;
    }
    let span = ctx.span(noun);
    ctx.speakers_in(span).any(|speaker| {
        let head = ctx.tags.head(noun).map(|head| ctx.span(head));
        speaker.holds(span) && head.is_none_or(|head| !speaker.holds(head))
    })
}

/// "citing two people familiar with the matter", "according to three officials"
fn is_source(ctx: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    let Some(noun) = what.noun.filter(|_| found.measure.is_none()) else { return false };
    let cites = |at: usize| ctx.kit.words.has("cite", ctx.tags.lemma(at));
    let quoted = ctx.tags.base_rel(noun) == "obj" && ctx.tags.head(noun).is_some_and(cites);
    quoted || ctx.tags.children_by(noun, "case").any(cites)
}

/// "zero tolerance" and the like count nothing at all.
fn is_nothing(_: &Context<'_, '_>, found: &Found, what: &What) -> bool {
    found.spelled && found.value() == Some(0.0) && !what.known
}
