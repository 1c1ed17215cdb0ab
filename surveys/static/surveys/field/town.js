/** The package: fetched where there is a signal, kept for where there is none. */

import { offer } from "./offer.js";
import { waiting } from "./outbox.js";
import { claim, one, write } from "./store.js";
import { things } from "./things.js";

/** @import { Package } from "./types" */
/** @typedef {{town: Package, etag: string | null}} Held */

/** What was fetched last. @returns {Promise<Package | null>} */
export const heldTown = async () => (await one("kept", "town"))?.town ?? null;

/**
 * Fetch the package if there is a newer one. `met`: the server gave it, or holds ours good. `code`: why it has none
 * for this device; then what was kept goes too, for its houses are no longer for these eyes.
 * @returns {Promise<{met: boolean, fresh: boolean, code: string | null}>}
 */
export async function fetchTown() {
  /** @type {Held | undefined} */
  const held = await one("kept", "town");
  try {
    const headers = { "Device-Pending": String(things(await waiting()).length), ...(held?.etag && { "If-None-Match": held.etag }) };
    const response = await fetch("api/package", { headers, signal: AbortSignal.timeout(30_000) });
    if (response.status === 304) {
      await meet(held?.town.epoch);
      return { met: true, fresh: false, code: null };
    }
    const body = await response.json();
    if (response.ok && body.schema === 1) {
      if (!(await claim(body.person.id))) return { met: false, fresh: false, code: null };
      await meet(body.epoch, held?.town.epoch);
      await keep({ town: body, etag: response.headers.get("ETag") });
      return { met: true, fresh: true, code: null };
    }
    const closed = (response.status === 401 || response.status === 403) && body.code;
    if (closed) await write(["kept"], async (tx) => void tx.objectStore("kept").delete("town"));
    if (response.status === 403) await meet((await (await fetch("api/hello")).json()).epoch, held?.town.epoch);
    return { met: false, fresh: false, code: closed || null };
  } catch {
    return { met: false, fresh: false, code: null }; // no signal, or a page that is not ours
  }
}

/** A register that has lost what it was sent is told; if that fails now, it is tried at the next meeting.
 * @param {string} [epoch] @param {string} [before] */
const meet = async (epoch, before) => void (epoch && (await offer(epoch, before ?? epoch).catch(() => {})));

/** @param {Held} held */
const keep = (held) => write(["kept"], async (tx) => void tx.objectStore("kept").put(held, "town"));

/** Whether the package may still be used on a day. @param {Package} town @param {Date} today */
export const usable = (town, today) => today <= new Date(`${town.until}T23:59:59`);
