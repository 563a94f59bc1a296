// Two groups of messages compared: the second tab of the pane that compares. It appears when this module
// has something to show:
//
//   export class GroupsView {
//     node                  what stands in the tab
//     constructor(announce) announce(text) says it to those who listen
//     draw(words)           makes everything in these words; also when the language changes
//   }
//
// `./groups.css` is loaded with it.

/** @type {(new (announce: (text: string) => void) => { node: HTMLElement, draw: (words: import('../words.js').Words) => Promise<void> }) | undefined} */
export const GroupsView = undefined;
