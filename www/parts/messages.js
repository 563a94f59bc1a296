// Which of several messages in one text the report is about.

import { h, raw } from './dom.js';

/** @typedef {import('./view.js').Now} Now */

/** Characters of a subject that stand in the list. */
const SHORT = 60;

/** @param {Now} now */
export function messages({ words, report, keep, go }) {
  const all = report.messages ?? [];
  if (all.length < 2) return null;
  const says = all.map(({ line, subject, from }) => [line, subject, from]);
  const { node, select } = keep.part('messages', says, null, () => {
    const select = h(
      'select',
      { id: 'message', 'data-messages': true, onchange: () => go.choose(select.selectedIndex) },
      all.map((message, i) =>
        h(
          'option',
          null,
          words.text('page.message', {
            number: { type: 'count', value: i + 1 },
            what: {
              type: 'node',
              value: text(message.subject || message.from) ?? words.text('page.message.unnamed'),
            },
            line: { type: 'count', value: message.line },
          }),
        ),
      ),
    );
    const node = h(
      'p',
      { class: 'messages' },
      h('label', { for: 'message' }, words.say('page.messages', { count: all.length })),
      ' ',
      select,
    );
    return { node, select };
  });
  select.selectedIndex = report.message ?? 0;
  return node;
}

/**
 * A value for a list, which holds nothing but text: hidden characters drawn, direction kept inside.
 * @param {string | undefined} value
 */
function text(value) {
  if (!value) return undefined;
  const shown =
    h('p', null, raw(value.length > SHORT ? `${value.slice(0, SHORT)}…` : value)).textContent ?? '';
  return `\u2068${shown}\u2069`;
}
