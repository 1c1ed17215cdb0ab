/** The strips under the head: what was saved last, and what still waits for a signal. */

import { onPress } from "./press.js";
import { copy, fill, keep, part } from "./screen.js";
import { words } from "./words.js";

/** @import { Today } from "./types" */

/**
 * Fill the place for strips. Where there is room for one (`single`) what was saved comes first; a screen
 * that is `calm` itself says what waits.
 * @param {ParentNode} root @param {Today} today @param {() => void} undo @param {{single?: boolean, calm?: boolean}} [room]
 */
export function strips(root, today, undo, { single = false, calm = false } = {}) {
  const place = part(root, "strips");
  place.classList.toggle("single", single);
  const { saved, waiting, unheard, closed } = today;
  if (saved) {
    const strip = copy("strip-saved");
    fill(strip, { head: saved.head, what: saved.what });
    onPress(part(strip, "undo"), undo);
    keep(strip, { undo: saved.entry });
    place.append(strip);
  }
  if ((closed || unheard || !navigator.onLine) && !calm && !(single && saved)) {
    const strip = copy("strip-waiting");
    const head = (closed && words.closed[closed]) || words.worksUnheard;
    fill(strip, { head, what: waiting.length ? words.unsent(waiting.length) : null });
    place.append(strip);
  }
}
