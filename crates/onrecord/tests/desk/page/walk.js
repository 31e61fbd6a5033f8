// Goes through the page as a reader would, and tells whoever framed it what was not as it should be.
const wrongs = [];
const must = (holds, what) => { if (!holds) wrongs.push(what); };
const all = (selector) => [...document.querySelectorAll(selector)];
const press = (key) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const set = (selector, value, event) => { const node = $(selector); node.value = value; node.dispatchEvent(new Event(event, { bubbles: true })); };
// What a finger or a pointer would meet in the middle of it.
const click = (node, what) => {
  if (!node) { must(false, `there is no ${what}`); return; }
  node.scrollIntoView({ block: "center" });
  const box = node.getBoundingClientRect();
  const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  must(met && (node.contains(met) || met.contains(node)), `${what} can be met`);
  node.click();
};
const fits = (when) => must(document.documentElement.scrollWidth <= innerWidth, `nothing runs out at the side ${when}: ${document.documentElement.scrollWidth} > ${innerWidth}`);

const walk = () => {
  must($("#label").textContent === story.label, "the head is the label");
  for (const id of ["changes", "positions", "figures", "timeline", "statements"]) must($(`#${id}`).textContent.length > 20, `${id} is drawn`);
  must(all(".chart .track i").length >= data.dispatches.length, "the timeline is drawn");
  fits("at first");

  set("#looked", "-1", "change");
  must($("#h-changes").textContent === "Since the beginning", "having never looked is told");
  const before = all(".changes .row").length;
  must(before > 0, "something has changed");
  for (const button of all(".filters button")) {
    click(button, `the filter ${button.dataset.filter}`);
    const wanted = Number(button.textContent.split(" ").at(-1));
    must(button.getAttribute("aria-pressed") === "true", "a filter is pressed");
    must(all(".changes .row").length === Math.min(wanted, 12), `the filter ${button.dataset.filter} shows what it counts`);
    must(document.contains(button), "a filter stays where it is");
  }
  click($(".filters button"), "the filter all");
  must(all(".changes .row").length === before, "all comes back");

  set("#asof", "0", "input");
  must($("#counts").textContent.startsWith("1 dispatch "), "as of the first there is one dispatch");
  must(all(".changes .row").every((row) => JSON.parse(row.dataset.key)[0] === data.dispatches[0].id), "as of the first nothing later is told");
  must($("#earlier").disabled && !$("#later").disabled, "there is nothing before the first");
  document.activeElement?.blur();
  press("]");
  must(Number($("#asof").value) === 1, "] goes on");
  press("[");
  must(Number($("#asof").value) === 0, "[ goes back");
  for (let i = 0; i < data.dispatches.length; i++) { click($("#later"), "later"); fits(`as of ${i + 1}`); }
  must($("#later").disabled && Number($("#asof").value) === data.dispatches.length - 1, "the newest is the last");

  const row = all(".changes .row").find((one) => earlierRow(one)) ?? $(".changes .row");
  click(row, "a change");
  must($("#evidence").classList.contains("open") && $("#evidence").getBoundingClientRect().height > 60, "the evidence opens");
  must($("#evidence .text mark.exact")?.textContent.length > 0, "the words are marked");
  must(!earlierRow(row) || $("#evidence del")?.textContent.length > 0, "what it was is struck through");
  must(row.getAttribute("aria-current") === "true", "the line is marked as chosen");
  fits("with evidence");
  press("Escape");
  must(!$("#evidence").classList.contains("open"), "Esc closes the evidence");
  must(document.activeElement === row, "Esc goes back to the line");
  press("j");
  must(document.activeElement !== row && document.activeElement.classList.contains("row"), "j goes on");
  press("k");
  must(document.activeElement === row, "k goes back");
  for (const section of ["positions", "figures", "timeline", "statements"]) {
    const one = all(`#${section} .row`).find((line) => line.offsetParent);
    if (!one) continue;
    // Beside a narrow page the evidence lies over the lines until it is closed.
    press("Escape");
    click(one, `a line of ${section}`);
    must($("#evidence .text mark"), `${section}: the words are marked`);
  }
  press("Escape");

  set("#find", "no such words anywhere", "input");
  must($(".speakers").textContent === "Nothing found.", "a search may find nothing");
  set("#find", "", "input");
  must(all(".speakers details").length > 0, "everybody is back");
  must(all("#positions td.silent").every((cell) => !/\bno\b/i.test(cell.textContent)), "silence is no refusal");
  must(window.hacked === undefined, "no text is run");
  must(all("main script, main img, main svg, main iframe").length === 0, "no text becomes markup");
  must(performance.getEntriesByType("resource").length === 0, "nothing is fetched");
  must(window.faults.length === 0, `nothing fails: ${window.faults.join("; ")}`);
};
const earlierRow = (row) => row.querySelector(".was") && !row.querySelector(".CONFLICT");

try { walk(); } catch (fault) { wrongs.push(`stopped: ${fault.stack}`); }
parent.postMessage(`walked at ${innerWidth}: ${wrongs.length ? wrongs.join(" | ") : "all is well"}.`, "*");
