// The body of one finding: what is known in figures, the tables, the marks, what was decided.

/** A definition list of what is known of a finding in figures. */
function facts(item) {
  const withUnit = (value) => (value && item.unit ? `${value} ${item.unit}` : value);
  if (item.verdict === "uncovered") return null;
  const pairs = [
    ["reported", withUnit(item.reported)],
    ["expected", withUnit(item.expected)],
    ["difference", withUnit(item.difference)],
    ["unit", item.reported ? "" : item.unit],
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

/** The kind of check and its name, for who looks for them elsewhere. */
function reference(item) {
  if (!item.id) return null;
  return el("p", { className: "reference" }, `${t("check_id")}: ${t(`rule_${item.rule}`)} · `, el("code", {}, item.id));
}

/** The violations of a cause, where there are several: the one that is chosen is marked in the table. */
function members(item) {
  if (!item.of || item.of.members.length < 2) return null;
  const cause = item.of;
  const name = `member-${cause.lead.index}`;
  const lines = cause.members.map((member) => {
    const id = `${name}-${member.index}`;
    const input = el("input", { type: "radio", name, id, checked: member === cause.shown });
    input.addEventListener("change", () => {
      cause.shown = member;
      redraw(member);
      byId(id).focus();
    });
    const where = [whereOf(member), member.difference && `${t("difference")} ${member.difference}`];
    const said = [t("number", { n: member.number }), ...where].filter(Boolean).join(" · ");
    return el("div", { className: "choice" }, input, el("label", { htmlFor: id, lang: "ko" }, said));
  });
  return el(
    "fieldset",
    { className: "members" },
    el("legend", {}, t("members", { n: number(lines.length) })),
    ...fold(lines, MEMBERS, "more_members"),
  );
}

/** Violations of a cause listed at once. */
const MEMBERS = 6;

/** Return elements, those after the first few folded away. */
function fold(elements, most, key) {
  const rest = elements.slice(most);
  if (!rest.length) return elements;
  const folded = el("details", {}, el("summary", {}, t(key, { n: number(rest.length) })), ...rest);
  return [...elements.slice(0, most), folded];
}

/** What the marks in the tables mean: one line a mark that occurs. */
function legend(item) {
  const marks = [...new Set(item.cells.map((cell) => cell.role))].map((role) => [role, roleClass(role)]);
  if (item.repairs.length && !isComparison(item) && item.status !== "corrected") marks.push(["suspect", "is-suspect"]);
  const lines = marks.map(([mark, className]) =>
    el(
      "li",
      {},
      el(
        "span",
        { className, "aria-hidden": "true" },
        el("span", { className: `mark${mark === "suspect" ? " suspect" : ""}` }, t(`mark_${mark}`)),
      ),
      t(`role_${mark}`),
    ),
  );
  return el("ul", { className: "legend", "aria-label": t("legend") }, ...lines);
}

function notes(item) {
  const { caption, footnote } = item.table;
  return caption || footnote
    ? el("p", { className: "notes", lang: "ko" }, [caption, footnote].filter(Boolean).join(" "))
    : null;
}

/** Figures of the check that stand in no table: in a caption, in the prose. */
function outside(item) {
  const cells = item.cells.filter((cell) => !tableOf(item, cell));
  if (!cells.length) return null;
  const lines = cells.map((cell) =>
    el("li", {}, `${cell.text} (${t(`role_${cell.role}`)}) — ${cell.place ?? ""}`),
  );
  return el("div", {}, el("p", { className: "small-title" }, t("outside")), el("ul", {}, ...lines));
}

/** The table of the finding, and those of the figures that it is compared with. */
function drawTables(item) {
  const partners = new Set(
    item.cells.map((cell) => tableOf(item, cell)).filter((table) => table && table !== item.table),
  );
  const own = drawTable(item.table, item, `table-${item.index}`, changesOf(item));
  const others = [...partners].map((table, index) =>
    drawTable(table, item, `table-${item.index}-${index}`, changesOf(item)),
  );
  if (item.of)
    item.of.showChanges = () => {
      for (const table of [own, ...others]) table.change(changesOf(item));
    };
  return el("div", { className: "tables" }, own, ...others);
}

// What was decided

function changedLine(cell, item) {
  const table = cell.row === null ? null : cell.table ? tableOf(item, cell) : item.table;
  const text = (value) => (value === null ? t("no_figure") : value.trim() || t("blank"));
  const where = table ? labelsOf(table, cell) : (cell.table ?? "");
  return el("li", {}, where && `${where}: `, `${text(cell.was)} → ${text(cell.now)}`);
}

/** Lines that say of a decision why, by what evidence, who is asked, and what it corrects. */
function decisionFacts(decision) {
  const ask = [decision.office, decision.due && t("until", { date: decision.due })]
    .filter(Boolean)
    .join(", ");
  const pairs = [
    ["reason", decision.reason],
    ["evidence", decision.evidence],
    ["asked", ask],
    ["corrected_to", (decision.corrected ?? []).map(changeText).join(", ")],
  ].filter(([, value]) => value);
  return el(
    "dl",
    { className: "facts" },
    ...pairs.map(([key, value]) => el("div", {}, el("dt", {}, t(key)), el("dd", { lang: "ko" }, value))),
  );
}

const decisionTitle = (kind, by, date) => `${t(`kind_${kind}`)} — ${[by, date].filter(Boolean).join(", ")}`;

/** What stands in decisions.yaml about the violations of a cause: what is said of several, once. */
function decided(cause) {
  const said = new Map();
  for (const item of cause.members.filter((member) => member.decision)) {
    const { check: _, ...rest } = item.decision;
    const key = JSON.stringify([item.status, rest]);
    if (!said.has(key)) said.set(key, []);
    said.get(key).push(item);
  }
  const isWhole = said.size === 1 && [...said.values()][0].length === cause.members.length;
  return [...said.values()].map((found) => decidedOne(found, isWhole));
}

function decidedOne(found, isWhole) {
  const [item] = found;
  const { decision } = item;
  const about = isWhole ? null : el("p", {}, found.map((each) => t("number", { n: each.number })).join(", "));
  const isStale = item.status === "stale";
  const changed = decision.changed ?? [];
  return el(
    "div",
    { className: `decided${isStale ? " stale" : ""}` },
    el("p", { className: "small-title" }, decisionTitle(decision.kind, decision.by, decision.date)),
    about,
    decision.example ? el("p", { className: "example" }, t("example_hint")) : null,
    decisionFacts(decision),
    !item.of.members.some((member) => member.id === decision.check) ? el("p", {}, t("by_other", { check: decision.check })) : null,
    isStale
      ? el(
          "p",
          { className: "small-title" },
          t(changed.length ? "changed" : "changed_elsewhere", { files: decision.files.join(", ") }),
        )
      : null,
    changed.length ? el("ul", {}, ...changed.map((cell) => changedLine(cell, item))) : null,
  );
}
