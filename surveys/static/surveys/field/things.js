/** What is told of entries, and counted everywhere: an answer is one thing with its photos, and photos whose answer has
 * gone are one. What was begun and not answered is no entry, and is told beside them. */

/** @import { Entry } from "./types" */

/** What an entry belongs to: itself, or its answer. @param {Entry} entry @returns {string} */
export const thingOf = ({ id, observation }) => observation ?? id;

/** One entry of each thing, the answer where it is among them. @param {Entry[]} entries */
export function things(entries) {
  /** @type {Map<string, Entry>} */
  const found = new Map();
  for (const entry of entries) if (!entry.observation || !found.has(entry.observation)) found.set(thingOf(entry), entry);
  return [...found.values()];
}
