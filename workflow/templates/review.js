// The page: language, the form of the filters, and what happens when it opens and prints.

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-t]"))
    node.textContent = t(node.dataset.t, node.dataset);
  for (const node of document.querySelectorAll("[data-t-label]"))
    node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]"))
    node.placeholder = t(node.dataset.tPlaceholder);
  for (const each of document.querySelectorAll("[data-language]"))
    each.setAttribute("aria-pressed", String(each.dataset.language === chosen));
  byId("said").textContent = "";
  unfold(!byId("mine-list").hidden);
  showMine();
  apply();
}

const shownArticles = () => [...document.querySelectorAll("article.item")];

function goToDocument(place) {
  byId("filters").reset();
  byId("document").value = place;
  setTimeout(() => {
    apply();
    const section = byId(`document-${place}`) ?? byId("results");
    section.focus({ preventScroll: true });
    settleAt(section);
  });
}

function start() {
  const form = byId("filters");
  form.hidden = false;
  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  form.addEventListener("reset", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply);
  });
  byId("open-all").addEventListener("click", () =>
    shownArticles().forEach((article) => article.setOpen(true)),
  );
  byId("close-all").addEventListener("click", () =>
    shownArticles().forEach((article) => article.setOpen(false)),
  );
  for (const each of document.querySelectorAll("[data-language]"))
    each.addEventListener("click", () => speak(each.dataset.language));
  for (const link of document.querySelectorAll("a[data-document]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goToDocument(link.dataset.document);
    });
  // What stands open is printed; bodies that were not near the window yet are drawn first.
  window.addEventListener("beforeprint", () =>
    shownArticles().forEach((article) => article.querySelector(".body").hidden || article.draw()),
  );
  startMine();
  showMine();
  apply();
}

start();
