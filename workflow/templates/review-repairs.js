// Repairs of a cause: looked at in place. That they make the table consistent was proved before; nothing is
// added here.

/** Repairs listed at once. */
const REPAIRS = 5;

/** Checks named of those that a repair mends, too. */
const NAMED = 10;


/** Return the figures that are to be shown otherwise, as [{table, row, column, part, text, value}]. */
function changesOf(item) {
  const cause = item.of;
  if (!cause) return [];
  if (cause.form?.kind === "corrected") return typedCells(cause.form);
  if (cause.choice !== undefined) return item.repairs[cause.choice]?.cells ?? [];
  return cause.members.flatMap((member) => mine.get(member.id)?.entry.corrected ?? []);
}

/** Plain digits with separators, as reports print them. */
function grouped(text) {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole, ...decimals] = text.replace("-", "△").split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
}

const changeText = (cell) =>
  `${cell.text.trim() || t("blank")} → ${grouped(cell.value)}${cell.table ? ` (‘${cell.table}’)` : ""}`;

/** Changes in one line, none of which breaks. */
const drawChanges = (cells) =>
  el("span", {}, ...cells.flatMap((cell, index) => [index ? ", " : "", el("span", { className: "whole" }, changeText(cell))]));

function choose(item, choice) {
  const cause = item.of;
  cause.choice = choice;
  if (cause.form?.kind === "corrected") cause.form.fill(item.repairs[choice]?.cells ?? []);
  cause.showChanges?.();
}

function repairOption(item, choice, text, reason, said) {
  const id = `repair-${item.index}-${choice}`;
  const input = el("input", {
    type: "radio",
    name: `repair-${item.index}`,
    id,
    checked: (item.of.choice ?? -1) === choice,
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

/** The other violations that the same repairs mend. */
const mendedToo = (item) =>
  item.of.members.filter((other) => other !== item);

function repairs(item) {
  const all = item.repairs;
  if (!item.of || !all.length) return null;
  const holds = el("div", { className: "holds", role: "status" });
  const said = () => {
    const others = mendedToo(item);
    const isChosen = (item.of.choice ?? -1) >= 0;
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
    const most = Math.max(listed + REPAIRS, (item.of.choice ?? -1) + 1);
    const added = all
      .slice(listed, most)
      .map((repair, index) =>
        repairOption(item, listed + index, drawChanges(repair.cells), repair[language], said),
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
