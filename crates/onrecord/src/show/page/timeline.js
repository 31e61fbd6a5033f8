// TIMELINE: dispatches, contacts and events on one axis; where only a range is known, a bar.

// Who, with whom, and how it stands: as the fullest telling names the participants.
const contactTold = (thread) => {
  const versions = known(thread.history);
  const named = versions.reduce((best, v) => (v.finding.participants.length >= best.finding.participants.length ? v : best));
  const now = versions.at(-1).finding;
  const who = named.finding.participants.join(", ");
  return [`${now.kind}${who ? ` of ${who}` : ""}`, now.status];
};
const eventTold = (v) => {
  const f = v.finding;
  const sides = [f.actors.join(", "), `“${cut(v.dispatch, f.trigger)}”`, f.recipients.length ? `→ ${f.recipients.join(", ")}` : ""];
  return [sides.filter(Boolean).join(" "), [f.plover?.type?.toLowerCase(), f.status === "happened" ? null : f.status.replace("_", " ")].filter(Boolean).join(", ")];
};
const what = (m) => el("span", { class: "what", dir: "auto" }, m.told[0], m.told[1] ? el("span", { class: "tag" }, ` ${m.told[1]}`) : null);

const moment = (kind, thread) => {
  const v = known(thread.history).at(-1);
  if (!v) return null;
  const f = v.finding;
  const when = kind === "contact" ? f.begins ?? f.ends : f.when;
  const from = ms(when?.earliest);
  const told = kind === "contact" ? contactTold(thread) : eventTold(v);
  if (from === null) return { kind, told, v, from: null };
  const begun = Math.max(from, ms(when.latest) ?? from);
  const sure = begun - from <= 6e4;
  const end = kind === "contact" ? ms(f.ends?.latest) ?? (f.status === "ongoing" ? ms(f.as_of) : null) : null;
  return { kind, told, v, from, to: Math.max(begun, end ?? 0), begun, sure, when, status: f.status };
};

// Days, or hours in a short story, so that there are at most some seven marks.
const ticks = (low, high, room) => {
  const steps = [1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 8760, 87600].map((hours) => hours * 36e5);
  const step = steps.find((s) => (high - low) / s <= room) ?? steps.at(-1);
  const out = [];
  for (let at = Math.ceil(low / step) * step; at <= high && out.length < 12; at += step) {
    const told = new Date(at).toISOString();
    out.push({ at, told: step < DAY && !told.includes("T00:00") ? told.slice(11, 16) : step > 300 * DAY ? told.slice(0, 4) : clock(told.slice(0, 10)) });
  }
  return out;
};

const days = (stops) => {
  const [first, end] = [stops[0], stops.at(-1)].map((s) => clock(s.d.published.earliest.slice(0, 10)));
  return first === end ? first : joined(first, end);
};

const MOMENTS_AT_ONCE = 16;
const drawTimeline = () => {
  const box = $(".drawn");
  // The event that is a contact is told by the contact.
  const told = new Set(story.state.contacts.flatMap((t) => t.history).map((v) => `${v.dispatch} ${v.finding.event}`));
  const events = story.state.events.filter((t) => !t.history.some((v) => told.has(`${v.dispatch} ${v.finding.id}`)));
  const all = [...story.state.contacts.map((t) => moment("contact", t)), ...events.map((t) => moment("event", t))].filter(Boolean);
  const placed = all.filter((m) => m.from !== null).sort((a, b) => a.from - b.from || a.to - b.to);
  const adrift = all.length - placed.length;
  const stops = data.dispatches.slice(0, state.asof + 1)
    .map((d) => ({ d, from: ms(d.published?.earliest), to: ms(d.published?.latest) })).filter((s) => s.from !== null);
  if (!placed.length && !stops.length) { box.replaceChildren(none("No time is told.")); return; }
  // What lies far from the dispatches would squeeze the rest into a line: it is listed, not drawn.
  const first = Math.min(...stops.map((s) => s.from)), newest = Math.max(...stops.map((s) => s.to ?? s.from));
  const reach = Math.max(4 * DAY, 1.5 * (newest - first));
  const isNear = (m) => !stops.length || (m.from >= first - reach && m.to <= newest + reach);
  const near = placed.filter(isNear), far = placed.filter((m) => !isNear(m));
  const ends = [...stops.flatMap((s) => [s.from, s.to ?? s.from]), ...near.flatMap((m) => [m.from, m.to])];
  const margin = Math.max(36e5, (Math.max(...ends) - Math.min(...ends)) * 0.02);
  const low = Math.min(...ends) - margin, high = Math.max(...ends) + margin;
  const x = (t) => `${(((t - low) / (high - low)) * 100).toFixed(2)}%`;
  const place = (t) => ((t - low) / (high - low) < 0.06 ? "first" : (t - low) / (high - low) > 0.94 ? "final" : null);
  const bar = (kind, from, to) => el("i", { class: kind, style: { left: x(from), right: `${(100 - Number.parseFloat(x(to))).toFixed(2)}%` } });
  const dot = (kind, at) => el("i", { class: `dot ${kind}`, style: { left: x(at) } });

  const row = (m) => {
    const track = m.sure
      ? [m.to > m.begun ? bar(`lasts ${m.kind}`, m.from, m.to) : null, dot(m.kind, m.from)]
      : [bar(`range ${m.kind}`, m.from, m.to)];
    return line(`moment ${m.status ?? ""}`, { dispatch: m.v.dispatch, spans: m.v.spans, by: m.v.finding.by },
      what(m), el("span", { class: "when" }, range(m.when)), el("span", { class: "track", "aria-hidden": "true" }, ...track));
  };
  const papers = el("div", { class: "moment papers" }, el("span", { class: "what" }, plural(stops.length, "dispatch", "dispatches")), el("span", { class: "when" }, stops.length ? days(stops) : ""),
    el("span", { class: "track" }, ...stops.map((s) => {
      const isDay = (s.to ?? s.from) - s.from > 6e4;
      const mark = isDay ? bar("range dispatch", s.from, s.to) : dot("dispatch", s.from);
      mark.title = [stamp(s.d.id), heading(s.d)].join(" · ");
      return mark;
    })));
  const marks = ticks(low, high, box.clientWidth < 520 ? 4 : 7);
  const axis = el("div", { class: "axis", "aria-hidden": "true" }, ...marks.map((t) => el("span", { class: place(t.at), style: { left: x(t.at) } }, t.told)));
  const grid = el("div", { class: "grid", "aria-hidden": "true" }, ...marks.map((t) => el("i", { style: { left: x(t.at) } })));
  const rows = near.map(row);
  const rest = rows.splice(MOMENTS_AT_ONCE);
  const plain = (m) => line("moment plain", { dispatch: m.v.dispatch, spans: m.v.spans, by: m.v.finding.by },
    what(m), el("span", { class: "when" }, range(m.when, true)));
  const key = (kind, told) => el("span", { class: "key" }, el("i", { class: kind }), told);
  box.replaceChildren(el("div", { class: "chart" }, grid, axis, papers, ...rows),
    ...[rest.length ? el("details", {}, el("summary", {}, plural(rest.length, "more moment")), el("div", { class: "chart" }, grid.cloneNode(true), ...rest)) : null,
      far.length ? el("details", {}, el("summary", {}, "long before or after"), ...far.map(plain)) : null].filter(Boolean),
    el("p", { class: "legend" }, key("dot contact", "contact"), key("dot event", "event"), key("range event", "some time in this range"), key("lasts contact", "lasted"),
      adrift ? el("span", {}, `${adrift} without a time told`) : null, el("span", {}, "days in UTC")));
};
