// The head, the keys, and drawing it all.

const SECTIONS = [
  ["changes", "Changes"], ["positions", "Positions"], ["figures", "Figures"], ["accounts", "Two accounts"], ["timeline", "Timeline"], ["statements", "Statements"],
];
$("nav").append(...SECTIONS.map(([id, name]) => el("a", { href: `#${id}` }, name)));

const draw = () => {
  const seen = data.dispatches.slice(0, state.asof + 1);
  const origins = story.origins.filter((set) => set.some((id) => order(id) <= state.asof)).length;
  $("#label").textContent = story.label || "A story";
  const first = data.dispatches[0], newest = seen.at(-1);
  $("#counts").textContent = [plural(seen.length, "dispatch", "dispatches"), plural(origins, "origin"),
    first ? `first seen ${clock(published(first.id), true) || stamp(first.id)}` : null,
    newest ? `as of ${stamp(newest.id)}` : null].filter(Boolean).join(" · ");
  $("#asof-told").textContent = newest ? `${stamp(newest.id)}${state.asof === last ? ", newest" : `, ${state.asof + 1} of ${last + 1}`}` : "";
  $("#asof").setAttribute("aria-valuetext", newest ? stamp(newest.id) : "");
  $("#earlier").disabled = state.asof <= 0;
  $("#later").disabled = state.asof >= last;
  drawChanges(); drawPositions(); drawFigures(); drawAccounts(); drawTimeline(); drawStatements();
  for (const [id] of SECTIONS) $(`nav a[href="#${id}"]`).hidden = $(`#${id}`).hidden;
  settleEvidence();
};

const slider = $("#asof");
slider.max = String(Math.max(0, last));
slider.value = String(last);
slider.disabled = last < 1;
$("#stops").append(...data.dispatches.map((d, i) => el("option", { value: String(i) })));
const move = (to) => { state.asof = Math.min(last, Math.max(0, to)); slider.value = String(state.asof); draw(); };
slider.addEventListener("input", () => move(Number(slider.value)));
$("#earlier").addEventListener("click", () => move(state.asof - 1));
$("#later").addEventListener("click", () => move(state.asof + 1));
$("#looked").append(el("option", { value: "-1" }, "never"), ...data.dispatches.map((d, i) => el("option", { value: String(i) }, `after ${stamp(d.id)}`)));
$("#looked").value = String(state.looked);
$("#looked").addEventListener("change", (e) => { state.looked = Number(e.target.value); state.all = false; draw(); });
$("#find").addEventListener("input", (e) => { state.find = e.target.value; drawStatements(); markChosen(); });
$("#close").addEventListener("click", close);

document.addEventListener("keydown", (e) => {
  if (e.metaKey || e.ctrlKey || e.altKey) return;
  if (e.key === "Escape") { close(); return; }
  if (e.target.closest("select, input")) return;
  const rows = [...document.querySelectorAll("main .columns .row")].filter((row) => row.offsetParent);
  const at = rows.indexOf(document.activeElement);
  const go = (row) => { row?.focus(); row?.scrollIntoView({ block: "nearest" }); };
  if (e.key === "j") go(rows[Math.min(rows.length - 1, at + 1)]);
  else if (e.key === "k") go(rows[Math.max(0, at - 1)]);
  else if (e.key === "[") move(state.asof - 1);
  else if (e.key === "]") move(state.asof + 1);
});

// On paper everything is open.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => { for (const part of folded) part.open = false; });
let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawTimeline(); markChosen(); } });
draw();
