// EVIDENCE: the dispatch with the words marked, and the earlier state of the same sentence struck
// through.
const HINT = "Choose any line: the words it rests on are marked here, in the dispatch that told it.";
let chosen = null;

const sentenceOf = (d, span) => d.sentences.find(([a, b]) => a < span[1] && span[0] < b) ?? span;

// A stretch of a dispatch in pieces: its marked sentences, and in them the very words.
const pieces = (d, within, spans) => {
  const exact = spans.filter(([a, b]) => b > a);
  const sentences = exact.map((span) => sentenceOf(d, span));
  const edges = new Set(within);
  for (const [a, b] of [...exact, ...sentences]) for (const at of [a, b]) if (at > within[0] && at < within[1]) edges.add(at);
  const stops = [...edges].sort((a, b) => a - b);
  return stops.slice(1).map((b, i) => {
    const a = stops[i];
    const words = d.chars.slice(a, b).join("");
    const holds = ([from, to]) => from <= a && b <= to;
    if (exact.some(holds)) return el("mark", { class: "exact" }, words);
    return sentences.some(holds) ? el("mark", {}, words) : words;
  });
};

const source = (d) => [d.outlet, clock(d.published?.value ?? d.published?.earliest, true), d.title ? d.id : null].filter(Boolean).join(" · ");
const heading = (d) => d.title ?? d.id;
// Only a web address becomes a link, and it opens nothing until it is followed.
const address = (d) => (/^https?:\/\//i.test(d.url ?? "")
  ? el("a", { href: d.url, rel: "noreferrer noopener", target: "_blank" }, "at its source") : null);

const earlier = (before) => {
  const old = before && dispatches.get(before.dispatch);
  if (!old || !before.spans?.length) return null;
  const sentence = sentenceOf(old, before.spans[0]);
  return el("div", { class: "earlier" },
    el("p", { class: "source" }, `Earlier, ${source(old)}`),
    el("p", { dir: "auto" }, el("del", {}, ...pieces(old, sentence, before.spans.filter((s) => s[0] >= sentence[0] && s[1] <= sentence[1])))));
};

const wide = () => matchMedia("(min-width: 62.01rem)").matches;
const keyOf = (evidence) => JSON.stringify([evidence.dispatch, evidence.spans]);
const markChosen = () => {
  for (const row of document.querySelectorAll(".row")) {
    if (chosen && row.dataset.key === keyOf(chosen.evidence)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
};

const show = (evidence) => {
  const d = dispatches.get(evidence.dispatch);
  if (!d) return;
  const about = el("p", { class: "source" }, source(d));
  const link = address(d);
  if (link) about.append(" · ", link);
  const parts = [earlier(evidence.before), el("h3", { dir: "auto" }, heading(d)), about,
    el("p", { dir: "auto", class: "text" }, ...pieces(d, [0, d.chars.length], evidence.spans ?? []))];
  if (evidence.by?.length) parts.push(el("p", { class: "source" }, `found by ${evidence.by.join(", ")}`));
  const paper = $("#evidence .paper");
  paper.replaceChildren(...parts.filter(Boolean));
  const pane = $("#evidence");
  pane.classList.add("open");
  pane.scrollTop = 0;
  const mark = paper.querySelector(".text mark");
  if (mark) pane.scrollTop = Math.max(0, mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight * 0.7);
};

// A button that shows what it rests on.
const line = (className, evidence, ...children) => {
  const button = el("button", { type: "button", class: `row ${className}`, "data-key": keyOf(evidence) }, ...children);
  button.addEventListener("click", () => {
    chosen = { evidence, opener: button.dataset.key };
    show(evidence);
    markChosen();
    $("#told").textContent = `Evidence: ${heading(dispatches.get(evidence.dispatch))}`;
    if (!wide()) $("#evidence").focus();
  });
  return button;
};

const putAway = () => {
  $("#evidence").classList.remove("open");
  $("#evidence .paper").replaceChildren(el("p", { class: "hint" }, HINT));
};
const close = () => {
  if (!$("#evidence").classList.contains("open")) return;
  putAway();
  const opener = chosen && [...document.querySelectorAll(".row")].find((row) => row.dataset.key === chosen.opener);
  chosen = null;
  markChosen();
  opener?.focus();
};

// After a redraw: what is chosen stays, unless it is not yet told at that time.
const settleEvidence = () => {
  if (chosen && order(chosen.evidence.dispatch) > state.asof) chosen = null;
  if (!chosen) {
    putAway();
    // Beside the lines there is room: an empty pane would say nothing.
    if (wide()) $(".changes .row")?.click();
  }
  markChosen();
};
