//! "accepted the offer", after "offered to host a round": nouns that take up what a verb put on the
//! table.

use onrecord_types::Upos;

use super::table::Table;
use crate::view::View;

/// How many sentences back what a verb put on the table is still taken up.
const FAR: usize = 3;

/// Gives such nouns to what they take up.
pub fn settle(ctx: &View<'_, '_>, table: &mut Table) {
    for (head, at) in table.heads().to_vec() {
        let Some(rules) = ctx.words.value("retakes", ctx.tags.lemma(head)) else { continue };
        let to = match (is_definite(ctx, head), is_said_of(ctx, head)) {
            (true, _) => put_before(ctx, table, head, rules),
            (false, true) => said_of(ctx, table, head, at),
            _ if is_beside(ctx, head) => put_before(ctx, table, head, rules),
            _ => None,
        };
        if let Some(to) = to {
            table.hand_over(ctx, head, to);
        }
    }
}

fn is_definite(ctx: &View<'_, '_>, head: usize) -> bool {
    ctx.tags.children_by(head, "det").any(|det| ctx.words.has("definite", ctx.low(det)))
}

/// "offered to send monitors, an offer the rebels turned down".
fn is_beside(ctx: &View<'_, '_>, head: usize) -> bool {
    let first = ctx.tags.subtree(head).start;
    let comma = first.checked_sub(1).is_some_and(|before| ctx.doc.word(before) == ",");
    comma
        && ctx.tags.children_by(head, "det").next().is_some()
        && (ctx.tags.base_rel(head) == "appos" || ctx.tags.rel(head) == "nsubj")
        && (ctx.tags.child_by(head, "acl").is_some() || ctx.tags.base_rel(head + 2) == "nsubj")
}

/// What a verb has put on the table since an instrument that the noun could mean was last named.
fn put_before(ctx: &View<'_, '_>, table: &Table, head: usize, rules: &str) -> Option<usize> {
    let sentence = ctx.doc.sentence_of(head);
    let before = table.heads().iter().rev().skip_while(|(other, _)| *other >= head);
    let near = before.take_while(|(other, _)| ctx.doc.sentence_of(*other) + FAR >= sentence);
    // What has the same noun is nearer than what a verb alone has named.
    let other = |at: usize| ctx.tags.lemma(at) == ctx.tags.lemma(head);
    let near = near.take_while(|(at, _)| !(other(*at) && ctx.tags.upos(*at) != Upos::Verb));
    let put = |at: usize| {
        table.items.get(at).is_some_and(|item| {
            item.by
                .iter()
                .any(|by| rules.split(',').any(|rule| by.strip_prefix("proposal.") == Some(rule)))
        })
    };
    near.map(|&(_, at)| at).find(|&at| put(at))
}

/// "It is a serious offer".
fn is_said_of(ctx: &View<'_, '_>, head: usize) -> bool {
    ctx.tags.child_by(head, "cop").is_some()
        && ctx.tags.child_by(head, "nsubj").is_some_and(|subject| {
            ctx.tags.upos(subject) == Upos::Pron
                && ctx.words.has("pronoun", ctx.low(subject))
                && subject < head
        })
}

/// What stands on the table in the sentence before, where the noun had named something new.
fn said_of(ctx: &View<'_, '_>, table: &Table, head: usize, at: usize) -> Option<usize> {
    let alone = table.items.get(at).is_some_and(|item| item.mentions.len() == 1);
    let (other, to) = table.recent_head(head).filter(|_| alone)?;
    (ctx.doc.sentence_of(other) + 2 >= ctx.doc.sentence_of(head)).then_some(to)
}
