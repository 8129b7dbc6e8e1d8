// The index: the first cause in full, and all of them in brief, each leading to the page of its document.

/** Causes drawn at once. */
const LINES = 50;

const asLead = (brief) => ({ ...brief, number: brief.members[0].number });

function briefLine(brief) {
  const [name, title] = data.titles[brief.place];
  const [first] = brief.members;
  const others = brief.members.length > 1 ? t("one_of", { n: number(brief.members.length) }) : "";
  const where = [t("number", { n: first.number }), others, title, brief.table, brief.source];
  const address = linkTo(`documents/${name}.html`, { check: first.id });
  return el(
    "li",
    { className: "brief" },
    el("span", { className: "tags" }, ...statusTags(brief.members)),
    el(
      "div",
      { className: "say" },
      el("a", { href: address, lang: language }, brief[language]),
      el("p", { className: "where", lang: "ko" }, where.filter(Boolean).join(" · ")),
    ),
  );
}

const isDone = ({ members }) => members.every((member) => waits(member) === 2 || mine.has(member.id));

/** Once the largest is decided, lead on to the next. */
function drawNext() {
  const waiting = briefs.filter((brief) => !isDone(brief));
  const next = isDone(briefs[0]) && sorted(waiting, "", (brief) => brief)[0];
  if (!next) {
    byId("worst-next").replaceChildren();
    return;
  }
  const address = linkTo(`documents/${data.titles[next.place][0]}.html`, { check: next.members[0].id });
  byId("worst-next").replaceChildren(t("next"), " ", el("a", { href: address }, next[language]));
}

/** Draw the causes that the filters ask for. */
function drawBriefs() {
  drawNext();
  const filters = readFilters();
  const wanted = briefs.filter((brief) => briefMatches(brief, filters));
  const found = sorted(wanted, filters.sort, (brief) => brief);
  const list = el("ol", { className: "briefs" });
  const more = button("", () => drawMore().querySelector("a").focus(), { className: "more" });
  const unprinted = el("p", { className: "print-only" });
  let drawn = 0;
  const drawMore = () => {
    const lines = found.slice(drawn, drawn + LINES).map(briefLine);
    drawn += lines.length;
    list.append(...lines);
    const left = found.length - drawn;
    more.hidden = unprinted.hidden = left === 0;
    more.textContent = t("more", { n: number(Math.min(LINES, left)), left: number(left) });
    unprinted.textContent = t("not_printed", { left: number(left) });
    return lines[0];
  };
  drawMore();
  const none = el("p", { className: "note" }, t("none"));
  byId("list").replaceChildren(...(found.length ? [list, more, unprinted] : [none]));
  byId("count").textContent = t("shown_causes", { n: number(found.length), all: number(briefs.length) });
  return filters;
}

function applyIndex() {
  if (!briefs.length) return;
  byId("results").hidden = false;
  byId("worst").hidden = drawBriefs().isAsked;
}

function drawWorst() {
  if (!causes.length) return;
  const article = drawItem(causes[0].lead);
  byId("worst-item").replaceChildren(article);
  article.draw();
}
