// Which findings are asked for.

const plain = (text) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, "$1");

/** Text that a search looks through, made when first needed; figures count with and without separators. */
function haystack(item) {
  if (item.haystack === undefined) {
    const report = data.documents[item.place];
    const { table, decision } = item;
    const words = [item.ko, item.en, item.statement, item.id, item.source, item.reason, item.unit]
      .concat(report.title, report.name, table.title, table.name, table.section, whereOf(item))
      .concat(decision ? [decision.by, decision.reason, decision.evidence, decision.office] : [])
      .concat(
        item.cells.map((cell) => cell.text),
        item.reported,
        item.expected,
        item.difference,
      );
    item.haystack = plain(words.filter(Boolean).join("\n"));
  }
  return item.haystack;
}

function readFilters() {
  const least = Math.abs(Number(byId("least").value.replace(new RegExp(`[,\\s${MINUS}]`, "g"), "")));
  return {
    words: plain(byId("search").value).split(/\s+/).filter(Boolean),
    place: byId("document").value,
    status: byId("status").value,
    unit: byId("unit").value,
    least: Number.isFinite(least) ? least : 0,
    verdicts: new Set([...document.querySelectorAll("[name=verdict]:checked")].map((box) => box.value)),
  };
}

function hasStatus(item, status) {
  if (status === "mine") return mine.has(item.id);
  if (status === "question") return item.status === "open" && item.decision?.kind === "question";
  return item.status === status;
}

/** Compare a difference with the least one asked for: in the chosen unit, else each in its own. */
function isLarge(item, { least, unit }) {
  if (!unit) return least === 0 || (item.size !== null && item.size >= least);
  const [quantity, scale] = data.units[item.unit] ?? ["", 0];
  const [wanted, size] = data.units[unit];
  if (quantity !== wanted) return false;
  return least === 0 || (item.size !== null && item.size * scale >= least * size * (1 - 1e-12));
}

function matches(item, filters) {
  return (
    filters.verdicts.has(item.verdict) &&
    (filters.place === "" || item.place === Number(filters.place)) &&
    (filters.status === "" || hasStatus(item, filters.status)) &&
    isLarge(item, filters) &&
    filters.words.every((word) => haystack(item).includes(word))
  );
}
