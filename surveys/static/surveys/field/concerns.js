/** 気になること: what else was seen at a house where nobody seems to live. */

import { onPress } from "./press.js";
import { heading } from "./question.js";
import { to } from "./route.js";
import { copy, part, show } from "./screen.js";
import { savedStrip, waitingStrip } from "./strips.js";
import { say } from "./words.js";

/** @import { Acts, Concern, ObservationEntry, Place, Today } from "./types" */

/** @param {Place} place @param {Today} today @param {Acts} acts */
export function concerns(place, today, acts) {
  const answered = [...today.waiting, ...today.receipts].find((entry) => entry.id === place.said?.id);
  if (!answered) return acts.go(to());
  const entry = /** @type {ObservationEntry} */ (answered);
  const screen = copy("concerns");
  /** @type {Set<Concern>} */
  const chosen = new Set();
  const count = part(screen, "chosen");
  const tell = () => {
    count.textContent = say(chosen.size ? "chosen" : "go", chosen.size);
  };
  if (!savedStrip(screen, today, acts)) waitingStrip(screen, today);
  heading(screen, place, today);
  for (const button of screen.querySelectorAll("button")) {
    const concern = /** @type {Concern | undefined} */ (button.dataset.concern);
    if (!concern) continue;
    onPress(button, () => {
      if (!chosen.delete(concern)) chosen.add(concern);
      button.setAttribute("aria-pressed", String(chosen.has(concern)));
      tell();
    });
  }
  onPress(part(screen, "none"), () => acts.complete(place, entry, ["none"]));
  onPress(part(screen, "go"), () => acts.complete(place, entry, [...chosen]));
  tell();
  show(screen);
}
