// How violations stand, on the page of a document and in the briefs of the index alike.

/** Causes in brief, where the page is the index; their members have `id`, `number`, `status`, `decision`. */
const briefs = data.briefs ?? [];
const memberOf = new Map(briefs.flatMap((brief) => brief.members.map((member) => [member.id, member])));

const isQuestion = (member) => member.status === "open" && member.decision?.kind === "question";

/** 0 while nobody has decided, 1 while an office is asked, 2 when it is settled. */
const waits = (member) =>
  member.status === "open" || member.status === "stale" ? (isQuestion(member) ? 1 : 0) : 2;
const causeWaits = ({ members }) => Math.min(...members.map(waits));

function hasStatus(member, status) {
  if (status === "mine") return mine.has(member.id);
  if (status === "question") return isQuestion(member);
  if (status === "example") return Boolean(member.decision?.example);
  if (status === "waiting") return Boolean(member.status) && waits(member) < 2;
  return member.status === status;
}

/** How each member stands, in words, each once: verdict and status, and what I decided about it. */
function statusTags(members) {
  const found = new Map();
  const add = (className, text) => found.set(text, el("span", { className: `status ${className}` }, text));
  for (const member of members) {
    if (member.status) add(`status-${member.status}`, t(isQuestion(member) ? "kind_question" : member.status));
    if (member.decision?.example) add("status-example", t("example"));
    const { entry } = mine.get(member.id) ?? {};
    if (entry) add("status-mine", `${t("my")}: ${t(`kind_${entry.decision}`)}`);
  }
  return [...found.values()];
}

/** What a unit measures, in the order in which differences of unlike units are listed; money first. */
const quantityOf = (unit) => data.units[unit]?.[0] ?? unit;
const QUANTITIES = [...new Set(["원", "count", ...Object.keys(data.units).map(quantityOf)])];
const sizeOf = ({ size, unit }) => (size ?? 0) * (data.units[unit]?.[1] ?? 1);

/** Orders of causes; `lead` has weight, relative, size, unit and number, which is that of its first member. */
const ORDERS = {
  "": (one, other) => other.weight - one.weight,
  relative: (one, other) => other.relative - one.relative,
  size: (one, other) =>
    QUANTITIES.indexOf(quantityOf(one.unit)) - QUANTITIES.indexOf(quantityOf(other.unit)) ||
    sizeOf(other) - sizeOf(one),
  place: () => 0,
};

/** Sort causes: those that wait first unless by place; `lead` returns what an order looks at. */
function sorted(found, sort, lead) {
  if (sort === "place")
    return [...found].sort(
      (one, other) => lead(one).place - lead(other).place || firstNumber(one) - firstNumber(other),
    );
  const order = ORDERS[sort] ?? ORDERS[""];
  return [...found].sort(
    (one, other) => causeWaits(one) - causeWaits(other) || order(lead(one), lead(other)),
  );
}

const firstNumber = ({ members }) => Math.min(...members.map((member) => member.number));

/** Count anew, in the line at the top, how violations stand. */
function countStatuses() {
  const all = data.isIndex
    ? [...memberOf.values()]
    : causes.flatMap(({ members }) => members);
  for (const place of document.querySelectorAll("[data-count]")) {
    const found = all.filter((member) => member.status === place.dataset.count).length;
    place.textContent = number(found);
    place.parentElement.hidden = found === 0;
  }
}

/** Take over how violations stand now; return the causes on the page that changed. */
function takeStates(found) {
  const changed = new Set();
  let isOther = false;
  for (const [check, { status, decision, mark }] of Object.entries(found)) {
    const member = memberOf.get(check);
    if (member && (member.status !== status || member.mark !== mark)) {
      Object.assign(member, { status, mark, decision: decision ?? undefined });
      isOther = true;
    }
    const item = itemOf.get(check);
    if (!item || (item.status === status && item.mark === mark)) continue;
    Object.assign(item, { status, mark, decision: decision ?? undefined });
    changed.add(item.of);
  }
  if (isOther || changed.size) countStatuses();
  if (isOther && data.isIndex) drawBriefs();
  return changed;
}
