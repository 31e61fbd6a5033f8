"use strict";
// Draws the page from the data inside it. Text only ever becomes text: nothing is parsed as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const story = data.story;
  const dispatches = new Map(data.dispatches.map((d, order) => [d.id, { ...d, order, chars: Array.from(d.text) }]));
  const last = data.dispatches.length - 1;
  const state = { asof: last, looked: Math.max(-1, data.looked ?? last - 1), filter: "all" };

  const $ = (selector) => document.querySelector(selector);
  const el = (name, options = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (value === undefined || value === null || value === false) continue;
      if (key === "on") node.addEventListener("click", value);
      else node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };
  const svg = (name, options = {}, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(options)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const order = (id) => dispatches.get(id)?.order ?? 0;
  const known = (versions) => versions.filter((v) => order(v.dispatch) <= state.asof);
  // The publisher's own clock: the offset in the text of the time is kept, never the reader's zone.
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const clock = (told, withYear = false) => {
    const m = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(told ?? "");
    if (!m) return "";
    const day = `${Number(m[3])} ${MONTHS[Number(m[2]) - 1]}${withYear ? ` ${m[1]}` : ""}`;
    return m[4] && !(m[4] === "00" && m[5] === "00") ? `${day} ${m[4]}:${m[5]}` : day;
  };
  const published = (id) => {
    const p = dispatches.get(id)?.published;
    return p?.value ?? p?.earliest ?? null;
  };
  const stamp = (id) => clock(published(id)) || `dispatch ${order(id) + 1}`;
  const cut = (id, span) => dispatches.get(id)?.chars.slice(span[0], span[1]).join("") ?? "";

  // --- evidence -------------------------------------------------------------------------------
  let chosen = null;
  const sentenceOf = (d, span) => d.sentences.find(([a, b]) => a < span[1] && span[0] < b) ?? span;
  const marked = (d, spans) => {
    const exact = spans.filter(([a, b]) => b > a).sort((x, y) => x[0] - y[0]);
    const sentences = exact.map((span) => sentenceOf(d, span));
    const from = Math.min(...sentences.map((s) => s[0]), d.chars.length);
    const edges = new Set([0, d.chars.length]);
    for (const [a, b] of [...exact, ...sentences]) { edges.add(a); edges.add(b); }
    const stops = [...edges].sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < stops.length; i++) {
      const [a, b] = [stops[i], stops[i + 1]];
      const words = d.chars.slice(a, b).join("");
      const inSentence = sentences.some((s) => s[0] <= a && b <= s[1]);
      const inExact = exact.some((s) => s[0] <= a && b <= s[1]);
      const mark = inSentence || inExact ? el("mark", { class: inExact ? "exact" : null }, words) : words;
      if (a === from && mark instanceof Node) mark.id = "marked";
      pieces.push(mark);
    }
    return el("p", {}, ...pieces);
  };
  const source = (d) => [d.outlet, d.title, clock(d.published?.value ?? d.published?.earliest, true)].filter(Boolean).join(" · ");
  const show = (button, dispatch, spans, before) => {
    const d = dispatches.get(dispatch);
    if (!d) return;
    chosen?.removeAttribute("aria-current");
    chosen = button;
    chosen?.setAttribute("aria-current", "true");
    const paper = $("#evidence .paper");
    const old = before && dispatches.get(before.dispatch);
    const parts = [];
    if (old && before.spans?.length) {
      const [a, b] = sentenceOf(old, before.spans[0]);
      parts.push(el("div", { class: "earlier" }, el("p", { class: "source" }, `Earlier: ${source(old)}`), el("p", {}, el("del", {}, old.chars.slice(a, b).join("")))));
    }
    parts.push(el("p", { class: "source" }, source(d) || d.id), marked(d, spans ?? []));
    paper.replaceChildren(...parts);
    $("#evidence").classList.add("open");
    $("#close").hidden = false;
    const mark = $("#marked");
    if (mark) { const pane = $("#evidence"); pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - 90; }
  };
  const close = () => { $("#evidence").classList.remove("open"); $("#close").hidden = true; chosen?.focus(); };
  const line = (className, evidence, ...children) => {
    const button = el("button", { type: "button", class: `row ${className}` }, ...children);
    button.addEventListener("click", () => show(button, evidence.dispatch, evidence.spans, evidence.before));
    return button;
  };

  // --- what changed ---------------------------------------------------------------------------
  const MARKS = { NEW: "+", UPDATED: "↻", FIRMER: "▲", SOFTER: "▽", CORRECTED: "!", WITHDRAWN: "×", CONFLICT: "≠", REPEATED: "=", LAGGED: "…" };
  const FILTERS = {
    all: () => true,
    figures: (c) => c.subject === "figure",
    positions: (c) => c.subject === "position" || c.subject === "proposal",
    corrections: (c) => ["CORRECTED", "WITHDRAWN", "CONFLICT"].includes(c.kind),
  };
  const earlierOf = (change) => {
    if (!change.before) return null;
    const same = JSON.stringify(change.before);
    for (const threads of Object.values(story.state)) for (const thread of threads) for (const v of thread.history) {
      if (order(v.dispatch) < order(change.dispatch) && JSON.stringify(v.finding) === same) return v;
    }
    return null;
  };
  const drawChanges = () => {
    const seen = story.changes.filter((c) => order(c.dispatch) > state.looked && order(c.dispatch) <= state.asof);
    const rank = { CORRECTED: 0, WITHDRAWN: 0, CONFLICT: 1 };
    const shown = seen.filter(FILTERS[state.filter])
      .sort((a, b) => (rank[a.kind] ?? 2) - (rank[b.kind] ?? 2) || order(a.dispatch) - order(b.dispatch) || (a.spans[0]?.[0] ?? 0) - (b.spans[0]?.[0] ?? 0));
    const items = shown.map((c) => {
      const [was, now] = c.line.includes(" → ") ? c.line.split(/ → (.*)/s) : [null, c.line];
      const what = el("span", { class: "what" }, ...(was ? [el("span", { class: "was" }, was), " → "] : []), now);
      const kind = el("span", { class: `kind ${c.kind}`, "data-mark": MARKS[c.kind] ?? "" }, c.kind);
      return el("li", {}, line("", { dispatch: c.dispatch, spans: c.spans, before: earlierOf(c) }, kind, what, el("span", { class: "when" }, stamp(c.dispatch))));
    });
    const folded = story.origins.reduce((sum, set) => sum + Math.max(0, set.filter((id) => order(id) <= state.asof && order(id) > state.looked).length - 1), 0);
    if (folded) items.push(el("li", {}, el("p", { class: "none" }, el("span", { class: "kind REPEATED", "data-mark": "=" }, "REPEATED"), ` ${folded} near-copies folded`)));
    if (!items.length) items.push(el("li", {}, el("p", { class: "none" }, seen.length ? "Nothing of this kind." : "Nothing has changed.")));
    $(".changes").replaceChildren(...items);
    $(".filters").replaceChildren(...Object.keys(FILTERS).map((name) => {
      const count = seen.filter(FILTERS[name]).length;
      return el("button", { type: "button", "aria-pressed": String(state.filter === name), on: () => { state.filter = name; draw(); } }, `${name} ${count}`);
    }));
  };

  // --- positions ------------------------------------------------------------------------------
  const STANCES = { proposes: "proposes", accepts: "accepts", rejects: "rejects", conditional: "on conditions", undecided: "undecided", awaited: "awaited", supports: "supports", opposes: "opposes" };
  const cell = (versions) => {
    if (!versions.length) return el("td", { class: "silent" }, "–");
    const now = versions[versions.length - 1];
    const steps = versions.map((v) => v.finding.stance).filter((s, i, all) => s !== all[i - 1]);
    const was = steps.slice(0, -1).map((s) => STANCES[s] ?? s).join(" › ");
    const silent = order(now.dispatch) < state.asof ? el("span", { class: "tag" }, ` silent since ${stamp(now.dispatch)}`) : el("span", { class: "tag" }, ` ${stamp(now.dispatch)}`);
    const before = versions[versions.length - 2];
    return el("td", {}, line("", { dispatch: now.dispatch, spans: now.spans, before }, el("span", {},
      was ? el("span", { class: "was" }, was) : null, was ? " › " : null,
      el("span", { class: `stance ${now.finding.stance}` }, STANCES[now.finding.stance] ?? now.finding.stance), silent)));
  };
  const drawPositions = () => {
    const board = new Map(); const parties = new Map();
    for (const thread of story.state.positions) {
      const versions = known(thread.history);
      if (!versions.length) continue;
      const party = versions[versions.length - 1].finding.party;
      const on = thread.on ?? thread.label.split(" on ").slice(1).join(" on ");
      parties.set(party, (parties.get(party) ?? 0) + versions.length);
      if (!board.has(on)) board.set(on, new Map());
      const row = board.get(on);
      row.set(party, [...(row.get(party) ?? []), ...versions].sort((a, b) => order(a.dispatch) - order(b.dispatch)));
    }
    const names = [...parties].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    const box = $("#positions .scroll");
    if (!board.size) box.replaceChildren(el("p", { class: "none" }, "No position is told."));
    else box.replaceChildren(el("table", {},
      el("thead", {}, el("tr", {}, el("td"), ...names.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...[...board].map(([on, row]) => el("tr", {}, el("th", { scope: "row" }, on), ...names.map((name) => cell(row.get(name) ?? [])))))));
    const agreed = [], remaining = [];
    for (const [on, row] of board) {
      const now = [...row].map(([party, versions]) => [party, versions[versions.length - 1].finding.stance]);
      const open = now.filter(([, s]) => ["rejects", "opposes", "conditional", "undecided", "awaited"].includes(s));
      if (open.length) remaining.push(`${on} (${open.map(([party, s]) => `${party} ${STANCES[s]}`).join(", ")})`);
      else if (now.filter(([, s]) => ["accepts", "supports"].includes(s)).length > 0 && now.length > 1) agreed.push(on);
    }
    const next = story.state.contacts.map((t) => known(t.history).at(-1)).filter((v) => v && v.finding.status === "planned")
      .map((v) => [v.finding.kind, (v.finding.participants ?? []).join(" – "), clock(v.finding.begins?.earliest)].filter(Boolean).join(" "));
    const say = (list) => (list.length ? list.join("; ") : "nothing told");
    $(".outlook").replaceChildren(el("dt", {}, "AGREED"), el("dd", {}, say(agreed)), el("dt", {}, "REMAINING"), el("dd", {}, say(remaining)), el("dt", {}, "NEXT"), el("dd", {}, say(next)));
  };

  // --- figures --------------------------------------------------------------------------------
  const drawFigures = () => {
    const rows = story.state.figures.map((thread) => [thread, known(thread.history)]).filter(([, v]) => v.length)
      .sort((a, b) => b[1].length - a[1].length || order(b[1].at(-1).dispatch) - order(a[1].at(-1).dispatch));
    $(".ladders").replaceChildren(...(rows.length ? rows.map(([thread, versions]) => {
      const steps = versions.filter((v, i) => i === 0 || cut(v.dispatch, v.spans[0]) !== cut(versions[i - 1].dispatch, versions[i - 1].spans[0]));
      const nodes = steps.flatMap((v, i) => [i ? "›" : null, line(i + 1 < steps.length ? "old" : "", { dispatch: v.dispatch, spans: v.spans, before: steps[i - 1] },
        el("b", {}, cut(v.dispatch, v.spans[0])), el("span", { class: "tag" }, ` ${[stamp(v.dispatch), v.finding.claimed_by].filter(Boolean).join(", ")}`))]);
      return el("div", { class: "ladder" }, el("span", { class: "what" }, thread.label), el("span", { class: "steps" }, ...nodes));
    }) : [el("p", { class: "none" }, "No figure is told.")]));
  };

  // --- two accounts ---------------------------------------------------------------------------
  const drawAccounts = () => {
    const conflicts = story.changes.filter((c) => c.kind === "CONFLICT" && order(c.dispatch) <= state.asof);
    const items = conflicts.map((c) => {
      const [was, now] = c.line.split(/ → (.*)/s);
      const before = earlierOf(c);
      return el("div", { class: "account" },
        before ? line("said", { dispatch: before.dispatch, spans: before.spans }, was) : el("p", { class: "said" }, was),
        line("said", { dispatch: c.dispatch, spans: c.spans, before }, now ?? ""));
    });
    $("#accounts").hidden = !items.length;
    $(".accounts").replaceChildren(...items);
  };

  // --- timeline -------------------------------------------------------------------------------
  const ms = (told) => { const t = Date.parse(told ?? ""); return Number.isNaN(t) ? null : t; };
  const drawTimeline = () => {
    const moments = [];
    const add = (kind, thread, when) => {
      const v = known(thread.history).at(-1);
      if (!v) return;
      const w = when(v.finding);
      const from = ms(w?.earliest);
      if (from !== null) moments.push({ kind, from, to: ms(w?.latest) ?? from, told: w.earliest, v, label: thread.label });
    };
    story.state.contacts.forEach((t) => add("contact", t, (f) => f.begins));
    story.state.events.forEach((t) => add("event", t, (f) => f.when));
    moments.sort((a, b) => a.from - b.from);
    const stops = data.dispatches.filter((d) => order(d.id) <= state.asof).map((d) => ({ d, at: ms(d.published?.earliest) })).filter((s) => s.at !== null);
    const box = $(".drawn");
    const all = [...stops.map((s) => s.at), ...moments.map((m) => m.from)];
    if (!all.length) { box.replaceChildren(el("p", { class: "none" }, "No times are told.")); $(".moments").replaceChildren(); return; }
    // What lies far before the dispatches would squeeze the rest into a line: it stands in the list.
    const first = Math.min(...stops.map((s) => s.at), Infinity), lastStop = Math.max(...stops.map((s) => s.at), -Infinity);
    const reach = Math.max(3 * 864e5, 1.5 * (lastStop - first || 0));
    const near = stops.length ? moments.filter((m) => m.from >= first - reach && m.from <= lastStop + reach) : moments;
    const low = Math.min(...stops.map((s) => s.at), ...near.map((m) => m.from)), high = Math.max(...stops.map((s) => s.at), ...near.map((m) => m.to)) + 1;
    const width = 900, x = (t) => 20 + ((Math.min(t, high) - low) / Math.max(1, high - low)) * (width - 40);
    const lanes = []; const marks = [];
    for (const m of near) {
      const [a, b] = [x(m.from), Math.max(x(m.from), x(Math.min(m.to, high)))];
      let lane = lanes.findIndex((end) => end + 14 < a);
      if (lane < 0) lane = lanes.push(0) - 1;
      lanes[lane] = b;
      const y = 30 + lane * 18;
      const mark = svg("g", { role: "button", tabindex: "0", "aria-label": `${clock(m.told)} ${m.label}` });
      mark.append(svg("title"));
      mark.firstChild.textContent = `${clock(m.told, true)} · ${m.label}`;
      if (b > a + 4) mark.append(svg("line", { class: "span", x1: a, x2: b, y1: y, y2: y }));
      mark.append(svg("circle", { class: m.kind, cx: a, cy: y, r: 5 }));
      const open = () => show(null, m.v.dispatch, m.v.spans);
      mark.addEventListener("click", open);
      mark.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); open(); } });
      marks.push(mark);
    }
    const base = 30 + Math.max(1, lanes.length) * 18 + 6;
    const axis = [svg("line", { class: "axis", x1: 10, x2: width - 10, y1: base, y2: base })];
    let told = -99;
    for (const s of stops) {
      const at = x(s.at);
      const dot = svg("circle", { class: "dispatch", cx: at, cy: base, r: 5 });
      dot.append(svg("title"));
      dot.firstChild.textContent = source(s.d);
      axis.push(dot);
      if (at - told > 84) { const text = svg("text", { x: at, y: base + 20, "text-anchor": at > width - 80 ? "end" : at < 60 ? "start" : "middle" }); text.textContent = stamp(s.d.id); axis.push(text); told = at; }
    }
    box.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${base + 30}`, role: "img", "aria-label": "Contacts and events over the dispatches" }, ...axis, ...marks),
      el("p", { class: "legend" }, el("span", { class: "dot", style: "background:var(--accent)" }), "contact", el("span", { class: "dot", style: "background:var(--bad)" }), "event", el("span", { class: "dot", style: "border:2px solid var(--accent)" }), "dispatch"));
    $(".moments").replaceChildren(...moments.map((m) => el("li", {}, line("", { dispatch: m.v.dispatch, spans: m.v.spans }, el("span", { class: "when" }, clock(m.told, true)), el("span", { class: "what" }, m.label)))));
  };

  // --- statements -----------------------------------------------------------------------------
  const drawStatements = () => {
    const by = new Map();
    for (const thread of story.state.statements) for (const v of known(thread.history)) {
      const who = v.finding.speaker ?? (v.finding.speaker_span ? cut(v.dispatch, v.finding.speaker_span) : "Nobody named");
      by.set(who, [...(by.get(who) ?? []), v]);
    }
    const speakers = [...by].sort((a, b) => b[1].length - a[1].length);
    $(".speakers").replaceChildren(...(speakers.length ? speakers.map(([who, versions], i) => {
      const channels = new Set(versions.map((v) => v.finding.channel?.name ?? v.finding.channel?.kind).filter(Boolean));
      return el("details", { open: i < 3 ? "" : null }, el("summary", {}, who, el("span", { class: "tag" }, [`${versions.length}`, ...channels].join(" · "))),
        ...versions.map((v) => {
          const f = v.finding;
          const words = f.content.map((span) => cut(v.dispatch, span)).join(" … ");
          const frame = [f.cue?.lemma, f.firmness !== "asserted" ? f.firmness : null, f.channel ? f.channel.name ?? f.channel.kind : null, f.via?.length ? `via ${f.via.join(", ")}` : null, f.said?.earliest ? clock(f.said.earliest) : stamp(v.dispatch)].filter(Boolean).join(" · ");
          return line("", { dispatch: v.dispatch, spans: f.content }, el("span", { class: "said" }, f.mode === "direct" ? `“${words}”` : words), el("span", { class: "tag" }, frame));
        }));
    }) : [el("p", { class: "none" }, "Nobody is quoted.")]));
  };

  // --- the head and the keys ------------------------------------------------------------------
  const draw = () => {
    const seen = data.dispatches.slice(0, state.asof + 1);
    const origins = story.origins.filter((set) => set.some((id) => order(id) <= state.asof)).length;
    $("#label").textContent = story.label;
    const plural = (n, word) => `${n} ${word}${n === 1 ? "" : n && word.endsWith("h") ? "es" : "s"}`;
    $("#counts").textContent = [plural(seen.length, "dispatch"), plural(origins, "origin"), data.dispatches.length ? `first seen ${stamp(data.dispatches[0].id)}` : null].filter(Boolean).join(" · ");
    $("#asof-told").textContent = data.dispatches.length ? stamp(data.dispatches[state.asof].id) + (state.asof === last ? " (newest)" : "") : "";
    drawChanges(); drawPositions(); drawFigures(); drawAccounts(); drawTimeline(); drawStatements();
  };
  const slider = $("#asof");
  slider.max = String(Math.max(0, last)); slider.value = String(last); slider.disabled = last < 1;
  const move = (to) => { state.asof = Math.min(last, Math.max(0, to)); slider.value = String(state.asof); draw(); };
  slider.addEventListener("input", () => move(Number(slider.value)));
  $("#looked").replaceChildren(el("option", { value: "-1" }, "never"), ...data.dispatches.map((d, i) => el("option", { value: String(i) }, `after ${stamp(d.id)}`)));
  $("#looked").value = String(state.looked);
  $("#looked").addEventListener("change", (e) => { state.looked = Number(e.target.value); draw(); });
  $("#close").addEventListener("click", close);
  document.addEventListener("keydown", (e) => {
    if (e.target.closest("select, input") || e.metaKey || e.ctrlKey || e.altKey) return;
    const rows = [...document.querySelectorAll(".changes .row")];
    const at = rows.indexOf(document.activeElement);
    if (e.key === "j") rows[Math.min(rows.length - 1, at + 1)]?.focus();
    else if (e.key === "k") rows[Math.max(0, at - 1)]?.focus();
    else if (e.key === "[") move(state.asof - 1);
    else if (e.key === "]") move(state.asof + 1);
    else if (e.key === "Escape") close();
  });
  draw();
})();
