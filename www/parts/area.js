// A text field that shows a text.

/**
 * Selects a range of the shown text in its text field, which has one unit per line end.
 * @param {HTMLTextAreaElement} area @param {string} text @param {readonly [number, number]} span
 */
export function select(area, text, [start, end]) {
  const lost = (/** @type {number} */ at) => text.slice(0, at).split('\r\n').length - 1;
  const from = start - lost(start);
  area.focus({ preventScroll: true });
  area.setSelectionRange(from, end - lost(end));
  const before = area.value.slice(0, from);
  const line = before.split('\n').length - 1;
  const height = parseFloat(getComputedStyle(area).lineHeight) || 20;
  area.scrollTop = Math.max(0, line * height - area.clientHeight / 2);
  area.scrollLeft = Math.max(0, (from - before.lastIndexOf('\n') - 1) * 8 - area.clientWidth / 2);
  area.scrollIntoView({ block: 'nearest' });
}
