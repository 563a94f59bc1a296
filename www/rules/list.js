// The list of rules, shortened to what a reader asks for. Without this script it is a plain list.

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.rules > li')]);
const count = /** @type {HTMLOutputElement} */ (form.querySelector('output'));
const template = count.dataset.text ?? '';

/** Folded alike on both sides: capitals, full-width letters. @param {string} text */
const folded = (text) => text.normalize('NFKC').toLowerCase();
const texts = rows.map((row) => folded(`${row.textContent} ${row.dataset.names}`));

function show() {
  const asked = new FormData(form);
  const words = folded(String(asked.get('text'))).split(/\s+/);
  const wanted = ['level', 'group', 'provider', 'filter'].map((name) => [
    name,
    String(asked.get(name)),
  ]);
  let shown = 0;
  rows.forEach((row, at) => {
    const fits =
      words.every((word) => texts[at]?.includes(word)) &&
      wanted.every(
        ([name = '', value = '']) => !value || (row.dataset[name] ?? '').split(' ').includes(value),
      );
    row.hidden = !fits;
    shown += Number(fits);
  });
  count.textContent = template
    .replace('{shown}', String(shown))
    .replace('{all}', String(rows.length));
}

form.hidden = false;
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
// After the fields have their first values again.
form.addEventListener('reset', () => setTimeout(show));
show();
