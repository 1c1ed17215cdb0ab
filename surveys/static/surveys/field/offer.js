/** After the register was restored from a copy: what it has forgotten since is sent once more. */

import { receipts } from "./outbox.js";
import { ask, asking } from "./send.js";
import { got, one, write } from "./store.js";

/** @import { Entry } from "./types" */

const AT_ONCE = 5000; // ids, as many as the server takes at once

/** Compare the epoch of the register with the one last met. Where it is another, offer what arrived in the last 30 days,
 * and let wait again what the register lacks. Until that is done, the epoch counts as not yet met.
 * @param {string} epoch @param {string} [before] that of the package in hand, where none was ever noted */
export async function offer(epoch, before) {
  const noted = await one("kept", "epoch");
  if (noted === epoch) return;
  const missing = (noted ?? before ?? epoch) === epoch ? [] : await lacked();
  await write(["kept", "outbox", "receipts"], async (kept, outbox, receipts) => {
    for (const id of missing) {
      /** @type {Entry | undefined} */
      const receipt = await got(receipts.get(id));
      if (!receipt) continue;
      delete receipt.recorded_at;
      outbox.put(receipt);
      receipts.delete(id);
    }
    kept.put(epoch, "epoch");
  });
}

/** The ids that the register has lost. Photos are not among them: their bytes went when they had arrived.
 * @returns {Promise<string[]>} */
async function lacked() {
  const ids = (await receipts()).filter(({ kind }) => kind !== "photo").map(({ id }) => id);
  const missing = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const headers = { ...asking(), "Content-Type": "application/json" };
    const body = JSON.stringify({ ids: ids.slice(at, at + AT_ONCE) });
    const response = await ask("api/offer", { method: "POST", headers, body });
    if (!response.ok) throw response; // it was not heard
    missing.push(...(await response.json()).missing);
  }
  return missing;
}
