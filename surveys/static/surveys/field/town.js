/** The package: fetched where there is a signal, kept for where there is none. */

import { offer } from "./offer.js";
import { waiting } from "./outbox.js";
import { ask } from "./send.js";
import { claim, one, put, write } from "./store.js";
import { things } from "./things.js";

/** @import { Package } from "./types" */
/** @typedef {{town: Package, etag: string | null}} Held */

/** What was fetched last. @returns {Promise<Package | undefined>} */
export const heldTown = async () => (await one("kept", "town"))?.town;

/**
 * Fetch the package if there is a newer one, and tell what is new. `met`: the server gave it, or holds ours good. `shut`:
 * why it has none for this device; then what was kept goes too, for its houses are no longer for these eyes. Throws where
 * the tablet cannot keep anything.
 * @returns {Promise<{met?: boolean, town?: Package | null, shut?: string | null}>}
 */
export async function fetchTown() {
  /** @type {Held | undefined} */
  const held = await one("kept", "town");
  const before = held?.town.epoch;
  const headers = { "Device-Pending": String(things(await waiting()).length), ...(held?.etag && { "If-None-Match": held.etag }) };
  let response, body;
  try {
    response = await ask("api/package", { headers });
    if (response.status !== 304) body = await response.json();
  } catch {
    return {}; // no signal, or a page that is not ours
  }
  if (!body) {
    await meet(before);
    return { met: true, shut: null };
  }
  if (response.ok && body.schema === 1) {
    if (!(await claim(body.person.id))) return {};
    await meet(body.epoch, before);
    // A tablet without room works with what it was given, as long as it stays open.
    await put({ town: body, etag: response.headers.get("ETag") }, "town").catch(() => {});
    return { met: true, shut: null, town: body };
  }
  const isOver = response.status === 403;
  const shut = isOver || response.status === 401 ? body.code : null;
  if (shut && held) await forget(held.town);
  if (isOver) await meet(ask("api/hello").then(async (hello) => (await hello.json()).epoch), before);
  return shut ? { town: null, shut } : {};
}

/** A register that has lost what it was sent is told; if that fails now, it is tried at the next meeting.
 * @param {string | undefined | Promise<string>} met @param {string} [before] */
async function meet(met, before) {
  try {
    const epoch = await met;
    if (epoch) await offer(epoch, before ?? epoch);
  } catch {}
}

/** Let the houses go, and keep whose tablet it was: what it has not sent may be handed to staff later. @param {Package} town */
const forget = ({ device, person, association }) =>
  write(["kept"], async (kept) => {
    kept.put({ device, person, association }, "whose");
    kept.delete("town");
  });

/** Whether the package may still be used on a day. @param {Package} town @param {Date} today */
export const usable = (town, today) => today <= new Date(`${town.until}T23:59:59`);
