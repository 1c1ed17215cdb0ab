/** The one current view. Whoever shows part of it listens; whoever changes it calls `change`. */

import { spaced } from "./pace.js";
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

const KEPT_EVERY = 400; // ms: Safari refuses an address that changes more than a hundred times in half a minute

/** Write the view into the address, so that it can be gone back to, kept and sent. */
const keep = spaced(() => {
  const query = write(current);
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}, KEPT_EVERY);

/** @param {Partial<View>} parts what is now otherwise */
export function change(parts) {
  const before = current;
  current = { ...current, ...parts };
  if (write(current) === write(before)) return;
  keep();
  for (const listener of listeners) listener(current, before);
}
