/** The one current view. Whoever shows part of it listens; whoever changes it calls `change`. */

import { read, write } from "./view.js";

/** @typedef {import("./view.js").View} View */

/** @type {View} */
let current = read(location.search);

/** @type {((view: View, before: View) => void)[]} */
const listeners = [];

/** @returns {View} */
export const view = () => current;

/** @param {(view: View, before: View) => void} listener called after every change */
export function listen(listener) {
  listeners.push(listener);
}

/** Write the view into the address, so that it can be gone back to, kept and sent. */
export function keep() {
  const query = write(current);
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

/**
 * @param {Partial<View>} parts what is now otherwise
 * @param {boolean} [passing] while playing: browsers refuse an address that changes four times a second
 */
export function change(parts, passing = false) {
  const before = current;
  current = { ...current, ...parts };
  if (write(current) === write(before)) return;
  if (!passing) keep();
  for (const listener of listeners) listener(current, before);
}
