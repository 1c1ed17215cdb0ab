/** 今日 まわる家: the houses asked about, and the end of the day. */

import { discard } from "./drafts.js";
import { metres } from "./near.js";
import { wish } from "./position.js";
import { onPress } from "./press.js";
import { ahead, askedOf } from "./round.js";
import { to } from "./route.js";
import { copy, fill, link, part, show } from "./screen.js";
import { savedStrip, waitingStrip } from "./strips.js";
import { distance, say } from "./words.js";

/** @import { Acts, Place, Point, Today } from "./types" */

/** @param {Today} today @param {Acts} acts */
export function list(today, acts) {
  const asked = askedOf(today.places);
  const isOver = asked.length && asked.every(({ done }) => done) && !today.places.some(isBegun);
  return isOver ? end(today, acts) : whole(today, acts);
}

/** Prepared for and not among those that are still to be visited. @param {Place} place */
const isBegun = ({ draft, done, number }) => draft && (done || number === null);

/** The whole list, also when all is done. @param {Today} today @param {Acts} acts */
export function whole(today, acts) {
  const screen = copy("list");
  const from = today.here?.point ?? null;
  const left = ahead(today.places, from);
  const begun = today.places.filter(isBegun);
  const done = today.places.filter((place) => place.done && (place.number || place.said) && !place.draft);
  const [first] = left;
  savedStrip(screen, today, acts);
  waitingStrip(screen, today);
  const asked = progress(screen, today);
  if (first) {
    link(screen, "next").href = to("question", first.id);
    fill(screen, { "next-house": named(first) + away(first, from), order: say(from ? "nearFirst" : "byNumber") });
    onPress(part(screen, "near"), acts.locate);
    part(screen, "ahead-list").append(...left.map((place) => row(place, from)));
  }
  part(screen, "begun-list").append(...begun.map((place) => row(place, from, acts)));
  part(screen, "behind-list").append(...done.map((place) => row(place, null)));
  fill(screen, {
    near: !from && wish() !== "yes",
    next: first,
    ahead: first,
    begun: begun.length,
    behind: done.length,
    round: asked,
    nothing: !asked,
  });
  show(screen);
}

/** @param {Today} today @param {Acts} acts */
function end(today, acts) {
  const screen = copy("end");
  savedStrip(screen, today, acts);
  progress(screen, today);
  fill(screen, { unsent: say("unsent", today.unsent), waiting: today.unsent });
  show(screen);
}

/** How far the round is, of how many houses. @param {ParentNode} screen @param {Today} today */
function progress(screen, today) {
  const asked = askedOf(today.places);
  const done = asked.filter((place) => place.done).length;
  part(screen, "count").textContent = say("count", asked.length, done);
  Object.assign(part(screen, "bar"), { max: asked.length, value: done });
  return asked.length;
}

/** A house by its number, where it has one, and its address. @param {Place} place */
export const named = ({ number, label }) => (number ? say("pair", say("number", number), label) : label);

/** How far it is from where one stands, if that is known. @param {Place} place @param {Point | null} from */
export const away = ({ point }, from) => (from ? say("fromHere", distance(metres(point, from))) : "");

/** One house as a row that opens it; with `acts`, what was prepared for it can be thrown away there.
 * @param {Place} place @param {Point | null} from @param {Acts} [acts] @returns {DocumentFragment} */
export function row(place, from, acts) {
  const { draft } = place;
  const made = copy("row");
  const opens = /** @type {HTMLAnchorElement} */ (made.querySelector("a"));
  opens.href = to("question", place.id);
  opens.classList.toggle("done", place.done);
  const drop = part(made, "drop");
  onPress(drop, () => {
    if (drop.dataset.sure && draft) void discard(draft).then(acts?.refresh, acts?.failed);
    drop.dataset.sure = "asked";
    drop.textContent = say("sure");
  });
  fill(made, {
    number: String(place.number ?? "＋"),
    label: place.label,
    landmark: place.landmark,
    far: place.done ? say("done") : from && distance(metres(place.point, from)),
    begun: draft,
    drop: draft && acts,
  });
  return made;
}
