// Which findings are asked for.

const plain = (text) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, "$1");

/** Text that a search looks through, made when first needed; figures count with and without separators. */
function haystack(item) {
  if (item.haystack === undefined) {
    const words = data.isIndex ? briefWords(item) : itemWords(item);
    item.haystack = plain(words.filter(Boolean).join("\n"));
  }
  return item.haystack;
}

const numbered = (member) => member.number && t("number", { n: member.number });

function briefWords({ ko, en, table, source, unit, place, members }) {
  return [ko, en, table, source, unit, ...data.titles[place], ...members.flatMap((each) => [each.id, numbered(each)])];
}

function itemWords(item) {
  const report = data.documents[item.place];
  const { table, decision } = item;
  return [item.ko, item.en, item.statement, item.id, numbered(item), item.source, item.reason, item.unit]
    .concat(report.title, report.name, table.title, table.name, table.section, whereOf(item))
    .concat(decision ? [decision.by, decision.reason, decision.evidence, decision.office] : [])
    .concat(
      item.cells.map((cell) => cell.text),
      item.reported,
      item.expected,
      item.difference,
    );
}

const form = byId("filters");

/** Fields of the form that are kept in the address, by the names that they have there. */
const KEPT = ["q", "document", "status", "sort", "least", "unit"].filter((name) => form.elements[name]);
const boxes = [...form.querySelectorAll("[name=verdict]")];

function readFilters() {
  const value = (name) => form.elements[name]?.value ?? "";
  const least = Math.abs(Number(value("least").replace(new RegExp(`[,\\s${MINUS}]`, "g"), "")));
  return {
    words: plain(value("q")).split(/\s+/).filter(Boolean),
    document: value("document"),
    status: value("status"),
    sort: value("sort"),
    unit: value("unit"),
    least: Number.isFinite(least) ? least : 0,
    verdicts: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
    isAsked: KEPT.some((name) => name !== "sort" && value(name)) || boxes.some((box) => !box.checked),
  };
}

function clearFilters() {
  for (const name of KEPT) form.elements[name].value = "";
  for (const box of boxes) box.checked = true;
}

/** Return the part of an address that says what is asked for, and in which language. */
function addressOf(more = {}) {
  const said = new URLSearchParams();
  for (const name of KEPT) if (form.elements[name].value) said.set(name, form.elements[name].value);
  if (boxes.some((box) => !box.checked))
    said.set("verdict", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
  return addressWith(said, more);
}

function addressWith(said, more) {
  for (const [name, value] of Object.entries(more)) said.set(name, value);
  if (language !== SPOKEN) said.set("lang", language);
  const text = said.toString();
  return text ? `#${text}` : "";
}

/** The address of another page or of a finding: without the filters, in the language of this page. */
const linkTo = (page, more = {}) => page + (addressWith(new URLSearchParams(), more) || (page ? "" : "#"));

/** Write what is asked for into the address, so that it can be kept and sent. */
function writeAddress(more) {
  try {
    history.replaceState(null, "", addressOf(more) || location.pathname + location.search);
  } catch {
    // A browser that lets no file change its address: the page works without.
  }
}

/** The language that the page opens in. */
const SPOKEN = document.documentElement.lang;

/** Fill in the form from the address; return what else stands there. */
function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  const has = [...KEPT, "verdict", "lang", "check"].some((name) => said.has(name));
  for (const name of KEPT) form.elements[name].value = said.get(name) ?? "";
  const verdicts = said.get("verdict")?.split(",");
  for (const box of boxes) box.checked = !verdicts || verdicts.includes(box.value);
  if (byId("more-filters") && (verdicts || said.get("least") || said.get("unit"))) byId("more-filters").open = true;
  return { has, language: said.get("lang") ?? SPOKEN, check: said.get("check") ?? bareCheck() };
}

/** The check that is all of the address, as other pages may write it. */
function bareCheck() {
  try {
    const check = decodeURIComponent(location.hash.slice(1));
    return itemOf.has(check) || memberOf.has(check) ? check : null;
  } catch {
    return null;
  }
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
    (filters.status === "" || hasStatus(item, filters.status)) &&
    isLarge(item, filters) &&
    filters.words.every((word) => haystack(item).includes(word))
  );
}

function briefMatches(brief, filters) {
  return (
    (filters.document === "" || data.titles[brief.place][0] === filters.document) &&
    (filters.status === "" || brief.members.some((member) => hasStatus(member, filters.status))) &&
    isLarge(brief, filters) &&
    filters.words.every((word) => haystack(brief).includes(word))
  );
}
