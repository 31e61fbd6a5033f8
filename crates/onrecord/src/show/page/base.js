"use strict";
// The data inside the page, and what every section needs. Text only ever becomes text: nothing is
// parsed as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const story = data.story;
const dispatches = new Map(data.dispatches.map((d, order) => [d.id, { ...d, order, chars: Array.from(d.text) }]));
const last = data.dispatches.length - 1;
// What the reader has chosen: how far the story goes, what was seen before, what is shown of it.
const state = { asof: last, looked: Math.max(-1, data.looked ?? last - 1), filter: "all", all: false, find: "" };

const $ = (selector) => document.querySelector(selector);
const el = (name, options = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") node.addEventListener("click", value);
    else if (key === "style") Object.assign(node.style, value);
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};
const none = (words) => el("p", { class: "none" }, words);
const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const order = (id) => dispatches.get(id)?.order ?? 0;
const known = (versions) => versions.filter((v) => order(v.dispatch) <= state.asof);

// The publisher's own clock: the offset in the text of the time is kept, never the reader's zone.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const clock = (told, withYear = false) => {
  const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d):(\d\d))?/.exec(told ?? "");
  if (!m) return "";
  const day = [m[3] && Number(m[3]), m[2] && MONTHS[Number(m[2]) - 1], (withYear || !m[2]) && m[1]];
  const words = day.filter(Boolean).join(" ");
  return m[4] && !(m[4] === "00" && m[5] === "00") ? `${words} ${m[4]}:${m[5]}` : words;
};
const ms = (told) => { const t = Date.parse(told ?? ""); return Number.isNaN(t) ? null : t; };
const DAY = 864e5;
// A range as people say it: a moment, a day, or from one to the other.
const range = (when, withYear = false) => {
  const [from, to] = [ms(when?.earliest), ms(when?.latest)];
  if (from === null) return to === null ? "" : `until ${clock(when.latest, withYear)}`;
  if (to === null) return `from ${clock(when.earliest, withYear)}`;
  const midnight = (told) => told.slice(11, 16) === "00:00";
  const first = clock(when.earliest, withYear);
  if (to - from <= 6e4 || (to - from === DAY && midnight(when.earliest))) return first;
  // A day that ends at midnight is told by its own name, not by that of the next.
  const before = new Date(ms(`${when.latest.slice(0, 19)}Z`) - DAY).toISOString().slice(0, 10);
  const until = midnight(when.latest) ? `${before}T24:00` : when.latest;
  if (midnight(when.earliest) && midnight(when.latest)) return joined(first, clock(before, withYear));
  return until.slice(0, 10) === when.earliest.slice(0, 10) ? `${first}–${until.slice(11, 16)}` : `${first} – ${clock(until, withYear)}`;
};
// "10 Mar", "16 Mar" → "10–16 Mar".
const joined = (first, end) => {
  const [day, ...month] = first.split(" ");
  return end.endsWith(` ${month.join(" ")}`) ? `${day}–${end}` : `${first} – ${end}`;
};
const published = (id) => {
  const p = dispatches.get(id)?.published;
  return p?.value ?? p?.earliest ?? null;
};
const stamp = (id) => clock(published(id)) || `dispatch ${order(id) + 1}`;
const cut = (id, span) => (span ? dispatches.get(id)?.chars.slice(span[0], span[1]).join("") ?? "" : "");

// A statement by the name it has in its dispatch.
const statements = new Map();
for (const thread of story.state.statements) {
  for (const v of thread.history) statements.set(`${v.dispatch} ${v.finding.id}`, v);
}
const teller = (version) => statements.get(`${version.dispatch} ${version.finding.statement}`)?.finding.speaker ?? null;

const STANCES = { conditional: "on conditions" };
const stance = (told) => STANCES[told] ?? told;
const OPEN = ["rejects", "opposes", "conditional", "undecided", "awaited"];
const FOR = ["accepts", "supports"];
