// The list of a document: its causes, those that wait first, then what else was checked. Draws what is asked.

/** Items drawn at once in a group. */
const BATCH = 25;
/** Groups in their order, and those that stand open without being asked. */
const GROUPS = ["waiting", "settled", "undecided", "unexplained", "rounding", "exact", "explained"];
const STANDS_OPEN = new Set(["waiting", "undecided", "unexplained"]);
/** Level of an item's heading. */
const LEVEL = data.isIndex ? 3 : 4;

const checks = items.filter((item) => item.verdict !== "uncovered").length;

/** The parts of an item's body, top to bottom; each returns an element or null. */
const BODY = [facts, beside, notes, outside, legend, deciding, reference];

/** The tables, and beside them, where there is room, what can be chosen about them. */
function beside(item) {
  const choices = [members(item), repairs(item)].filter(Boolean);
  const tables = drawTables(item);
  if (!choices.length) return tables;
  return el("div", { className: "beside" }, tables, el("div", { className: "choosing" }, ...choices));
}

function sentence(item) {
  return item.verdict === "uncovered" ? t("uncovered", { n: number(item.cells.length) }) : item[language];
}

function reasonLine(item) {
  if (item.verdict !== "uncovered") return null;
  const className = item.reason ? "reason" : "reason missing";
  return el("p", { className }, `${t("reason")}: ${item.reason || t("no_reason")}`);
}

/** Verdict and status, and whether I decided about it. */
function tags(item) {
  const verdict = item.verdict === "uncovered" ? "mark_uncovered" : item.verdict;
  return el(
    "span",
    { className: "tags" },
    el("span", { className: "verdict" }, t(verdict)),
    ...(item.of ? statusTags(item.of.members) : []),
  );
}

/** The number of a violation, which leads to it: an address to keep and to send. */
function numberLink(item) {
  if (!item.of) return null;
  const page = data.isIndex ? `documents/${data.documents[0].name}.html` : "";
  const all = item.of.members.length;
  return [
    el("a", { className: "number", href: linkTo(page, { check: item.id }) }, t("number", { n: item.number })),
    all > 1 ? ` ${t("one_of", { n: number(all) })}` : "",
    " · ",
  ];
}

function whereLine(item) {
  const section = [...new Set([item.table.section, item.table.title])].filter(Boolean).join(" › ");
  const document = data.isIndex ? data.documents[0].title : "";
  const where = [document, section, item.verdict === "uncovered" ? "" : whereOf(item), item.source];
  return el("p", { className: "where", lang: "ko" }, ...(numberLink(item) ?? []), where.filter(Boolean).join(" · "));
}

/** Draw a cause, or one of the other findings; `lead` names the place of either on the page. */
function drawItem(lead) {
  const item = lead.of?.shown ?? lead;
  const id = `item-${lead.index}`;
  const isLoud = item.group === "unexplained";
  const toggle = button("", () => article.setOpen(body.hidden), {
    "aria-controls": `${id}-body`,
    "aria-describedby": id,
  });
  const body = el("div", { className: "body", id: `${id}-body` });
  const article = el(
    "article",
    { className: `item verdict-${item.verdict}${isLoud ? " unexplained" : ""}`, "aria-labelledby": id },
    el(
      "div",
      { className: "top" },
      tags(item),
      el(
        "div",
        { className: "say" },
        el(`h${LEVEL}`, { id, tabIndex: -1 }, sentence(item)),
        whereLine(item),
        reasonLine(item),
      ),
      toggle,
    ),
    body,
  );
  article.item = item;
  article.draw = () => {
    if (!body.firstChild) body.append(...BODY.map((part) => part(item)).filter(Boolean));
  };
  article.setOpen = (isOpen) => {
    lead.isOpen = isOpen;
    body.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.textContent = t(isOpen ? "hide_table" : "show_table");
    if (!isOpen) return;
    if (nearby) nearby.observe(article);
    else article.draw();
  };
  article.setOpen(lead.isOpen ?? item.verdict === "violated");
  return article;
}

/** Draw an item anew where it stands; who is typing in it goes on. */
function redraw(item) {
  const lead = item.of?.lead ?? item;
  const old = byId(`item-${lead.index}`)?.closest("article");
  if (!old) return;
  const { id } = old.contains(document.activeElement) ? document.activeElement : {};
  const article = drawItem(lead);
  old.replaceWith(article);
  if (lead.isOpen) article.draw();
  if (id) byId(id)?.focus();
}

/** Frames until what comes near the window has been drawn and nothing moves any more. */
const FRAMES = 12;

/** Scroll to an element and stay there while tables above it are drawn. */
function settleAt(element, frames = FRAMES) {
  element.scrollIntoView();
  if (frames) requestAnimationFrame(() => settleAt(element, frames - 1));
}

/** Draws the bodies of open items that come near the window; a table that need not scroll is no tab stop. */
function drawNear(entries) {
  const articles = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
  for (const article of articles) {
    nearby.unobserve(article);
    article.draw();
  }
  const scrolling = articles.flatMap((article) => [...article.querySelectorAll(".scroll")]);
  const fits = scrolling.map((region) => region.scrollWidth <= region.clientWidth);
  scrolling.forEach((region, index) => (region.tabIndex = fits[index] ? -1 : 0));
}

const nearby =
  "IntersectionObserver" in window ? new IntersectionObserver(drawNear, { rootMargin: "1200px" }) : null;

// Groups

const count = (group, found) =>
  group.endsWith("explained") ? found.reduce((sum, item) => sum + item.cells.length, 0) : found.length;

function drawGroup(group, found, isOpen, id, wanted) {
  const counted = el("span", { className: "count" }, number(count(group, found)));
  const title = el("h3", { id }, t(group), " ", counted);
  const toggle = button("", () => setOpen(inside.hidden), { "aria-describedby": id });
  const list = el("div", { className: "items" });
  const more = button("", () => drawMore().querySelector("button").focus(), { className: "more" });
  const unprinted = el("p", { className: "print-only" });
  let drawn = 0;
  const drawMore = () => {
    const most = Math.max(BATCH, found.indexOf(wanted) + 1 - drawn);
    const batch = found.slice(drawn, drawn + most).map(drawItem);
    drawn += batch.length;
    list.append(...batch);
    const left = found.length - drawn;
    more.hidden = unprinted.hidden = left === 0;
    unprinted.textContent = t("not_printed", { left: number(left) });
    more.textContent = t("more", { n: number(Math.min(BATCH, left)), left: number(left) });
    return batch[0];
  };
  const inside = el("div", {}, list, more, unprinted);
  const setOpen = (open) => {
    if (open && !drawn) drawMore();
    inside.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = t(open ? "hide_group" : "show_group");
  };
  setOpen(isOpen || found.includes(wanted));
  const made = el(
    "div",
    { className: `group group-${group}` },
    el("div", { className: "group-title" }, title, toggle),
    inside,
  );
  // What is decided stays where it is looked at; it waits no more.
  made.recount = () => {
    const left = group === "waiting" ? found.filter((item) => causeWaits(item.of) < 2) : found;
    counted.textContent = number(count(group, left));
  };
  return made;
}

/** Return what the filters ask for by group: leads of causes, and other findings. */
function byGroup(filters) {
  const found = new Map(GROUPS.map((group) => [group, []]));
  const wanted = causes.filter((cause) => cause.members.some((item) => matches(item, filters)));
  for (const cause of sorted(wanted, filters.sort, (each) => each.lead))
    found.get(causeWaits(cause) < 2 ? "waiting" : "settled").push(cause.lead);
  for (const item of items) if (!item.of && matches(item, filters)) found.get(item.group).push(item);
  return found;
}

/** Draw what the filters ask for; `wanted` is drawn however far down it stands. */
function apply(wanted) {
  const filters = readFilters();
  const found = byGroup(filters);
  nearby?.disconnect();
  const hasWaiting = found.get("waiting").length > 0;
  const groups = [...found]
    .filter(([, leads]) => leads.length)
    .map(([group, leads]) => {
      const isOpen = STANDS_OPEN.has(group) || filters.isAsked || (group === "settled" && !hasWaiting);
      return drawGroup(group, leads, isOpen, `group-${group}`, wanted);
    });
  byId("list").replaceChildren(...(groups.length ? groups : [el("p", { className: "note" }, t("none"))]));
  byId("count").textContent = countText(filters, found);
}

function countText(filters, found) {
  const shown = items.filter((item) => item.verdict !== "uncovered" && matches(item, filters)).length;
  const leads = found.get("waiting").length + found.get("settled").length;
  const cells = count("unexplained", [...found.get("unexplained"), ...found.get("explained")]);
  const texts = [
    t("shown_causes", { n: number(leads), all: number(causes.length) }),
    t("shown", { all: number(checks), n: number(shown) }),
  ];
  if (cells) texts.push(t("shown_cells", { n: number(cells) }));
  return texts.join(", ");
}
