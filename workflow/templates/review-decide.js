// Deciding: the buttons of a finding, the form that they open, and the entry that it makes.

/** The office that decides, remembered while the page is open. */
let office = "";

/** Fields of each kind of decision, and those of them that may be left empty. */
const FIELDS = {
  accepted: ["reason", "by"],
  corrected: ["evidence", "by"],
  question: ["office", "due", "reason", "by"],
  withdrawn: ["reason", "by"],
};
const OPTIONAL = { question: new Set(["reason"]), withdrawn: new Set(["reason"]) };
const LONG = new Set(["reason", "evidence"]);

/** What a decision is pinned to: these keys of every cell of the check. */
const PIN = ["document", "table", "row", "column", "part", "text"];

const pick = (cell, keys) =>
  Object.fromEntries(keys.filter((key) => key in cell).map((key) => [key, cell[key]]));

/** What a decision can be about: a violated check as it is now. */
function subjectOf(item) {
  const { hashes } = data.documents[item.place];
  return {
    id: item.id,
    item,
    cells: item.cells.map((cell) => pick(cell, PIN)),
    inputs: Object.fromEntries(item.inputs.map((name) => [name, hashes[name]])),
  };
}

function today() {
  const now = new Date();
  const two = (part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Return a typed or proposed number in plain digits; anything else stays as typed. */
function plainNumber(text) {
  const digits = text
    .trim()
    .replace(new RegExp(`^[${MINUS}]\\s*`), "-")
    .replace(/(\d),(?=\d{3})/g, "$1");
  return /^-?\d+(\.\d+)?$/.test(digits) ? digits : text.trim();
}

/** What a correction says of a figure; the table only where it is another than the check's. */
const CORRECTED = ["table", "row", "column", "part", "text"];

/** Return the figures of a correction form that have a value. */
const typedCells = (form) =>
  [...form.typed.values()]
    .filter(({ value }) => value.trim())
    .map(({ cell, value }) => ({ ...cell, value: value.trim() }));

function entryOf(subject, kind, values, form) {
  const entry = { check: subject.id, decision: kind, by: values.by, date: today() };
  for (const key of ["reason", "evidence", "office", "due"]) if (values[key]) entry[key] = values[key];
  if (kind === "corrected")
    entry.corrected = typedCells(form).map((cell) => ({
      ...pick(cell, CORRECTED),
      value: plainNumber(cell.value),
    }));
  return { ...entry, cells: subject.cells, inputs: subject.inputs };
}

/** A labelled field with room for what is wrong with it. */
function drawField(prefix, key, value, isOptional) {
  const id = `${prefix}-${key}`;
  const properties = { id, name: key, "aria-describedby": `${id}-wrong`, required: !isOptional };
  const input = LONG.has(key)
    ? el("textarea", { ...properties, rows: 2 })
    : el("input", { ...properties, type: key === "due" ? "date" : "text", autocomplete: "off" });
  input.value = value ?? "";
  const label = el(
    "label",
    { htmlFor: id },
    t(`field_${key}`),
    isOptional ? el("small", {}, ` ${t("optional")}`) : null,
  );
  return el("div", { className: "field" }, label, input, el("p", { id: `${id}-wrong`, className: "wrong" }));
}

/** The figures of its document that may be corrected: those of the repairs, then those of the check. */
function correctable(item) {
  const own = item.cells.filter((cell) => tableOf(item, cell)?.place === item.place);
  const inRepairs = item.repairs.flatMap((repair) => repair.cells).filter((cell) => cell.row !== null);
  const figures = new Map();
  for (const cell of [...inRepairs, ...own]) {
    const key = figureKey(cell);
    if (!figures.has(key)) figures.set(key, pick(cell, CORRECTED));
  }
  return figures;
}

/** Figures shown before the others are folded away. */
const FIGURES = 8;

/** Inputs for the right values; `form.fill(cells)` takes a repair over into them. */
function drawValues(prefix, item, form) {
  const inputs = new Map();
  const fields = [...correctable(item)].map(([key, cell], index) => {
    const id = `${prefix}-value-${index}`;
    const input = el("input", {
      id,
      type: "text",
      autocomplete: "off",
      "aria-describedby": `${prefix}-values-wrong`,
    });
    input.value = form.typed.get(key)?.value ?? "";
    input.addEventListener("input", () => {
      form.typed.set(key, { cell, value: input.value });
      for (const radio of document.getElementsByName(`repair-${item.index}`)) radio.checked = false;
      item.choice = undefined;
      item.showChanges();
    });
    inputs.set(key, input);
    const table = tableOf(item, cell);
    const where = [cell.table && table.title, labelsOf(table, cell)].filter(Boolean).join(" › ");
    const label = el(
      "label",
      { htmlFor: id, lang: "ko" },
      where,
      " ",
      el("del", {}, cell.text.trim() || t("blank")),
    );
    return el("div", { className: "value" }, label, input);
  });
  form.fill = (cells) => {
    form.typed.clear();
    for (const input of inputs.values()) input.value = "";
    for (const cell of cells.filter((each) => each.row !== null)) {
      form.typed.set(figureKey(cell), {
        cell: pick(cell, CORRECTED),
        value: cell.value,
      });
      inputs.get(figureKey(cell)).value = cell.value;
    }
  };
  const rest = fields.slice(FIGURES);
  return el(
    "fieldset",
    { className: "values" },
    el("legend", {}, t("field_values")),
    el("p", { className: "hint" }, t(item.repairs.length ? "values_hint" : "values_hint_typed")),
    ...fields.slice(0, FIGURES),
    rest.length
      ? el("details", {}, el("summary", {}, t("more_values", { n: number(rest.length) })), ...rest)
      : null,
    el("p", { id: `${prefix}-values-wrong`, className: "wrong" }),
  );
}

/** Say what is missing beside each field; return the first that is wrong. */
function firstWrong(form, element, kind) {
  let first = null;
  const mark = (input, at, message) => {
    at.textContent = message;
    input.toggleAttribute("aria-invalid", false);
    if (message) input.setAttribute("aria-invalid", "true");
    if (message && !first) first = input;
  };
  if (kind === "corrected") {
    const fields = element.querySelector(".values");
    const cells = typedCells(form);
    const isOdd = (cell) => !/[\d-]/.test(cell.value) || cell.value === cell.text.trim();
    const message = cells.length === 0 ? t("wrong_values") : cells.some(isOdd) ? t("wrong_value") : "";
    mark(fields.querySelector("input"), fields.querySelector(".wrong"), message);
  }
  for (const key of FIELDS[kind]) {
    const input = element.elements[key];
    const isMissing = !input.value.trim() && !OPTIONAL[kind]?.has(key);
    mark(input, byId(`${input.id}-wrong`), isMissing ? t("wrong_empty") : "");
  }
  return first;
}

/** The form of one kind of decision; `form` keeps what is typed while the page is drawn anew. */
function drawForm(prefix, subject, form, { save, close }) {
  const { kind } = form;
  const values = kind === "corrected" ? drawValues(prefix, subject.item, form) : null;
  const fields = FIELDS[kind].map((key) =>
    drawField(
      prefix,
      key,
      key === "by" ? (form.values.by ?? office) : form.values[key],
      OPTIONAL[kind]?.has(key),
    ),
  );
  const element = el(
    "form",
    { className: "decision", noValidate: true, "aria-label": t(`kind_${kind}`) },
    el("p", { className: "small-title" }, t(`kind_${kind}`)),
    el("p", { className: "hint" }, t(`hint_${kind}`)),
    values,
    ...fields,
    el(
      "div",
      { className: "buttons" },
      el("button", { type: "submit", className: "main" }, t("keep")),
      button(t("close"), close),
    ),
  );
  element.addEventListener("input", (event) => {
    if (event.target.name) form.values[event.target.name] = event.target.value;
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = firstWrong(form, element, kind);
    if (wrong) {
      wrong.focus();
      return;
    }
    const said = Object.fromEntries(FIELDS[kind].map((key) => [key, element.elements[key].value.trim()]));
    office = said.by;
    save(entryOf(subject, kind, said, form));
  });
  return element;
}

/** Start a form: with what an entry already says, or with the repair that is being looked at. */
function newForm(item, kind, entry) {
  const form = { kind, values: entry ? { ...entry } : {}, typed: new Map(), fill: () => {} };
  const cells = kind !== "corrected" ? [] : (entry?.corrected ?? item?.repairs[item.choice]?.cells ?? []);
  for (const cell of cells)
    if (cell.row !== null)
      form.typed.set(figureKey(cell), {
        cell: pick(cell, CORRECTED),
        value: cell.value,
      });
  return form;
}

/** Everything about deciding a violated finding: what stands, what I decided, the form or its buttons. */
function deciding(item) {
  if (item.verdict !== "violated") return null;
  const prefix = `decide-${item.index}`;
  const title = el("h6", { id: `${prefix}-title`, tabIndex: -1 }, t("decision"));
  const section = el("section", { className: "deciding", "aria-labelledby": title.id });
  const draw = (focus) => {
    section.replaceChildren(...[title, decided(item), item.form ? drawOpen() : drawClosed()].filter(Boolean));
    item.showChanges?.();
    section.querySelector(focus)?.focus();
  };
  const open = (kind, entry) => {
    item.form = newForm(item, kind, entry);
    draw("form input, form textarea");
  };
  const close = () => {
    const { kind } = item.form;
    item.form = undefined;
    draw(`[data-kind=${kind}], .edit`);
  };
  const drawOpen = () =>
    drawForm(prefix, subjectOf(item), item.form, {
      close,
      save: (entry) => {
        item.form = item.choice = undefined;
        keep(entry);
        redraw(item);
        byId(`${prefix}-title`).focus();
        say(keptText());
      },
    });
  const drawClosed = () => {
    const { entry } = mine.get(item.id) ?? {};
    if (entry)
      return drawMine(
        entry,
        () => open(entry.decision, entry),
        () => remove(entry.check),
      );
    const isOwn = item.decision?.check === item.id;
    const kinds = Object.keys(FIELDS).filter((kind) => kind !== "withdrawn" || isOwn);
    const buttons = kinds.map((kind) => button(t(`kind_${kind}`), () => open(kind), { "data-kind": kind }));
    return el("div", { className: "buttons" }, ...buttons);
  };
  draw("none");
  return section;
}

/** A decision of mine that is not in a file yet. */
function drawMine(entry, edit, drop) {
  return el(
    "div",
    { className: "mine" },
    el(
      "p",
      { className: "small-title" },
      `${t("my_decision")}: ${decisionTitle(entry.decision, entry.by, entry.date)}`,
    ),
    decisionFacts(entry),
    el(
      "div",
      { className: "buttons" },
      button(t("edit"), edit, { className: "edit" }),
      button(t("drop"), drop),
    ),
  );
}
