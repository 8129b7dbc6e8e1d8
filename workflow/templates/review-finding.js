// The body of one finding: what is known in figures, the choice of repairs, the tables, the marks.

/** Repairs listed at once. */
const REPAIRS = 10;

/** Checks named of those that a repair mends, too. */
const NAMED = 10;

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
  item.showChanges = () => {
    for (const table of [own, ...others]) table.change(changesOf(item));
  };
  return el("div", { className: "tables" }, own, ...others);
}

// Repairs: looked at in place. That they make the table consistent was proved before; nothing is added here.

/** Return the figures that are to be shown otherwise, as [{table, row, column, part, text, value}]. */
function changesOf(item) {
  if (item.form?.kind === "corrected") return typedCells(item.form);
  if (item.choice !== undefined) return item.repairs[item.choice]?.cells ?? [];
  return mine.get(item.id)?.entry.corrected ?? [];
}

/** Plain digits with separators, as reports print them. */
function grouped(text) {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole, ...decimals] = text.replace("-", "△").split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
}

const changeText = (cell) =>
  `${cell.text.trim() || t("blank")} → ${grouped(cell.value)}${cell.table ? ` (‘${cell.table}’)` : ""}`;

function choose(item, choice) {
  item.choice = choice;
  if (item.form?.kind === "corrected") item.form.fill(item.repairs[choice]?.cells ?? []);
  item.showChanges?.();
}

function repairOption(item, choice, text, reason, said) {
  const id = `repair-${item.index}-${choice}`;
  const input = el("input", {
    type: "radio",
    name: `repair-${item.index}`,
    id,
    checked: (item.choice ?? -1) === choice,
  });
  input.addEventListener("change", () => {
    choose(item, choice);
    said();
  });
  const className = choice < 0 ? "choice as-printed" : "choice";
  return el(
    "div",
    { className },
    input,
    el("label", { htmlFor: id }, text, reason && el("small", {}, ` — ${reason}`)),
  );
}

/** The violated checks of the table that the same repairs mend. */
const mendedToo = (item) =>
  items.filter((other) => other !== item && other.repairs.length && other.repairs === item.repairs);

function repairs(item) {
  const all = item.repairs;
  if (!all.length) return null;
  const holds = el("div", { className: "holds", role: "status" });
  const said = () => {
    const others = mendedToo(item);
    const isChosen = (item.choice ?? -1) >= 0;
    holds.replaceChildren(
      ...(isChosen ? [el("p", {}, t(isComparison(item) ? "holds_compared" : "holds"))] : []),
      ...(isChosen && others.length
        ? [
            el("p", {}, t("mends_too", { n: number(others.length) })),
            el(
              "ul",
              {},
              ...others
                .slice(0, NAMED)
                .map((other) => el("li", { lang: "ko" }, `${whereOf(other)}: ${other.statement}`)),
            ),
            others.length > NAMED ? el("p", {}, "…") : "",
          ]
        : []),
    );
  };
  const list = el("div", { className: "choices" }, repairOption(item, -1, t("as_printed"), "", said));
  let listed = 0;
  const more = button("", () => {
    const first = addSome();
    first.querySelector("input").focus();
  });
  const addSome = () => {
    const most = Math.max(listed + REPAIRS, (item.choice ?? -1) + 1);
    const added = all
      .slice(listed, most)
      .map((repair, index) =>
        repairOption(item, listed + index, repair.cells.map(changeText).join(", "), repair[language], said),
      );
    listed += added.length;
    list.append(...added);
    more.hidden = listed === all.length;
    more.textContent = t("more_repairs", { n: number(all.length - listed) });
    return added[0];
  };
  addSome();
  said();
  const hint = el("span", { className: "screen-only" }, ` ${t("repairs_hint")}`);
  const title = el("legend", {}, t(isComparison(item) ? "repairs_compared" : "repairs", { n: number(all.length) }), hint);
  return el("fieldset", { className: "repairs" }, title, list, more, holds);
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

/** What stands in decisions.yaml about a finding, and what has changed since. */
function decided(item) {
  const { decision } = item;
  if (!decision) return null;
  const isStale = item.status === "stale";
  const changed = decision.changed ?? [];
  return el(
    "div",
    { className: `decided${isStale ? " stale" : ""}` },
    el("p", { className: "small-title" }, decisionTitle(decision.kind, decision.by, decision.date)),
    decision.example ? el("p", { className: "example" }, t("example_hint")) : null,
    decisionFacts(decision),
    decision.check !== item.id ? el("p", {}, t("by_other", { check: decision.check })) : null,
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
