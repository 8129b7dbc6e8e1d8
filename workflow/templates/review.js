// The list of findings: filters, groups, and the body of each item. Draws only what is asked for.

/** Items drawn at once in a group. */
const BATCH = 25;
/** Groups in the order of a document's section, and those that stand open without being asked. */
const GROUPS = ["violated", "undecided", "unexplained", "rounding", "exact", "explained"];
const STANDS_OPEN = new Set(["violated", "undecided", "unexplained"]);

/** Number of kinds that the verdict filter tells apart; fewer ticked means that the user asks for them. */
const VERDICTS = document.querySelectorAll("[name=verdict]").length;

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
let language = "ko";

function t(key, values = {}) {
  return data.strings[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const number = (value) => value.toLocaleString("en-US");

/** Every finding and every set of figures that are not checked, in the order of the documents. */
const items = data.documents.flatMap((report, place) =>
  report.tables.flatMap((table) => [
    ...table.findings.map((finding) => ({ ...finding, table, place, group: finding.verdict })),
    ...table.uncovered.map((set) => ({
      ...set,
      table,
      place,
      group: set.reason ? "explained" : "unexplained",
      verdict: "uncovered",
      unit: table.unit,
      source: set.cells[0].place,
      status: "",
      size: null,
    })),
  ]),
);
const checks = items.filter((item) => item.verdict !== "uncovered").length;
items.forEach((item, index) => (item.index = index));

/** Text that a search looks through, made when first needed; figures are found with and without separators. */
function haystack(item) {
  if (item.haystack === undefined) {
    const report = data.documents[item.place];
    const { table } = item;
    const words = [item.ko, item.en, item.statement, item.id, item.source, item.reason, item.unit]
      .concat(report.title, report.name, table.title, table.name, table.section, whereOf(table, item))
      .concat(item.cells.map((cell) => cell.text), item.reported, item.expected, item.difference);
    item.haystack = plain(words.filter(Boolean).join("\n"));
  }
  return item.haystack;
}

const plain = (text) => text.normalize("NFC").toLowerCase().replace(/(\d),(?=\d)/g, "$1");

// Filters

function readFilters() {
  const least = Math.abs(Number(byId("least").value.replace(/[,\s△-]/g, "")));
  return {
    words: plain(byId("search").value).split(/\s+/).filter(Boolean),
    place: byId("document").value,
    status: byId("status").value,
    unit: byId("unit").value,
    least: Number.isFinite(least) ? least : 0,
    verdicts: new Set([...document.querySelectorAll("[name=verdict]:checked")].map((box) => box.value)),
  };
}

function matches(item, filters) {
  return (
    filters.verdicts.has(item.verdict) &&
    (filters.place === "" || item.place === Number(filters.place)) &&
    (filters.status === "" || item.status === filters.status) &&
    (filters.unit === "" || item.unit === filters.unit) &&
    (filters.least === 0 || (item.size !== null && item.size >= filters.least)) &&
    filters.words.every((word) => haystack(item).includes(word))
  );
}

// One item

/** A definition list of what is known of a finding in figures. */
function facts(item) {
  const withUnit = (value) => (value && item.unit ? `${value} ${item.unit}` : value);
  if (item.verdict === "uncovered") return null;
  const pairs = [
    ["reported", withUnit(item.reported)],
    ["expected", withUnit(item.expected)],
    ["difference", withUnit(item.difference)],
    ["unit", item.reported ? "" : item.unit],
    ["source", item.source],
    ["rule", t(`rule_${item.rule}`)],
    ["check_id", item.id],
  ];
  const known = pairs.filter(([, value]) => value);
  return el(
    "dl",
    { className: "facts" },
    ...known.map(([key, value]) =>
      el("div", { className: `fact-${key}` }, el("dt", {}, t(key)), el("dd", {}, value)),
    ),
  );
}

/** What the marks in the table mean: one line a role that occurs. */
function legend(item) {
  const roles = [...new Set(item.cells.map((cell) => cell.role))];
  const lines = roles.map((role) =>
    el(
      "li",
      {},
      el("span", { className: roleClass(role), "aria-hidden": "true" }, el("span", { className: "mark" }, t(`mark_${role}`))),
      t(`role_${role}`),
    ),
  );
  return el("ul", { className: "legend", "aria-label": t("legend") }, ...lines);
}

function notes(item) {
  const { caption, footnote } = item.table;
  return caption || footnote ? el("p", { className: "notes", lang: "ko" }, [caption, footnote].filter(Boolean).join(" ")) : null;
}

function outside(item) {
  const cells = item.cells.filter((cell) => cell.row === null);
  if (!cells.length) return null;
  const lines = cells.map((cell) =>
    el("li", {}, `${cell.text} (${t(`role_${cell.role}`)}) — ${cell.place ?? ""}`),
  );
  return el("div", {}, el("p", { className: "small-title" }, t("outside")), el("ul", {}, ...lines));
}

const MOST_REPAIRS = 10;

/** The smallest sets of figures whose change makes the table consistent, likeliest first. */
function repairs(item) {
  const all = item.repairs ?? [];
  if (!all.length) return null;
  const change = (cell) => `${cell.text.trim() || t("blank")} → ${number(cell.value)}`;
  const lines = all.slice(0, MOST_REPAIRS).map((repair) =>
    el("li", {}, repair.cells.map(change).join(", "), " — ", language === "en" ? repair.reason_en : repair.reason_ko),
  );
  const rest = all.length - lines.length;
  return el(
    "div",
    { className: "repairs" },
    el("p", { className: "small-title" }, t("repairs", { n: number(all.length) })),
    el("ol", {}, ...lines),
    rest > 0 ? el("p", {}, t("more_repairs", { n: number(rest) })) : null,
  );
}

/** The parts of an item's body, top to bottom; each returns an element or null. */
const BODY = [
  facts,
  (item) => drawTable(item.table, item, `table-${item.index}`, t),
  notes,
  repairs,
  outside,
  legend,
];

function sentence(item) {
  return item.verdict === "uncovered" ? t("uncovered", { n: number(item.cells.length) }) : item[language];
}

function drawItem(item) {
  const id = `item-${item.index}`;
  const verdict = item.verdict === "uncovered" ? "mark_uncovered" : item.verdict;
  const section = [...new Set([item.table.section, item.table.title])].filter(Boolean).join(" › ");
  const where = [section, item.verdict === "uncovered" ? "" : whereOf(item.table, item), item.source];
  const isLoud = item.group === "unexplained";
  const button = el("button", { type: "button", "aria-controls": `${id}-body`, "aria-describedby": id });
  const body = el("div", { className: "body", id: `${id}-body` });
  const article = el(
    "article",
    { className: `item verdict-${item.verdict}${isLoud ? " unexplained" : ""}`, "aria-labelledby": id },
    el(
      "div",
      { className: "top" },
      el("span", { className: "tags" }, el("span", { className: "verdict" }, t(verdict)), item.status && el("span", { className: "status" }, t(item.status))),
      el("div", { className: "say" }, el("h5", { id }, sentence(item)), el("p", { className: "where", lang: "ko" }, where.filter(Boolean).join(" · ")), reasonLine(item)),
      button,
    ),
    body,
  );
  article.draw = () => {
    if (!body.firstChild) body.append(...BODY.map((part) => part(item)).filter(Boolean));
  };
  article.setOpen = (isOpen) => {
    body.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    button.textContent = t(isOpen ? "hide_table" : "show_table");
    if (!isOpen) return;
    if (nearby) nearby.observe(article);
    else article.draw();
  };
  button.addEventListener("click", () => article.setOpen(body.hidden));
  article.setOpen(item.verdict === "violated");
  return article;
}

function reasonLine(item) {
  if (item.verdict !== "uncovered") return null;
  const className = item.reason ? "reason" : "reason missing";
  return el("p", { className }, `${t("reason")}: ${item.reason || t("no_reason")}`);
}

/** Draws the bodies of open items that come near the window; a table that need not scroll is no tab stop. */
function drawNear(entries) {
  const articles = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
  for (const article of articles) {
    nearby.unobserve(article);
    article.draw();
  }
  const tables = articles.flatMap((article) => [...article.querySelectorAll(".scroll")]);
  const fits = tables.map((table) => table.scrollWidth <= table.clientWidth);
  tables.forEach((table, index) => (table.tabIndex = fits[index] ? -1 : 0));
}

const nearby =
  "IntersectionObserver" in window ? new IntersectionObserver(drawNear, { rootMargin: "1200px" }) : null;

// Groups and documents

const count = (group, found) =>
  group.endsWith("explained") ? found.reduce((sum, item) => sum + item.cells.length, 0) : found.length;

function drawGroup(group, found, isOpen, id) {
  const title = el("h4", { id }, t(group), " ", el("span", { className: "count" }, number(count(group, found))));
  const toggle = el("button", { type: "button", "aria-describedby": id });
  const list = el("div", { className: "items" });
  const more = el("button", { type: "button", className: "more" });
  const unprinted = el("p", { className: "print-only" });
  let drawn = 0;
  const drawMore = () => {
    const batch = found.slice(drawn, drawn + BATCH).map(drawItem);
    drawn += batch.length;
    list.append(...batch);
    const left = found.length - drawn;
    more.hidden = unprinted.hidden = left === 0;
    unprinted.textContent = t("not_printed", { left: number(left) });
    more.textContent = t("more", { n: number(Math.min(BATCH, left)), left: number(left) });
    return batch[0];
  };
  more.addEventListener("click", () => drawMore().querySelector("button").focus());
  const inside = el("div", {}, list, more, unprinted);
  const setOpen = (open) => {
    if (open && !drawn) drawMore();
    inside.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = t(open ? "hide_group" : "show_group");
  };
  toggle.addEventListener("click", () => setOpen(inside.hidden));
  setOpen(isOpen);
  return el("div", { className: `group group-${group}` }, el("div", { className: "group-title" }, title, toggle), inside);
}

function drawDocument(report, place, found, filters) {
  const id = `document-${place}`;
  const isAsked = filters.verdicts.size < VERDICTS;
  const groups = GROUPS.map((group) => [group, found.filter((item) => item.group === group)])
    .filter(([, members]) => members.length)
    .map(([group, members]) => drawGroup(group, members, STANDS_OPEN.has(group) || isAsked, `${id}-${group}`));
  const details = report.details.length ? el("p", { className: "where" }, report.details.join(" · ")) : null;
  return el(
    "section",
    { className: "document", id, "aria-labelledby": `${id}-title`, tabIndex: -1 },
    el("h3", { id: `${id}-title`, lang: "ko" }, report.title),
    details,
    ...groups,
  );
}

function apply() {
  const filters = readFilters();
  const found = items.filter((item) => matches(item, filters));
  nearby?.disconnect();
  const byPlace = new Map();
  for (const item of found) {
    if (!byPlace.has(item.place)) byPlace.set(item.place, []);
    byPlace.get(item.place).push(item);
  }
  const sections = [...byPlace].map(([place, members]) =>
    drawDocument(data.documents[place], place, members, filters),
  );
  byId("list").replaceChildren(...(sections.length ? sections : [el("p", { className: "note" }, t("none"))]));
  byId("count").textContent = countText(found);
}

function countText(found) {
  const findings = found.filter((item) => item.verdict !== "uncovered");
  const cells = count("unexplained", found.filter((item) => item.verdict === "uncovered"));
  const texts = [t("shown", { all: number(checks), n: number(findings.length) })];
  if (cells) texts.push(t("shown_cells", { n: number(cells) }));
  return texts.join(", ");
}

// The page

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  apply();
}

const shownArticles = () => [...document.querySelectorAll("article.item")];

function start() {
  const form = byId("filters");
  form.hidden = false;
  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  byId("open-all").addEventListener("click", () => shownArticles().forEach((article) => article.setOpen(true)));
  byId("close-all").addEventListener("click", () => shownArticles().forEach((article) => article.setOpen(false)));
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => speak(button.dataset.language));
  for (const link of document.querySelectorAll("a[data-document]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      form.reset();
      byId("document").value = link.dataset.document;
      clearTimeout(waiting);
      setTimeout(() => {
        apply();
        const section = byId(`document-${link.dataset.document}`) ?? byId("results");
        section.scrollIntoView();
        section.focus({ preventScroll: true });
      });
    });
  // What stands open is printed; bodies that were not near the window yet are drawn first.
  window.addEventListener("beforeprint", () => shownArticles().forEach((article) => article.querySelector(".body").hidden || article.draw()));
  apply();
}

start();
