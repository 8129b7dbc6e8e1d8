// A table as printed, with figures marked and other values beside them. Everything from a document is text.

/** Rows further from a marked row than NEAR fold away, in runs of at least FOLD. */
const NEAR = 2;
const FOLD = 4;

const roleClass = (role) =>
  role === "uncovered" ? "is-uncovered" : RESULT_ROLES.has(role) ? "is-result" : "is-part";

/**
 * Return "row,column" -> figures of a table that are more than print. Each has `text`, `part`, `roles`
 * (in the check), `suspect` (in the likeliest repair), and `value` with `because` where it is to read
 * otherwise; `changes` come last and win.
 */
function figuresOf(table, item, changes) {
  const found = new Map();
  const at = (cell) => {
    const key = keyOf(cell);
    if (!found.has(key)) found.set(key, []);
    const figures = found.get(key);
    let figure = figures.find((each) => each.part === cell.part);
    if (!figure) figures.push((figure = { part: cell.part, text: cell.text, roles: [], cell }));
    return figure;
  };
  for (const cell of item.cells) if (tableOf(item, cell) === table) at(cell).roles.push(cell.role);
  for (const cell of table.corrected) Object.assign(at(cell), { value: cell.value, because: "corrected" });
  const isHere = (cell) => tableOf(item, cell) === table;
  // A comparison proves that two figures differ; it does not say which is wrong.
  const hasSuspect = item.status !== "corrected" && !isComparison(item);
  const likeliest = hasSuspect ? (item.repairs[0]?.cells ?? []) : [];
  for (const cell of likeliest) if (isHere(cell)) at(cell).suspect = true;
  for (const cell of changes)
    if (isHere(cell)) Object.assign(at(cell), { value: cell.value, because: "proposed" });
  return found;
}

/** Return a figure: the signs of its roles for the eye, its text, its new value, and all that for the ear. */
function drawFigure(text, figures) {
  const roles = figures.flatMap((figure) => [...new Set(figure.roles)]);
  const isSuspect = figures.some((figure) => figure.suspect);
  const changed = figures.find((figure) => figure.value !== undefined);
  const marks = isSuspect ? [...roles, "suspect"] : roles;
  const hear = marks.map((mark) => t(`role_${mark}`));
  if (changed) hear.push(t(`role_${changed.because}`));
  return [
    ...marks.map((mark) =>
      el(
        "span",
        { className: `mark${mark === "suspect" ? " suspect" : ""}`, "aria-hidden": "true" },
        t(`mark_${mark}`),
      ),
    ),
    changed ? el("del", {}, text.trim() || t("blank")) : text,
    changed && " ",
    changed && el("ins", { className: `to-${changed.because}` }, grouped(changed.value)),
    hear.length ? el("span", { className: "hear" }, ` (${hear.join(", ")})`) : "",
  ].filter(Boolean);
}

const classOf = (figure) =>
  [figure.roles.length && roleClass(figure.roles.find((role) => RESULT_ROLES.has(role)) ?? figure.roles[0])]
    .concat(figure.suspect && "is-suspect", figure.value !== undefined && "is-changed")
    .filter(Boolean)
    .join(" ");

/** Fill a table cell: the whole cell is marked, or only the figures of a compound cell that are meant. */
function fillCell(element, text, figures, item) {
  element.replaceChildren();
  element.className = element.dataset.plain;
  if (!figures) {
    element.append(text);
    return;
  }
  const ordered = [...figures].sort((one, other) => (one.part ?? 0) - (other.part ?? 0));
  let rest = 0;
  const pieces = [];
  for (const figure of ordered) {
    // A figure that a compound cell leaves out is marked where it would stand.
    const at = figure.part === undefined || !figure.text ? -1 : text.indexOf(figure.text, rest);
    if (at < 0) break;
    const className = `figure ${classOf(figure)}`;
    pieces.push(text.slice(rest, at), el("span", { className }, ...drawFigure(figure.text, [figure])));
    rest = at + figure.text.length;
  }
  if (pieces.length === 2 * ordered.length) element.append(...pieces, text.slice(rest));
  else {
    for (const figure of ordered) element.classList.add(...classOf(figure).split(" ").filter(Boolean));
    element.append(...drawFigure(text, ordered));
  }
  const result = ordered.find((figure) => figure.roles.some((role) => RESULT_ROLES.has(role)));
  const isMended =
    item.status === "corrected" || item.of?.choice >= 0 || ordered.some((figure) => figure.value !== undefined);
  if (result && !isMended && item.verdict === "violated" && item.expected)
    element.append(el("span", { className: "computed" }, `${t("expected")} ${item.expected}`));
}

/** Return head row -> its number in the head; each part of a fragmented table repeats the head. */
function headRows(table) {
  const heads = new Map();
  for (const start of new Set([0, ...table.part_starts]))
    for (let row = 0; row < table.head && start + row < table.rows.length; row += 1)
      heads.set(start + row, row);
  return heads;
}

function lineOf(place) {
  return /:(\d+)$/.exec(place ?? "")?.[1] ?? "";
}

/** Tell whether a head row can be drawn with merged cells: none is marked, and it repeats the first head. */
function isPlainHead(table, row, context) {
  const place = context.heads.get(row);
  const first = row - place;
  const same = table.rows
    .slice(first, first + table.head)
    .every((cells, index) => cells.join("\t") === table.rows[index].join("\t"));
  return (
    same &&
    table.heads.length &&
    ![...context.figures.keys()].some((key) => context.heads.has(Number(key.split(",")[0])))
  );
}

function drawHeadRow(table, row, context) {
  const line = el("tr");
  const place = context.heads.get(row);
  if (context.lines && (place === 0 || row >= table.head)) {
    const isTop = row < table.head;
    line.append(
      isTop
        ? el("th", { className: "line", scope: "col", rowSpan: table.head }, t("line"))
        : lineCell(table, row),
    );
  }
  for (const [, columns, rows, text] of table.heads[place])
    line.append(
      text
        ? el("th", { scope: columns > 1 ? "colgroup" : "col", colSpan: columns, rowSpan: rows }, text)
        : el("td", { colSpan: columns, rowSpan: rows }),
    );
  return line;
}

const lineCell = (table, row) => el("td", { className: "line", lang: "" }, lineOf(table.places[row]));

function drawRow(table, row, context) {
  const { heads, width, lines, numbers, item } = context;
  if (heads.has(row) && isPlainHead(table, row, context)) return drawHeadRow(table, row, context);
  const line = el("tr", { className: ["total", "subtotal"][table.levels[row]] ?? "" });
  if (lines) line.append(lineCell(table, row));
  for (let column = 0; column < width; column += 1) {
    const text = table.rows[row][column] ?? "";
    const isNumber = numbers[row].has(column);
    const isHead = heads.has(row) && text.trim();
    const isLabel = !isHead && column < table.stub && text.trim() && !isNumber;
    const cell = el(isHead || isLabel ? "th" : "td", { scope: isHead ? "col" : isLabel ? "row" : null });
    cell.dataset.plain = isNumber ? "number" : "";
    fillCell(cell, text, context.figures.get(`${row},${column}`), item);
    context.drawn.set(`${row},${column}`, cell);
    line.append(cell);
  }
  return line;
}

/** Return the runs of rows to draw after the first head: [first, end, folded]. */
function runsOf(table, context) {
  const keep = new Array(table.rows.length).fill(false);
  for (const key of context.figures.keys()) {
    const row = Number(key.split(",")[0]);
    for (let near = row - NEAR; near <= row + NEAR; near += 1) if (near in keep) keep[near] = true;
  }
  if (!context.figures.size) keep.fill(true);
  const runs = [];
  for (let row = table.head; row < keep.length; row += 1) {
    const last = runs.at(-1);
    if (last && last.kept === keep[row]) last.end = row + 1;
    else runs.push({ first: row, end: row + 1, kept: keep[row] });
  }
  return runs.map(({ first, end, kept }) => [first, end, !kept && end - first >= FOLD]);
}

/** Draw one run of rows that folds away; `context.gaps` remembers how to show it. */
function drawGap(table, first, end, context, region) {
  const show = () => {
    context.gaps.splice(
      context.gaps.findIndex((each) => each.first === first),
      1,
    );
    gap.replaceWith(
      ...Array.from({ length: end - first }, (_, index) => drawRow(table, first + index, context)),
    );
  };
  const open = button(t("show_group"), () => {
    show();
    region.focus();
  });
  const colSpan = context.width + (context.lines ? 1 : 0);
  const gap = el(
    "tr",
    { className: "gap" },
    el("td", { colSpan }, `⋯ ${t("hidden_rows", { n: end - first })} `, open),
  );
  context.gaps.push({ first, end, show });
  return gap;
}

/**
 * Draw a table with the figures of an item marked; `id` must be unique on the page. The element has
 * `change(cells)`, which shows other values in their places.
 */
function drawTable(table, item, id, changes = []) {
  const context = {
    item,
    figures: figuresOf(table, item, changes),
    heads: headRows(table),
    numbers: table.figures.map((columns) => new Set(columns)),
    width: table.labels.length,
    lines: table.places.some(lineOf),
    drawn: new Map(),
    gaps: [],
  };
  const facts = [
    table.unit && t("unit_is", { unit: table.unit }),
    table.as_of && t("as_of", { date: table.as_of }),
    table.source,
  ];
  const title =
    table.place === item.place ? table.title : `${data.documents[table.place].title} › ${table.title}`;
  const caption = el("caption", { id }, el("strong", {}, title), ` ${facts.filter(Boolean).join(", ")}`);
  const head = el("thead");
  for (let row = 0; row < Math.min(table.head, table.rows.length); row += 1)
    head.append(drawRow(table, row, context));
  const body = el("tbody");
  const region = el("div", { className: "scroll", role: "group", tabIndex: 0, "aria-labelledby": id });
  for (const [first, end, folded] of runsOf(table, context)) {
    if (folded) body.append(drawGap(table, first, end, context, region));
    else for (let row = first; row < end; row += 1) body.append(drawRow(table, row, context));
  }
  region.append(el("table", { className: "printed", lang: "ko" }, caption, head, body));
  region.change = (cells) => changeCells(table, context, cells);
  return region;
}

function changeCells(table, context, changes) {
  const before = context.figures;
  context.figures = figuresOf(table, context.item, changes);
  for (const key of new Set([...before.keys(), ...context.figures.keys()])) {
    const [row, column] = key.split(",").map(Number);
    if (!context.drawn.has(key)) {
      const gap = context.gaps.find((each) => each.first <= row && row < each.end);
      gap?.show();
      continue;
    }
    fillCell(context.drawn.get(key), table.rows[row][column] ?? "", context.figures.get(key), context.item);
  }
}
