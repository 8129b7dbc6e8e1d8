// The list of findings: documents, groups, items. Draws only what is asked for.

/** Items drawn at once in a group. */
const BATCH = 25;
/** Groups in the order of a document's section, and those that stand open without being asked. */
const GROUPS = ["violated", "undecided", "unexplained", "rounding", "exact", "explained"];
const STANDS_OPEN = new Set(["violated", "undecided", "unexplained"]);

/** Number of kinds that the verdict filter tells apart; fewer ticked means that the user asks for them. */
const VERDICTS = document.querySelectorAll("[name=verdict]").length;

const checks = items.filter((item) => item.verdict !== "uncovered").length;

/** The parts of an item's body, top to bottom; each returns an element or null. */
const BODY = [facts, repairs, drawTables, notes, outside, legend, deciding];

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
  const isAsked = item.status === "open" && item.decision?.kind === "question";
  const { entry } = mine.get(item.id) ?? {};
  return el(
    "span",
    { className: "tags" },
    el("span", { className: "verdict" }, t(verdict)),
    item.status &&
      el("span", { className: `status status-${item.status}` }, t(isAsked ? "kind_question" : item.status)),
    item.decision?.example && el("span", { className: "status status-example" }, t("example")),
    entry && el("span", { className: "status status-mine" }, `${t("my")}: ${t(`kind_${entry.decision}`)}`),
  );
}

function drawItem(item) {
  const id = `item-${item.index}`;
  const section = [...new Set([item.table.section, item.table.title])].filter(Boolean).join(" › ");
  const where = [section, item.verdict === "uncovered" ? "" : whereOf(item), item.source];
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
        el("h5", { id, tabIndex: -1 }, sentence(item)),
        el("p", { className: "where", lang: "ko" }, where.filter(Boolean).join(" · ")),
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
    item.isOpen = isOpen;
    body.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.textContent = t(isOpen ? "hide_table" : "show_table");
    if (!isOpen) return;
    if (nearby) nearby.observe(article);
    else article.draw();
  };
  article.setOpen(item.isOpen ?? item.verdict === "violated");
  return article;
}

/** Draw an item anew where it stands. */
function redraw(item) {
  const old = byId(`item-${item.index}`)?.closest("article");
  if (!old) return;
  const article = drawItem(item);
  old.replaceWith(article);
  if (item.isOpen) article.draw();
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

// Groups and documents

const count = (group, found) =>
  group.endsWith("explained") ? found.reduce((sum, item) => sum + item.cells.length, 0) : found.length;

function drawGroup(group, found, isOpen, id, wanted) {
  const title = el(
    "h4",
    { id },
    t(group),
    " ",
    el("span", { className: "count" }, number(count(group, found))),
  );
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
  return el(
    "div",
    { className: `group group-${group}` },
    el("div", { className: "group-title" }, title, toggle),
    inside,
  );
}

function drawDocument(report, place, found, filters, wanted) {
  const id = `document-${place}`;
  const isAsked = filters.verdicts.size < VERDICTS || filters.status !== "";
  const groups = GROUPS.map((group) => [group, found.filter((item) => item.group === group)])
    .filter(([, members]) => members.length)
    .map(([group, members]) =>
      drawGroup(group, members, STANDS_OPEN.has(group) || isAsked, `${id}-${group}`, wanted),
    );
  const details = report.details.length ? el("p", { className: "where" }, report.details.join(" · ")) : null;
  return el(
    "section",
    { className: "document", id, "aria-labelledby": `${id}-title`, tabIndex: -1 },
    el("h3", { id: `${id}-title`, lang: "ko" }, report.title),
    details,
    ...groups,
  );
}

/** Draw what the filters ask for; `wanted` is drawn however far down it stands. */
function apply(wanted) {
  const filters = readFilters();
  const found = items.filter((item) => matches(item, filters));
  nearby?.disconnect();
  const byPlace = new Map();
  for (const item of found) {
    if (!byPlace.has(item.place)) byPlace.set(item.place, []);
    byPlace.get(item.place).push(item);
  }
  const sections = [...byPlace].map(([place, members]) =>
    drawDocument(data.documents[place], place, members, filters, wanted),
  );
  byId("list").replaceChildren(...(sections.length ? sections : [el("p", { className: "note" }, t("none"))]));
  byId("count").textContent = countText(found);
}

function countText(found) {
  const findings = found.filter((item) => item.verdict !== "uncovered");
  const cells = count(
    "unexplained",
    found.filter((item) => item.verdict === "uncovered"),
  );
  const texts = [t("shown", { all: number(checks), n: number(findings.length) })];
  if (cells) texts.push(t("shown_cells", { n: number(cells) }));
  return texts.join(", ");
}
