/** The page that is the way out when the app does not open, or the browser is too old for it: count what was not sent, and
 * give it out as one file. Until it has read what there is, it tells to show the tablet to staff. */

import { thingOf } from "./things.js";

/** @import { Holding } from "./gather.js" */

const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(name));

/** @param {() => Promise<Holding[]>} gather @param {(holdings: Holding[]) => Promise<unknown>} give */
export async function rescue(gather, give) {
  const holdings = await gather();
  const count = holdings.reduce((sum, { entries, drafts }) => sum + new Set(entries.map(thingOf)).size + drafts.length, 0);
  part("count").textContent = String(count);
  part("unread").hidden = true;
  part(count ? "some" : "none").hidden = false;
  part("give").addEventListener("click", () => {
    part("given").hidden = part("failed").hidden = true;
    give(holdings).then(
      () => (part("given").hidden = false),
      ({ name }) => (part("failed").hidden = name === "AbortError"), // or they changed their mind
    );
  });
}
