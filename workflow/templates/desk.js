'use strict';
// What the desk's pages do besides: they work without it, but for waiting, which then reloads the page.

// A file dropped anywhere on the page goes into the form; otherwise the browser would open it.
const drop = document.querySelector('[data-drop]');
const files = drop && drop.querySelector('input[type=file]');
for (const kind of ['dragover', 'drop']) {
  document.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    if (!drop) return;
    drop.classList.toggle('over', kind === 'dragover');
    if (kind === 'drop' && event.dataTransfer.files.length) {
      files.files = event.dataTransfer.files;
      drop.requestSubmit();
    }
  });
}
document.addEventListener('dragleave', (event) => {
  if (drop && !event.relatedTarget) drop.classList.remove('over');
});

// A form is sent once; its button says that it was.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    form.classList.add('sent');
  });
}
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    form.classList.remove('sent');
  }
});

// What goes on in the background is asked for until it has ended.
const waiting = document.querySelector('[data-wait]');
async function wait() {
  try {
    const answer = await fetch(waiting.dataset.wait);
    const state = await answer.json();
    if (state.text !== undefined) waiting.textContent = state.text;
    if (state.done) { location.reload(); return; }
  } catch {
    // The desk was stopped: when it is started again, this goes on.
  }
  setTimeout(wait, 500);
}
if (waiting) setTimeout(wait, 300);

for (const link of document.querySelectorAll('[data-back]')) {
  link.addEventListener('click', (event) => {
    if (history.length > 1) { event.preventDefault(); history.back(); }
  });
}

// One button for all sentences of a table.
for (const button of document.querySelectorAll('[data-confirm-all]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    for (const radio of button.closest('fieldset').querySelectorAll('input[value=confirmed]')) radio.checked = true;
  });
}
