"use strict";
// A table as printed, with the cells of one finding marked. Everything from a document is text.

/** Roles of the figure that a check says something about; the others are what it is held against. */
const RESULT_ROLES = new Set(["total", "result", "rate"]);

/** Rows further from a marked row than NEAR fold away, in runs of at least FOLD. */
const NEAR = 2;
const FOLD = 4;

/** Make an element: properties, attributes (dashes or `role`, `for`, …) and children; strings become text. */
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

/** Return "row,column" -> marks of an item (a finding, or figures that are not checked). */
function marksOf(item) {
  const marks = new Map();
  for (const cell of item.cells) {
    if (cell.row === null) continue;
    const key = `${cell.row},${cell.column}`;
    if (!marks.has(key)) marks.set(key, []);
    marks.get(key).push(cell);
  }
  return marks;
}

/** Return a marked figure: the sign of its role for the eye, the text as printed, the role in words for the ear. */
function markFigure(text, cells, t) {
  return [
    ...cells.map((cell) => el("span", { className: "mark", "aria-hidden": "true" }, t(`mark_${cell.role}`))),
    text,
    ...cells.map((cell) => el("span", { className: "hear" }, ` (${t(`role_${cell.role}`)})`)),
  ];
}

const roleClass = (role) =>
  role === "uncovered" ? "is-uncovered" : RESULT_ROLES.has(role) ? "is-result" : "is-part";

/** Fill a table cell: the whole cell is marked, or only the figures of a compound cell that are meant. */
function fillCell(element, text, marks, item, t) {
  if (!marks) {
    element.append(text);
    return;
  }
  const ordered = [...marks].sort((one, other) => (one.part ?? 0) - (other.part ?? 0));
  let rest = 0;
  const pieces = [];
  for (const cell of ordered) {
    // A figure that a compound cell leaves out is marked where it would stand.
    const at = cell.part === undefined ? -1 : text.indexOf(cell.text, rest);
    if (at < 0) break;
    const className = `figure ${roleClass(cell.role)}`;
    pieces.push(text.slice(rest, at), el("span", { className }, ...markFigure(cell.text, [cell], t)));
    rest = at + cell.text.length;
  }
  const result = ordered.find((cell) => RESULT_ROLES.has(cell.role));
  if (pieces.length === 2 * ordered.length) element.append(...pieces, text.slice(rest));
  else {
    element.classList.add(roleClass((result ?? ordered[0]).role));
    element.append(...markFigure(text, ordered, t));
  }
  if (result && item.verdict === "violated" && item.expected)
    element.append(el("span", { className: "computed" }, `${t("expected")} ${item.expected}`));
}

/** Return for every row whether it is a head row; each part of a fragmented table repeats the head. */
function headRows(table) {
  const heads = new Set();
  for (const start of new Set([0, ...table.part_starts]))
    for (let row = start; row < start + table.head; row += 1) heads.add(row);
  return heads;
}

function lineOf(place) {
  return /:(\d+)$/.exec(place ?? "")?.[1] ?? "";
}

/** Return where the result of a finding stands in words: labels of its row and of its column. */
function whereOf(table, item) {
  const cell = item.cells.find((each) => RESULT_ROLES.has(each.role) && each.row !== null);
  if (!cell) return "";
  const labels = (texts) => texts.map((text) => (text ?? "").trim()).filter(Boolean).join(" ");
  const row = labels((table.rows[cell.row] ?? []).slice(0, Math.max(table.stub, 1)));
  const column = labels(table.rows.slice(0, table.head).map((each) => each[cell.column]));
  return [row, column].filter(Boolean).join(" / ");
}

function drawRow(table, row, context) {
  const { heads, width, lines, marks, item, t } = context;
  const line = el("tr", { className: ["total", "subtotal"][table.levels[row]] ?? "" });
  if (lines) line.append(el("td", { className: "line", lang: "" }, lineOf(table.places[row])));
  for (let column = 0; column < width; column += 1) {
    const text = table.rows[row][column] ?? "";
    const isHead = heads.has(row) && text.trim();
    const isLabel = !isHead && column < table.stub && text.trim() && !context.figures[row].has(column);
    const cell = el(isHead || isLabel ? "th" : "td", { scope: isHead ? "col" : isLabel ? "row" : null });
    if (context.figures[row].has(column)) cell.className = "number";
    fillCell(cell, text, marks.get(`${row},${column}`), item, t);
    line.append(cell);
  }
  return line;
}

/** Return the runs of rows to draw after the first head: [first, end, folded]. */
function runsOf(table, context) {
  const keep = new Array(table.rows.length).fill(false);
  for (const key of context.marks.keys()) {
    const row = Number(key.split(",")[0]);
    for (let near = row - NEAR; near <= row + NEAR; near += 1) if (near in keep) keep[near] = true;
  }
  for (const row of context.heads) if (row in keep) keep[row] = true;
  if (!context.marks.size) keep.fill(true);
  const runs = [];
  for (let row = table.head; row < keep.length; row += 1) {
    const last = runs.at(-1);
    if (last && last.kept === keep[row]) last.end = row + 1;
    else runs.push({ first: row, end: row + 1, kept: keep[row] });
  }
  return runs.map(({ first, end, kept }) => [first, end, !kept && end - first >= FOLD]);
}

/** Draw a table with the cells of an item marked; `id` must be unique on the page. */
function drawTable(table, item, id, t) {
  const context = {
    item,
    t,
    marks: marksOf(item),
    heads: headRows(table),
    figures: table.figures.map((columns) => new Set(columns)),
    width: Math.max(0, ...table.rows.map((row) => row.length)),
    lines: table.places.some(lineOf),
  };
  const facts = [
    table.unit && t("unit_is", { unit: table.unit }),
    table.as_of && t("as_of", { date: table.as_of }),
    table.source,
  ];
  const caption = el("caption", { id }, el("strong", {}, table.title), ` ${facts.filter(Boolean).join(", ")}`);
  const head = el("thead");
  for (let row = 0; row < Math.min(table.head, table.rows.length); row += 1) head.append(drawRow(table, row, context));
  if (context.lines && head.firstChild) {
    const line = el("th", { className: "line", scope: "col", rowSpan: head.rows.length }, t("line"));
    for (const row of head.rows) row.cells[0].remove();
    head.firstChild.prepend(line);
  }
  const body = el("tbody");
  const region = el("div", { className: "scroll", role: "group", tabIndex: 0, "aria-labelledby": id });
  for (const [first, end, folded] of runsOf(table, context)) {
    const rows = () => Array.from({ length: end - first }, (_, index) => drawRow(table, first + index, context));
    if (!folded) {
      body.append(...rows());
      continue;
    }
    const button = el("button", { type: "button" }, t("show_group"));
    const colSpan = context.width + (context.lines ? 1 : 0);
    const gap = el("tr", { className: "gap" }, el("td", { colSpan }, `⋯ ${t("hidden_rows", { n: end - first })} `, button));
    button.addEventListener("click", () => {
      gap.replaceWith(...rows());
      region.focus();
    });
    body.append(gap);
  }
  region.append(el("table", { className: "printed", lang: "ko" }, caption, head, body));
  return region;
}
