// FIGURES: each in its own scope, a ladder of what was claimed; TWO ACCOUNTS: who says otherwise.

const claimant = (v) => v.finding.claimed_by ?? teller(v);
const words = (v) => cut(v.dispatch, v.spans[0]);
const amount = (v) => `${v.finding.low}–${v.finding.high}`;
// What was corrected is no longer anybody's account.
const isCorrected = (v) => corrections().has(JSON.stringify(v.finding));
const corrections = () => {
  const told = story.changes.filter((c) => c.kind === "CORRECTED" && order(c.dispatch) <= state.asof);
  return new Set(told.map((c) => JSON.stringify(c.before)));
};
// Two claims in one dispatch, or by two claimants who both stand by theirs, are accounts and no step.
const isOther = (v, before) => before.dispatch === v.dispatch && amount(v) !== amount(before) && claimant(v) !== claimant(before);
const wasCorrected = (versions) => versions.some(isCorrected);

const ladder = (thread, versions) => {
  const isAccount = (v, before) => !wasCorrected(versions) && isOther(v, before);
  const steps = versions.filter((v, i) => i === 0 || amount(v) !== amount(versions[i - 1]));
  const nodes = steps.map((v, i) => {
    const before = steps[i - 1];
    const join = before ? el("span", { class: "join" }, isAccount(v, before) ? "≠" : "›") : null;
    const old = i + 1 < steps.length && !isAccount(steps[i + 1], v);
    const evidence = { dispatch: v.dispatch, spans: v.spans, before, by: v.finding.by };
    return el("span", { class: "step" }, join, line(`${old ? "old" : ""} ${isCorrected(v) ? "struck" : ""}`, evidence,
      el("b", {}, words(v)), el("span", { class: "tag", dir: "auto" }, [stamp(v.dispatch), claimant(v)].filter(Boolean).join(", "))));
  });
  return el("div", { class: "ladder" }, el("span", { class: "what", dir: "auto" }, thread.label || "number"), el("span", { class: "steps" }, ...nodes));
};

const figuresNow = () => story.state.figures.map((thread) => [thread, known(thread.history)]).filter(([, versions]) => versions.length);

const FIGURES_AT_ONCE = 12;
const drawFigures = () => {
  const rows = figuresNow().sort((a, b) => b[1].length - a[1].length || order(b[1].at(-1).dispatch) - order(a[1].at(-1).dispatch));
  const ladders = rows.map(([thread, versions]) => ladder(thread, versions));
  const rest = ladders.splice(FIGURES_AT_ONCE);
  if (rest.length) ladders.push(el("details", {}, el("summary", {}, plural(rest.length, "more figure")), ...rest));
  $(".ladders").replaceChildren(...(ladders.length ? ladders : [none("No figure is told.")]));
};

const account = (v, told) => line("", { dispatch: v.dispatch, spans: v.spans, by: v.finding?.by },
  el("span", { class: "said", dir: "auto" }, told), el("span", { class: "tag" }, [v.finding?.speaker ?? (v.finding && claimant(v)), stamp(v.dispatch)].filter(Boolean).join(", ")));

const drawAccounts = () => {
  const items = [];
  for (const c of story.changes.filter((c) => c.kind === "CONFLICT" && order(c.dispatch) <= state.asof)) {
    const [was, now] = halves(c.line);
    const before = earlierOf(c);
    items.push([before ? account(before, was) : el("p", { class: "said" }, was ?? ""),
      account({ dispatch: c.dispatch, spans: c.spans, finding: c.after }, now ?? "")]);
  }
  for (const [thread, versions] of figuresNow().filter(([, versions]) => !wasCorrected(versions))) {
    versions.forEach((v, i) => {
      const before = versions[i - 1];
      if (before && isOther(v, before)) items.push([before, v].map((one) => account(one, `${words(one)} (${thread.label})`)));
    });
  }
  $("#accounts").hidden = !items.length;
  $(".accounts").replaceChildren(...items.map((pair) => el("div", { class: "account" }, pair[0], el("span", { class: "join", "aria-label": "but" }, "≠"), pair[1])));
};
