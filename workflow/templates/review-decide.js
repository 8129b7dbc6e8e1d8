// Deciding about a cause: what stands, what I decided, the form or its buttons.

function deciding(item) {
  const cause = item.of;
  if (!cause) return null;
  const prefix = `decide-${cause.lead.index}`;
  const title = el(`h${LEVEL + 1}`, { id: `${prefix}-title`, tabIndex: -1 }, t("decision"));
  const section = el("section", { className: "deciding", "aria-labelledby": title.id });
  const draw = (focus) => {
    section.replaceChildren(title, ...decided(cause), cause.form ? drawOpen() : drawClosed());
    cause.showChanges?.();
    section.querySelector(focus)?.focus();
  };
  const open = (kind, entries) => {
    cause.form = newForm(cause, kind, entries);
    draw("form input:not([type=checkbox]), form textarea");
  };
  const close = () => {
    const { kind } = cause.form;
    cause.form = undefined;
    draw(`[data-kind=${kind}], .edit`);
  };
  const drawOpen = () =>
    drawForm(prefix, cause, cause.form, {
      close,
      save: async (said) => {
        const { form } = cause;
        const errors = await saved(entriesOf(cause, form.kind, said, form), cause);
        if (errors.length) {
          form.errors = errors;
          // Somebody else's decision had the finding drawn anew.
          if (!section.isConnected) redraw(item);
          return errors;
        }
        cause.form = cause.choice = undefined;
        redraw(item);
        byId(`${prefix}-title`)?.focus();
        return [];
      },
    });
  const drawClosed = () => {
    const entries = cause.members.map((member) => mine.get(member.id)?.entry).filter(Boolean);
    if (entries.length) {
      const checks = entries.map((entry) => entry.check);
      return drawMine(
        entries,
        () => open(entries[0].decision, entries),
        () => remove(...checks),
      );
    }
    const kinds = Object.keys(FIELDS).filter((kind) => kind !== "withdrawn" || cause.members.some(hasOwn));
    const buttons = kinds.map((kind) => button(t(`kind_${kind}`), () => open(kind), { "data-kind": kind }));
    return el("div", { className: "buttons" }, ...buttons);
  };
  draw("none");
  return section;
}

/** Save decisions on the desk, or put them among mine; return what is said against them. */
async function saved(entries, cause) {
  if (desk) return post(entries, cause);
  const checks = new Set(entries.map((entry) => entry.check));
  for (const member of cause?.members ?? []) if (!checks.has(member.id)) mine.delete(member.id);
  keep(entries);
  say(keptText());
  return [];
}

/** Decisions of mine about one cause that are not in a file yet. */
function drawMine(entries, edit, drop) {
  const [entry] = entries;
  const title = `${t("my_decision")}: ${decisionTitle(entry.decision, entry.by, entry.date)}`;
  const about = entries.length > 1 ? ` (${t("violations", { n: number(entries.length) })})` : "";
  return el(
    "div",
    { className: "mine" },
    el("p", { className: "small-title" }, title + about),
    decisionFacts(entry),
    el(
      "div",
      { className: "buttons" },
      button(t("edit"), edit, { className: "edit" }),
      button(t("drop"), drop),
    ),
  );
}
