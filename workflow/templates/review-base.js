"use strict";
// What every part of the page uses: words in two languages, elements, the data, and the findings in it.

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
let language = document.documentElement.lang;

/** What the desk that serves the page says of itself; empty in a page that is a file. */
const meta = (name) => document.querySelector(`meta[name=geomsan-${name}]`)?.content ?? "";
/** Where decisions are saved at once; empty where they are marked and downloaded. */
const desk = meta("desk");

function t(key, values = {}) {
  return data.strings[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const number = (value) => value.toLocaleString("en-US");

/** The signs of a negative number, for a class of a regular expression. */
const MINUS = data.minus;

/** Make an element: properties, attributes (those with dashes, `role`, …) and children; strings are text. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key in element && !key.includes("-") && key !== "role") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Make a button that does something. */
function button(text, act, properties = {}) {
  const element = el("button", { type: "button", ...properties }, text);
  element.addEventListener("click", act);
  return element;
}

/** Say something to a screen reader, and show it for those who see; what can be done about it follows. */
function say(text, ...more) {
  byId("said").replaceChildren(text, ...more);
}

/** Tables by "document/table", for the partner of a comparison. */
const tables = new Map(
  data.documents.flatMap((report, place) =>
    report.tables.map((table) => {
      table.place = place;
      table.key = `${report.name}/${table.name}`;
      return [table.key, table];
    }),
  ),
);

/** Every finding and every set of figures that are not checked, in the order of the documents. */
const items = data.documents.flatMap((report, place) =>
  report.tables.flatMap((table) => [
    ...table.findings.map((finding) => ({
      ...finding,
      decision: finding.decision ?? undefined,
      table,
      place,
      group: finding.verdict,
      repairs: table.repairs[finding.repairs] ?? [],
    })),
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
      repairs: [],
    })),
  ]),
);
items.forEach((item, index) => (item.index = index));
const itemOf = new Map(items.filter((item) => item.id).map((item) => [item.id, item]));

/**
 * The violations of the page by what is wrong. `members` are the largest first, `lead` the first of them,
 * `shown` the one whose figures are marked in the table; `choice` and `form` are what somebody is about to
 * decide.
 */
const byCause = new Map();
for (const item of items.filter((each) => each.verdict === "violated")) {
  if (!byCause.has(item.cause)) byCause.set(item.cause, []);
  byCause.get(item.cause).push(item);
}
const causes = [...byCause.values()]
  .map((found) => found.sort((one, other) => other.weight - one.weight))
  .map((members) => ({ members, lead: members[0], shown: members[0] }));
for (const cause of causes) for (const item of cause.members) item.of = cause;

/** Return the table that a cell of a finding stands in; null for one that stands outside of all tables. */
function tableOf(item, cell) {
  if (cell.row === null) return null;
  if (!cell.table) return item.table;
  return tables.get(`${cell.document ?? data.documents[item.place].name}/${cell.table}`) ?? null;
}

const keyOf = (cell) => `${cell.row},${cell.column}`;
const figureKey = (cell) => `${cell.table ?? ""}/${cell.row},${cell.column},${cell.part ?? ""}`;

/** Tell whether a check holds its table against another. */
const isComparison = (item) => item.cells.some((cell) => cell.table);

/** Return where a cell stands in words: labels of its row and of its column. */
function labelsOf(table, cell) {
  const row = (table.rows[cell.row] ?? []).slice(0, Math.max(table.stub, 1));
  const words = row
    .map((text) => (text ?? "").trim())
    .filter(Boolean)
    .join(" ");
  return [words, table.labels[cell.column] ?? ""].filter(Boolean).join(" / ");
}

/** Return where the result of a finding stands in words. */
function whereOf(item) {
  const cell = item.cells.find((each) => RESULT_ROLES.has(each.role) && tableOf(item, each) === item.table);
  return cell ? labelsOf(item.table, cell) : "";
}

/** Roles of the figure that a check says something about; the others are what it is held against. */
const RESULT_ROLES = new Set(["total", "result", "rate"]);
