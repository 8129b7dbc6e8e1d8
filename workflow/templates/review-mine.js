// My decisions: kept over a reload, looked over, and taken along as one file for `geomsan decide`.

/** Check id -> { entry, taken }: `taken` once it is in a downloaded or copied file. */
const mine = new Map();

/** One for all pages of a review: they lie in one folder, those of documents one below. */
const STORE = `geomsan-decisions:${location.pathname.split("/").slice(0, data.isIndex ? -1 : -2).join("/")}`;

/** True when the browser refuses to keep anything: then a reload loses the decisions. */
let isForgetful = false;

function setOffice(name) {
  office = name;
  try {
    localStorage.setItem("geomsan-office", name);
  } catch {
    // Then it is asked again on the next page.
  }
}

function recallOffice() {
  try {
    office ||= localStorage.getItem("geomsan-office") ?? "";
  } catch {
    // Then it is asked.
  }
}

function remember() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ entries: [...mine.values()] }));
  } catch {
    isForgetful = true;
  }
}

/** What can be decided about: violated findings, and decisions whose finding is gone. */
function subjectOfCheck(check) {
  const item = itemOf.get(check);
  if (item?.verdict === "violated") return subjectOf(item);
  for (const report of data.documents)
    for (const decision of report.gone)
      if (decision.check === check)
        return { id: check, decision, cells: decision.cells, inputs: decision.inputs };
  return null;
}

/** Take up what was decided before a reload; a decision about figures that have changed since is left out. */
function recall() {
  let stored = null;
  try {
    stored = JSON.parse(sessionStorage.getItem(STORE));
  } catch {
    isForgetful = true;
  }
  if (!stored) return;
  const here = new Set(data.isIndex ? [] : [data.documents[0].name]);
  let lost = 0;
  for (const kept of stored.entries) {
    const subject = subjectOfCheck(kept.entry.check);
    const isSame = (key) => JSON.stringify(subject[key]) === JSON.stringify(kept.entry[key]);
    // Another document's decisions are held against its print on its own page.
    const isElsewhere = !subject && !here.has(kept.entry.check.split("/")[0]);
    if (isElsewhere || (subject && isSame("cells") && isSame("inputs"))) mine.set(kept.entry.check, kept);
    else lost += 1;
  }
  if (lost) say(t("lost", { n: number(lost) }));
  remember();
}

function changeMine() {
  remember();
  showMine();
  if (briefs.length) drawBriefs();
}

function keep(entries) {
  for (const entry of entries) mine.set(entry.check, { entry, taken: false });
  changeMine();
}

const keptText = () =>
  [t("kept", { n: number(mine.size) }), isForgetful && t("not_kept")].filter(Boolean).join(" ");

/** Take decisions out of the list; their finding is drawn anew where it is on the page. */
function remove(...checks) {
  for (const check of checks) mine.delete(check);
  changeMine();
  const item = itemOf.get(checks[0]);
  if (item) redraw(item);
  say(t("dropped", { n: number(mine.size) }));
  const heading = item && byId(`decide-${item.of.lead.index}-title`);
  if (heading && byId("mine-list").hidden) heading.focus();
  else if (mine.size) byId("mine-title").focus();
  else byId("results").focus();
}

const fileName = () => `decisions-${today()}.json`;
const fileText = () =>
  `${JSON.stringify({ decisions: [...mine.values()].map(({ entry }) => entry) }, null, 1)}\n`;

function taken() {
  for (const kept of mine.values()) kept.taken = true;
  remember();
  showMine();
}

function download() {
  const address = URL.createObjectURL(new Blob([fileText()], { type: "application/json" }));
  const link = el("a", { href: address, download: fileName() });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  taken();
  say(t("downloaded", { file: fileName() }));
}

/** Copy the file's text; where the browser refuses, show it selected, to be copied by hand. */
async function copy() {
  const text = byId("mine-text");
  try {
    await navigator.clipboard.writeText(fileText());
    text.hidden = true;
    say(t("copied", { file: fileName() }));
  } catch {
    text.hidden = false;
    text.value = fileText();
    text.select();
    say(t("copy_by_hand", { file: fileName() }));
  }
  taken();
}

function showMineFinding(item) {
  writeAddress({ check: item.id });
  goTo(item);
}

function mineRow({ entry, taken: isTaken }) {
  const item = itemOf.get(entry.check);
  const document = entry.check.split("/")[0];
  const page = data.isIndex ? `documents/${document}.html` : `${document}.html`;
  const show =
    item && !data.isIndex
      ? button(t("show_finding"), () => showMineFinding(item))
      : el("a", { href: linkTo(page, { check: entry.check }) }, t("show_finding"));
  return el(
    "li",
    {},
    el(
      "p",
      {},
      el("strong", {}, decisionTitle(entry.decision, entry.by, entry.date)),
      isTaken ? ` (${t("taken")})` : "",
    ),
    el("p", { lang: item ? language : "" }, item ? sentence(item) : entry.check),
    decisionFacts(entry),
    el(
      "div",
      { className: "buttons" },
      show,
      button(t("drop"), () => remove(entry.check)),
    ),
  );
}

function showMine() {
  byId("mine").hidden = mine.size === 0;
  byId("mine-title").textContent = t("mine", { n: number(mine.size) });
  byId("mine-list").replaceChildren(...[...mine.values()].map(mineRow));
  for (const place of document.querySelectorAll("[data-gone]")) drawGone(place);
}

function unfold(isOpen) {
  byId("mine-list").hidden = !isOpen;
  byId("mine-show").setAttribute("aria-expanded", String(isOpen));
  byId("mine-show").textContent = t(isOpen ? "mine_hide" : "mine_show");
}

/** What can be done about a decision whose finding is gone: withdraw it. */
function drawGone(place, focus) {
  const check = place.dataset.gone;
  const { entry } = mine.get(check) ?? {};
  const open = () => {
    place.form = newForm(null, "withdrawn", entry ? [entry] : []);
    drawGone(place, "input, textarea");
  };
  const close = () => {
    place.form = undefined;
    drawGone(place, "button");
  };
  const save = async (said) => {
    const errors = await saved([entryOf(subjectOfCheck(check), "withdrawn", said)], null);
    if (errors.length) return errors;
    place.form = undefined;
    if (desk) place.closest("li").replaceChildren(t("kind_withdrawn"));
    else drawGone(place, "button");
    return [];
  };
  const withdraw = () =>
    entry
      ? drawMine([entry], open, () => remove(check))
      : el("div", { className: "buttons" }, button(t("kind_withdrawn"), open));
  const prefix = `gone-${place.dataset.index}`;
  place.replaceChildren(
    place.form ? drawForm(prefix, null, place.form, { save, close }) : withdraw(),
  );
  if (focus) place.querySelector(focus).focus();
}

/** Tell whether a form has anything in it that would be lost. */
const isBegun = (form) => Boolean(form) && (form.typed.size > 0 || Object.values(form.values).some(Boolean));

function startMine() {
  recallOffice();
  window.addEventListener("beforeunload", (event) => {
    const isUnsaved =
      [...mine.values()].some((kept) => !kept.taken) || causes.some((cause) => isBegun(cause.form));
    if (isUnsaved) event.preventDefault();
  });
  if (desk) return;
  recall();
  byId("mine-show").addEventListener("click", () => unfold(byId("mine-list").hidden));
  byId("mine").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || byId("mine-list").hidden) return;
    unfold(false);
    byId("mine-show").focus();
  });
  byId("mine-download").addEventListener("click", download);
  byId("mine-copy").addEventListener("click", copy);
}
