// STATEMENTS: by speaker, those with most to say first.

const speakerOf = (v) => v.finding.speaker ?? (v.finding.speaker_span ? cut(v.dispatch, v.finding.speaker_span) : null);
const spoken = (v) => {
  const told = v.finding.content.map((span) => cut(v.dispatch, span)).join(" … ").replace(/\s+/g, " ").replace(/,$/, "");
  return v.finding.mode === "direct" && !/^["“‘'«„]/.test(told) ? `“${told}”` : told;
};
const FIRM = { denied: "denied", hedged: "hedged", conditional: "on conditions" };
const frame = (v) => {
  const f = v.finding;
  const teller = statements.get(`${v.dispatch} ${f.within}`)?.finding.speaker;
  const channel = f.channel && (f.channel.name?.toLowerCase().includes(f.channel.kind) || !f.channel.name ? f.channel.name ?? f.channel.kind : `${f.channel.kind}, ${f.channel.name}`);
  const parts = [f.cue ? cut(v.dispatch, f.cue.span) : null, f.addressees?.length ? `to ${f.addressees.join(", ")}` : null, range(f.said) || stamp(v.dispatch), channel,
    f.via?.length ? `via ${f.via.join(", ")}` : null, teller ? `as told by ${teller}` : null];
  const firm = FIRM[f.firmness] ? el("span", { class: `firm ${f.firmness}` }, ` · ${FIRM[f.firmness]}`) : null;
  return el("span", { class: "tag", dir: "auto" }, parts.filter(Boolean).join(" · "), firm);
};

const drawStatements = () => {
  const wanted = state.find.trim().toLowerCase();
  const by = new Map();
  for (const thread of story.state.statements) for (const v of known(thread.history)) {
    const who = speakerOf(v) ?? "Nobody named";
    if (wanted && !`${who} ${spoken(v)}`.toLowerCase().includes(wanted)) continue;
    by.set(who, [...(by.get(who) ?? []), v]);
  }
  const speakers = [...by].sort((a, b) => b[1].length - a[1].length);
  const one = ([who, versions], i) => {
    const channels = [...new Set(versions.map((v) => v.finding.channel?.name ?? v.finding.channel?.kind).filter(Boolean))];
    const told = [plural(versions.length, "statement"), ...channels.slice(0, 4)].join(" · ");
    versions.sort((a, b) => order(b.dispatch) - order(a.dispatch) || a.spans[0][0] - b.spans[0][0]);
    return el("details", { open: i < 3 || wanted ? "" : null }, el("summary", { dir: "auto" }, who, el("span", { class: "tag" }, told)),
      ...versions.map((v) => line("", { dispatch: v.dispatch, spans: v.finding.content, by: v.finding.by }, el("span", { class: "said", dir: "auto" }, spoken(v)), frame(v))));
  };
  $(".speakers").replaceChildren(...(speakers.length ? speakers.map(one) : [none(wanted ? "Nothing found." : "Nobody is quoted.")]));
};
