/** The strips under the head: what was saved last, and what still waits for a signal. */

import { onPress } from "./press.js";
import { copy, fill, part } from "./screen.js";
import { say } from "./words.js";

/** @import { Acts, Today } from "./types" */

/** What was saved last, to be taken back, until the next answer. Whether there is any.
 * @param {ParentNode} root @param {Pick<Today, "saved">} today @param {Acts} acts */
export function savedStrip(root, { saved }, { undo }) {
  if (!saved) return false;
  const { entry, head, what } = saved;
  const strip = copy("strip-saved");
  onPress(part(strip, "undo"), () => entry && undo(entry, what));
  fill(strip, { head, what, undo: entry });
  part(root, "strips").append(strip);
  return true;
}

/** What waits, where there is no signal or the server has closed to this device. @param {ParentNode} root @param {Today} today */
export function waitingStrip(root, { closed, unheard, unsent }) {
  if (!closed && !unheard && navigator.onLine) return;
  const strip = copy("strip-waiting");
  const head = say(`closed-${closed}`) || say("worksUnheard");
  fill(strip, { head, what: unsent ? say("unsent", unsent) : null });
  part(root, "strips").append(strip);
}
