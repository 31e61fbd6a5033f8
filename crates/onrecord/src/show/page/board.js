// POSITIONS: proposals × parties; what is agreed, what remains, what comes next.

// The newest dispatch in which somebody was heard at all.
const lastHeard = (party) => {
  const heard = [...story.state.statements, ...story.state.positions].flatMap((t) => known(t.history))
    .filter((v) => v.finding.speaker === party || v.finding.party === party);
  return heard.reduce((best, v) => (best && order(best) >= order(v.dispatch) ? best : v.dispatch), null);
};

const cell = (party, versions) => {
  if (!versions.length) {
    const heard = lastHeard(party);
    // Never "no": who was heard of late has only not been heard on this.
    const told = !heard || order(heard) === state.asof ? "nothing told" : `silent since ${stamp(heard)}`;
    return el("td", { class: "silent", "data-party": party }, told);
  }
  const now = versions.at(-1);
  const steps = versions.filter((v, i) => i === 0 || v.finding.stance !== versions[i - 1].finding.stance);
  const was = steps.slice(0, -1).map((v) => stance(v.finding.stance)).join(" › ");
  const since = steps.at(-1);
  const by = teller(now);
  const told = [range(since.finding.since) || stamp(since.dispatch), by && by !== party ? by : null].filter(Boolean).join(", ");
  const evidence = { dispatch: now.dispatch, spans: now.spans, before: steps.at(-2), by: now.finding.by };
  return el("td", { "data-party": party }, line("", evidence,
    el("span", {}, was ? el("span", { class: "was" }, was) : null, was ? " › " : null,
      el("span", { class: `stance ${now.finding.stance}` }, stance(now.finding.stance))),
    el("span", { class: "tag" }, told)));
};

// Proposal → party → what was told of it, oldest first.
const boardNow = () => {
  const board = new Map();
  for (const thread of story.state.positions) {
    const versions = known(thread.history);
    if (!versions.length) continue;
    const party = versions.at(-1).finding.party;
    const on = thread.label.startsWith(`${party} on `) ? thread.label.slice(party.length + 4) : thread.label;
    if (!board.has(on)) board.set(on, new Map());
    const row = board.get(on);
    row.set(party, [...(row.get(party) ?? []), ...versions].sort((a, b) => order(a.dispatch) - order(b.dispatch)));
  }
  return board;
};

const drawPositions = () => {
  const board = boardNow();
  const count = new Map();
  for (const row of board.values()) for (const [party, versions] of row) count.set(party, (count.get(party) ?? 0) + versions.length);
  const parties = [...count].sort((a, b) => b[1] - a[1]).map(([party]) => party);
  const head = el("thead", {}, el("tr", {}, el("td"), ...parties.map((party) => el("th", { scope: "col", dir: "auto" }, party))));
  const rows = [...board].map(([on, row]) =>
    el("tr", {}, el("th", { scope: "row", dir: "auto" }, on), ...parties.map((party) => cell(party, row.get(party) ?? []))));
  $("#positions .scroll").replaceChildren(board.size ? el("table", {}, head, el("tbody", {}, ...rows)) : none("No position is told."));
  drawOutlook(board);
};

const contactWords = (v) => {
  const f = v.finding;
  const who = (f.participants ?? []).join(", ");
  const topic = f.topics?.[0]?.text;
  return [`${f.kind}${who ? ` of ${who}` : ""}${f.place ? ` in ${f.place}` : ""}`, range(f.begins), topic ? `about ${topic}` : null].filter(Boolean).join(" · ");
};

const drawOutlook = (board) => {
  const items = { "Under way": [], Agreed: [], Remaining: [], Next: [] };
  for (const [on, row] of board) {
    const now = [...row].map(([party, versions]) => [party, versions.at(-1)]);
    const item = (list, said) => {
      const v = list[0][1];
      return line("", { dispatch: v.dispatch, spans: v.spans, by: v.finding.by }, el("span", { dir: "auto" }, on), el("span", { class: "tag", dir: "auto" }, said));
    };
    const open = now.filter(([, v]) => OPEN.includes(v.finding.stance));
    const agreed = now.filter(([, v]) => FOR.includes(v.finding.stance));
    const all = (list) => list.map(([party, v]) => `${party} ${stance(v.finding.stance)}`).join(", ");
    if (open.length) items.Remaining.push(item(open, all(open)));
    else if (agreed.length && now.length > 1) items.Agreed.push(item(agreed, all(now)));
  }
  for (const thread of story.state.contacts) {
    const v = known(thread.history).at(-1);
    const list = { planned: items.Next, ongoing: items["Under way"] }[v?.finding.status];
    list?.push(line("", { dispatch: v.dispatch, spans: v.spans, by: v.finding.by }, el("span", { dir: "auto" }, contactWords(v)), el("span", { class: "tag" }, `told ${stamp(v.dispatch)}`)));
  }
  if (!items["Under way"].length) delete items["Under way"];
  $(".outlook").replaceChildren(...Object.entries(items).map(([name, list]) =>
    el("div", {}, el("h3", {}, name), ...(list.length ? list : [none("Nothing told.")]))));
};
