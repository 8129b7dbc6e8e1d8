// The form of a decision, and the entries that it makes.

/** The office that decides: asked once and kept, or named by the desk. */
let office = meta("user");

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

/**
 * Return the decisions that a form makes. A correction is one decision, about a violation that prints one of
 * the figures: what else it settles is proved. Every other kind is said of each violation that is chosen.
 */
function entriesOf(cause, kind, values, form) {
  const wanted = kind === "corrected" ? [correctedMember(cause, form)] : chosenMembers(cause, form);
  return wanted.map((item) => entryOf(subjectOf(item), kind, values, form));
}

const chosenMembers = (cause, form) => cause.members.filter((item) => form.chosen.has(item.id));

function correctedMember(cause, form) {
  const figures = new Set(typedCells(form).map((cell) => `${cell.table ?? ""}/${keyOf(cell)}`));
  const prints = (item) => item.cells.some((cell) => figures.has(`${cell.table ?? ""}/${keyOf(cell)}`));
  return [cause.shown, ...cause.members].find(prints) ?? cause.shown;
}

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

/** The figures of its document that may be corrected: those of the repairs, then those of the checks. */
function correctable(cause) {
  const item = cause.shown;
  const own = [item, ...cause.members]
    .flatMap((each) => each.cells)
    .filter((cell) => cell.row !== null && tableOf(item, cell)?.place === item.place);
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
function drawValues(prefix, cause, form) {
  const item = cause.shown;
  const inputs = new Map();
  const fields = [...correctable(cause)].map(([key, cell], index) => {
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
      cause.choice = undefined;
      cause.showChanges();
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
  return el(
    "fieldset",
    { className: "values" },
    el("legend", {}, t("field_values")),
    el("p", { className: "hint" }, t(item.repairs.length ? "values_hint" : "values_hint_typed")),
    ...fold(fields, FIGURES, "more_values"),
    el("p", { id: `${prefix}-values-wrong`, className: "wrong" }),
  );
}

/** Say what is missing beside each field; return the first that is wrong. */
function firstWrong(form, element, asked) {
  const { kind } = form;
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
  const chosen = element.querySelector(".chosen");
  if (chosen) mark(chosen.querySelector("input"), chosen.querySelector(".wrong"), form.chosen.size ? "" : t("wrong_chosen"));
  for (const key of asked) {
    const input = element.elements[key];
    const isMissing = !input.value.trim() && !OPTIONAL[kind]?.has(key);
    mark(input, byId(`${input.id}-wrong`), isMissing ? t("wrong_empty") : "");
  }
  return first;
}

/** The violations that a decision is about, where the cause has several. */
function drawChosen(prefix, cause, form) {
  if (!cause || cause.members.length < 2 || form.kind === "corrected") return null;
  const boxes = cause.members.map((item) => {
    const id = `${prefix}-about-${item.index}`;
    const box = el("input", { type: "checkbox", id, checked: form.chosen.has(item.id) });
    box.addEventListener("change", () => form.chosen[box.checked ? "add" : "delete"](item.id));
    const said = [t("number", { n: item.number }), whereOf(item)].filter(Boolean).join(" · ");
    return el("div", { className: "choice" }, box, el("label", { htmlFor: id, lang: "ko" }, said));
  });
  return el(
    "fieldset",
    { className: "chosen" },
    el("legend", {}, t("chosen", { n: number(boxes.length) })),
    ...fold(boxes, MEMBERS, "more_members"),
    el("p", { id: `${prefix}-chosen-wrong`, className: "wrong" }),
  );
}

/** What the desk said against a decision. */
const drawErrors = (errors) =>
  errors.length
    ? el("div", { className: "errors", role: "alert" }, ...errors.map((error) => el("p", {}, error[language])))
    : null;

/**
 * The form of one kind of decision; `form` keeps what is typed while the page is drawn anew. Without a cause
 * it is about a decision whose finding is gone.
 */
function drawForm(prefix, cause, form, { save, close }) {
  const { kind } = form;
  const asked = FIELDS[kind].filter((key) => key !== "by" || !meta("user"));
  const fields = asked.map((key) =>
    drawField(
      prefix,
      key,
      key === "by" ? (form.values.by ?? office) : form.values[key],
      OPTIONAL[kind]?.has(key),
    ),
  );
  const submit = el("button", { type: "submit", className: "main" }, t(desk ? "save" : "keep"));
  const errors = el("div", {}, drawErrors(form.errors));
  const element = el(
    "form",
    { className: "decision", noValidate: true, "aria-label": t(`kind_${kind}`) },
    el("p", { className: "small-title" }, t(`kind_${kind}`)),
    el("p", { className: "hint" }, t(`hint_${kind}`)),
    kind === "corrected" ? drawValues(prefix, cause, form) : null,
    drawChosen(prefix, cause, form),
    ...fields,
    errors,
    el("div", { className: "buttons" }, submit, button(t("close"), close)),
  );
  element.addEventListener("input", (event) => {
    if (event.target.name) form.values[event.target.name] = event.target.value;
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    const wrong = firstWrong(form, element, asked);
    if (wrong) {
      wrong.focus();
      return;
    }
    const said = Object.fromEntries(asked.map((key) => [key, element.elements[key].value.trim()]));
    setOffice(said.by ?? office);
    submit.disabled = true;
    form.errors = await save({ ...said, by: office });
    submit.disabled = false;
    errors.replaceChildren(...[drawErrors(form.errors)].filter(Boolean));
  });
  return element;
}

/** Start a form: with what an entry already says, or with the repair that is being looked at. */
function newForm(cause, kind, entries = []) {
  const [entry] = entries;
  const form = {
    kind,
    values: entry ? { ...entry } : {},
    typed: new Map(),
    chosen: new Set(entries.map((each) => each.check)),
    errors: [],
    fill: () => {},
  };
  if (cause && !entries.length) for (const item of meantBy(cause, kind)) form.chosen.add(item.id);
  const proposed = cause?.shown.repairs[cause.choice]?.cells ?? [];
  const cells = kind !== "corrected" ? [] : (entry?.corrected ?? proposed);
  for (const cell of cells)
    if (cell.row !== null)
      form.typed.set(figureKey(cell), { cell: pick(cell, CORRECTED), value: cell.value });
  return form;
}

/** The violations that a decision is about unless somebody says otherwise. */
function meantBy({ members }, kind) {
  if (kind === "withdrawn") return members.filter(hasOwn);
  const waiting = members.filter((item) => waits(item) < 2);
  return waiting.length ? waiting : members;
}

/** Tell whether a decision stands about the violation itself. */
const hasOwn = (item) => item.decision?.check === item.id;
