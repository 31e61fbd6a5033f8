// SINCE YOU LOOKED: typed changes, what matters most first.
const MARKS = { NEW: "+", UPDATED: "↻", FIRMER: "▲", SOFTER: "▽", CORRECTED: "!", WITHDRAWN: "×", CONFLICT: "≠", REPEATED: "=", LAGGED: "…" };
const FILTERS = {
  all: () => true,
  figures: (c) => c.subject === "figure",
  positions: (c) => c.subject === "position" || c.subject === "proposal",
  contacts: (c) => c.subject === "contact",
  corrections: (c) => ["CORRECTED", "WITHDRAWN", "CONFLICT"].includes(c.kind),
};
const KIND_RANK = { CORRECTED: 0, WITHDRAWN: 0, CONFLICT: 1, UPDATED: 2, FIRMER: 2, SOFTER: 2, NEW: 3, LAGGED: 4, REPEATED: 5 };
const SUBJECT_RANK = { position: 0, contact: 0, figure: 1, proposal: 1, event: 2, statement: 2 };
const rank = (c) => (KIND_RANK[c.kind] ?? 3) * 3 + (SUBJECT_RANK[c.subject] ?? 2);
const AT_ONCE = 12;

// Findings as the threads hold them, by what they say: where a change started from.
const versionsOf = new Map();
for (const threads of Object.values(story.state)) for (const thread of threads) for (const v of thread.history) {
  const same = JSON.stringify(v.finding);
  versionsOf.set(same, [...(versionsOf.get(same) ?? []), v]);
}
const earlierOf = (change) => {
  const versions = change.before ? versionsOf.get(JSON.stringify(change.before)) ?? [] : [];
  return versions.find((v) => order(v.dispatch) < order(change.dispatch)) ?? null;
};
// "as it was → as it is" in its two halves.
const halves = (told) => (told.includes(" → ") ? told.split(/ → (.*)/s) : [null, told]);

const changeRow = (c) => {
  const [was, now] = halves(c.line);
  const what = el("span", { class: "what", dir: "auto" }, ...(was ? [el("span", { class: "was" }, was), " → "] : []), now);
  const kind = el("span", { class: `kind ${c.kind}`, "data-mark": MARKS[c.kind] ?? "" }, c.kind);
  const evidence = { dispatch: c.dispatch, spans: c.spans, before: earlierOf(c), by: c.by };
  return el("li", {}, line("", evidence, kind, what, el("span", { class: "when" }, stamp(c.dispatch))));
};

// A dispatch that says that it corrects, takes back or carries on an earlier one.
const REVISIONS = { correction: ["CORRECTED", "CORRECTS"], withdrawal: ["WITHDRAWN", "WITHDRAWS"], refile: ["REPEATED", "REFILES"], update: ["UPDATED", "UPDATES"], addition: ["NEW", "ADDS TO"] };
const revisionRow = (r) => {
  const [like, word] = REVISIONS[r.kind] ?? ["UPDATED", r.kind];
  const of = r.of === null ? "a dispatch that is not here" : [stamp(r.of), heading(dispatches.get(r.of))].join(" · ");
  const what = el("span", { class: "what", dir: "auto" }, of);
  const kind = el("span", { class: `kind ${like}`, "data-mark": MARKS[like] }, word);
  const evidence = { dispatch: r.dispatch, spans: r.span ? [r.span] : [], before: null, by: [] };
  return el("li", {}, line("", evidence, kind, what, el("span", { class: "when" }, stamp(r.dispatch))));
};

const drawChanges = () => {
  const seen = story.changes.filter((c) => order(c.dispatch) > state.looked && order(c.dispatch) <= state.asof);
  const ranked = seen.filter(FILTERS[state.filter])
    .sort((a, b) => rank(a) - rank(b) || order(b.dispatch) - order(a.dispatch) || (a.spans[0]?.[0] ?? 0) - (b.spans[0]?.[0] ?? 0));
  const revisions = story.revisions.filter((r) => order(r.dispatch) > state.looked && order(r.dispatch) <= state.asof);
  const revisedIn = (filter) => (["all", "corrections"].includes(filter) ? revisions : []);
  const revised = revisedIn(state.filter);
  const rows = [...revised.map(revisionRow), ...ranked.map(changeRow)];
  const items = state.all ? rows : rows.slice(0, AT_ONCE);
  const hidden = rows.length - items.length;
  if (hidden > 0) items.push(el("li", {}, el("button", { type: "button", class: "more", on: () => { state.all = true; draw(); } }, `Show ${hidden} more`)));
  const since = (id) => order(id) <= state.asof && order(id) > state.looked;
  const folded = story.origins.reduce((sum, set) => sum + (set.filter(since).length - (set.some((id) => order(id) <= state.looked) ? 0 : 1)) * (set.some(since) ? 1 : 0), 0);
  if (folded > 0) items.push(el("li", { class: "none" }, el("span", { class: "kind REPEATED", "data-mark": "=" }, "REPEATED"), ` ${plural(folded, "near-copy", "near-copies")} folded`));
  if (!items.length) items.push(el("li", {}, none(seen.length ? "Nothing of this kind." : "Nothing has changed.")));
  $(".changes").replaceChildren(...items);
  $("#h-changes").textContent = state.looked < 0 ? "Since the beginning" : "Since you looked";
  for (const button of document.querySelectorAll(".filters button")) {
    const count = seen.filter(FILTERS[button.dataset.filter]).length + revisedIn(button.dataset.filter).length;
    button.textContent = `${button.dataset.filter} ${count}`;
    button.setAttribute("aria-pressed", String(state.filter === button.dataset.filter));
  }
};
$(".filters").append(...Object.keys(FILTERS).map((name) =>
  el("button", { type: "button", "data-filter": name, on: () => { state.filter = name; state.all = false; draw(); } })));
