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

/** @param {Partial<View>} parts what is now otherwise */
export function change(parts) {
  const before = current;
  current = { ...current, ...parts };
  const query = write(current);
  if (query === write(before)) return;
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  for (const listener of listeners) listener(current, before);
}
