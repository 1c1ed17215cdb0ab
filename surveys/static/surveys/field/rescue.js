/** The page that is the way out when the app does not open, or the browser is too old for it: count what was not sent, and
 * give it out as one file. Until it has read all that there is, it tells to show the tablet to staff: what was not read may
 * be anything, and is never called none. */

import { thingOf } from "./things.js";

/** @import { gather as Gather, Holding } from "./gather.js" */

const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(name));

/** @param {typeof Gather} gather @param {(holdings: Holding[]) => Promise<unknown>} give */
export async function rescue(gather, give) {
  const { held, unread } = await gather();
  const { size } = new Set(held.flatMap(({ entries }) => entries.map(thingOf)));
  const begun = held.flatMap(({ drafts }) => drafts).length;
  part("unread").hidden = !unread;
  if (size || begun || !unread) {
    part("count").textContent = String(size);
    part("begun").textContent = String(begun);
    part(size || begun ? "some" : "none").hidden = false;
  }
  part("give").addEventListener("click", () => {
    part("given").hidden = part("failed").hidden = true;
    give(held).then(
      () => (part("given").hidden = false),
      ({ name }) => (part("failed").hidden = name === "AbortError"), // or they changed their mind
    );
  });
}
