/** このまちは 変わりなし: a dated word that nothing changed, which is weak and still worth having. */

import { onPress } from "./press.js";
import { to } from "./route.js";
import { copy, fill, part, show } from "./screen.js";
import { savedStrip } from "./strips.js";
import { dayOf, isoDay, moment, say } from "./words.js";

/** @import { Acts, NoChangeEntry, Today } from "./types" */

/** @param {Today} today @param {Acts} acts */
export function noChange({ town, waiting, receipts }, acts) {
  const screen = copy("no-change");
  const now = new Date();
  const today = isoDay(now);
  const days = { from: town.since < today ? town.since : today, to: today };
  fill(screen, {
    asked: say("anyChange", town.association.name),
    from: say("since", dayOf(new Date(`${days.from}T12:00`), now)),
    until: say("untilToday", dayOf(now, now)),
  });
  const newest = [...waiting].reverse().concat(receipts).find(({ kind }) => kind === "no-change");
  const last = /** @type {NoChangeEntry | undefined} */ (newest);
  // What was said last can still be taken back here, when its strip has long gone.
  if (last && !last.body.withdraws) savedStrip(screen, { saved: { entry: last, head: moment(last.at, now), what: say("noChange") } }, acts);
  onPress(part(screen, "yes"), () => acts.sayNoChange(days));
  onPress(part(screen, "no"), () => acts.go(to("found")));
  onPress(part(screen, "unsure"), () => acts.go(to()));
  show(screen);
}
