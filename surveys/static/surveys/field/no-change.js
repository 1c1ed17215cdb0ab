/** このまちは 変わりなし: a dated word that nothing changed, which is weak and still worth having. */

import { onPress } from "./press.js";
import { to } from "./route.js";
import { copy, part, show } from "./screen.js";
import { dayOf, words } from "./words.js";

/** @import { Acts, Today } from "./types" */

/** A day in the place where the tablet is. @param {Date} day */
export const isoDay = (day) =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** @param {Today} today @param {number | string | null} _id @param {Acts} acts */
export function noChange({ town }, _id, acts) {
  const screen = copy("no-change");
  const now = new Date();
  const days = { from: town.since < isoDay(now) ? town.since : isoDay(now), to: isoDay(now) };
  part(screen, "asked").textContent = words.anyChange(town.association.name);
  part(screen, "days").textContent = words.period(dayOf(new Date(`${days.from}T12:00`)), dayOf(now));
  onPress(part(screen, "yes"), () => acts.sayNoChange(days));
  onPress(part(screen, "no"), () => acts.go(to("found")));
  onPress(part(screen, "unsure"), () => acts.go(to()));
  show(screen);
}
