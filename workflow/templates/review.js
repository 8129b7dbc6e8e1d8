// The page: language, the form of the filters, the address, and what happens when it opens and prints.

const draw = data.isIndex ? applyIndex : apply;

function speak(chosen) {
  if (chosen !== language) byId("said").textContent = "";
  language = chosen;
  document.documentElement.lang = chosen;
  if (data.isIndex) document.title = t("title");
  for (const node of document.querySelectorAll("[data-t]"))
    node.textContent = t(node.dataset.t, node.dataset);
  for (const node of document.querySelectorAll("[data-t-label]"))
    node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]"))
    node.placeholder = t(node.dataset.tPlaceholder);
  for (const each of document.querySelectorAll("[data-language]"))
    each.setAttribute("aria-pressed", String(each.dataset.language === chosen));
  for (const link of document.querySelectorAll("a[data-page]"))
    link.href = linkTo(link.getAttribute("href").split("#")[0]);
  unfold(!byId("mine-list").hidden);
  showMine();
  if (data.isIndex) drawWorst();
  draw();
}

const shownArticles = () => [...document.querySelectorAll("article.item")];

/** Show a finding whatever is asked for, and go there. */
function goTo(item) {
  if (item.of) item.of.shown = item;
  const lead = item.of?.lead ?? item;
  lead.isOpen = true;
  if (![item, ...(item.of?.members ?? [])].some((each) => matches(each, readFilters()))) clearFilters();
  clearTimeout(waiting);
  apply(lead);
  setBusy(false);
  const title = byId(`item-${lead.index}`);
  title.closest("article").draw();
  title.focus({ preventScroll: true });
  settleAt(title);
}

let waiting = 0;

/** Do what the address says: the language, the filters, and the finding that it leads to. */
function followAddress() {
  const said = readAddress();
  if (said.has && said.language in data.strings && said.language !== language) speak(said.language);
  const wanted = itemOf.get(said.check);
  if (data.isIndex && memberOf.has(said.check)) {
    location.replace(linkTo(`documents/${said.check.split("/")[0]}.html`, { check: said.check }));
  } else if (wanted && !data.isIndex) goTo(wanted);
  else if (said.has) draw();
}

/** Say of the list whether it is still to follow what was asked for. */
const setBusy = (is) => byId("list").setAttribute("aria-busy", String(is));

function asked() {
  setBusy(true);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    writeAddress();
    draw();
    setBusy(false);
  }, 150);
}

function start() {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", asked);
  form.addEventListener("reset", () => {
    setBusy(true);
    setTimeout(asked); // when the fields are empty
  });
  byId("open-all")?.addEventListener("click", () =>
    shownArticles().forEach((article) => article.setOpen(true)),
  );
  byId("close-all")?.addEventListener("click", () =>
    shownArticles().forEach((article) => article.setOpen(false)),
  );
  for (const each of document.querySelectorAll("[data-language]"))
    each.addEventListener("click", () => {
      speak(each.dataset.language);
      writeAddress();
    });
  window.addEventListener("hashchange", followAddress);
  // What stands open is printed; bodies that were not near the window yet are drawn first.
  window.addEventListener("beforeprint", () =>
    shownArticles().forEach((article) => article.querySelector(".body").hidden || article.draw()),
  );
  startMine();
  speak(language); // a page is written in Korean, whatever it is served in
  if (location.hash) followAddress();
  startDesk();
}

start();
