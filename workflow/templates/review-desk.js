// Served by the desk: decisions are saved at once, and what others decide appears.

/** Milliseconds between two looks at what others decided. */
const PAUSE = 5000;
let version = "";
/** Questions to the desk, and the latest of them that was answered: an answer that comes late tells less. */
let questions = 0;
let latest = 0;

/** The document of the page; empty on the index, which is about all. */
const documentName = data.isIndex ? "" : data.documents[0].name;

const withQuery = (address, values) => {
  const said = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  return said.size ? `${address}?${said}` : address;
};

const inBoth = (key) => ({ check: "", ko: data.strings.ko[key], en: data.strings.en[key] });

/** Take over how findings stand now, and draw anew what changed; forms that are open stay open. */
function takeAnswer(told, question) {
  if (question < latest) return;
  latest = question;
  if (told.version !== undefined) version = told.version;
  for (const cause of takeStates(told.findings ?? {})) redraw(cause.lead);
  for (const group of document.querySelectorAll(".group")) group.recount();
}

/** Return how much of the page is still to be decided, in words. */
function leftText() {
  if (data.isIndex) return "";
  const left = causes.filter((cause) => causeWaits(cause) < 2).length;
  return ` ${t(left ? "left" : "none_left", { n: number(left) })}`;
}

/** Save decisions about a cause; return what is said against them. */
async function post(entries, cause) {
  const seen = Object.fromEntries(entries.map(({ check }) => [check, itemOf.get(check)?.mark ?? ""]));
  const before = entries.map((entry) => undoing(entry));
  const question = ++questions;
  let answer;
  let told;
  try {
    answer = await fetch(desk, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ decisions: entries, seen }),
    });
    told = await answer.json();
  } catch {
    return [inBoth("not_saved")];
  }
  if (!answer.ok) {
    if (told.findings) takeAnswer(told, question);
    return told.errors?.length ? told.errors : [inBoth("not_saved")];
  }
  takeAnswer(told, question);
  const canUndo = before.every(Boolean);
  say(t("saved", { n: number(entries.length) }) + leftText(), ...(canUndo ? [" ", undoButton(before, cause)] : []));
  showHistory();
  return [];
}

/** Return the entry that takes a decision back to what stood before; null where that cannot stand again. */
function undoing({ check, by }) {
  const item = itemOf.get(check);
  if (!item) return null;
  if (!hasOwn(item)) return { check, decision: "withdrawn", by, date: today() };
  if (item.status === "stale") return null;
  const { kind, changed, files, corrected, ...said } = item.decision;
  const { cells, inputs } = subjectOf(item);
  const entry = { ...said, decision: kind, cells, inputs };
  return corrected.length ? { ...entry, corrected } : entry;
}

function undoButton(entries, cause) {
  const undo = button(t("undo"), async () => {
    undo.disabled = true;
    const errors = await post(entries, cause);
    if (errors.length) say(errors.map((error) => error[language]).join(" "));
  });
  return undo;
}

/** Ask what others decided. */
async function look() {
  if (document.visibilityState !== "visible") return;
  const question = ++questions;
  try {
    const answer = await fetch(withQuery(meta("standing"), { since: version, document: documentName }));
    if (answer.ok) takeAnswer(await answer.json(), question);
  } catch {
    // The desk is stopped or starting again: the next look says.
  }
}

/** Draw what was decided, where somebody has opened it. */
async function showHistory() {
  const place = byId("history");
  if (!place?.open) return;
  let entries = [];
  try {
    const answer = await fetch(withQuery(meta("history"), { document: documentName }));
    entries = (await answer.json()).history;
  } catch {
    say(t("not_loaded"));
    return;
  }
  const none = [el("li", {}, t("no_history"))];
  place.querySelector("ol").replaceChildren(...(entries.length ? entries.map(historyLine) : none));
}

function historyLine({ when, who, check, what, decision }) {
  const item = itemOf.get(check) ?? memberOf.get(check);
  const about = item ? t("number", { n: item.number }) : check;
  const time = new Date(when).toLocaleString(language === "ko" ? "ko-KR" : "en-GB");
  const line = `${time} — ${who}: ${about} ${t(`kind_${what}`)}`;
  return el("li", {}, el("p", {}, line), decision ? decisionFacts(decision) : null);
}

function startDesk() {
  if (!desk) return;
  byId("history").addEventListener("toggle", showHistory);
  document.addEventListener("visibilitychange", look);
  setInterval(look, PAUSE);
  look();
}
