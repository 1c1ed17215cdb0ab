/** 地図: the association's buildings, the houses of today as pins, and where one stands. */

import { away, named } from "./list.js";
import { latLng, plan, spot } from "./plan.js";
import { ahead } from "./round.js";
import { to } from "./route.js";
import { copy, link, part, show, write } from "./screen.js";
import { waitingStrip } from "./strips.js";

/** @import { Acts, Place, Point, Today } from "./types" */

const CLOSE = 18;
const EDGE = 120; // px of the map's edge, where its tools are, out of which a pin is brought that a key has reached
/** Keys go over the pins as one reads them. @param {Place} a @param {Place} b */
const southward = (a, b) => b.point[1] - a.point[1] || a.point[0] - b.point[0];
const PINNED = (/** @type {Place} */ { number, said, draft }) => number !== null || said || draft;

/** @param {Place | null} wanted the house to be shown, if any @param {Today} today @param {Acts} acts */
export function map(wanted, today, acts) {
  const { town, places } = today;
  const from = today.here?.point ?? null;
  const pinned = places.filter((place) => place === wanted || PINNED(place));
  const first = wanted ?? ahead(places, from)[0] ?? pinned[0] ?? null;
  const centre = first?.point ?? from ?? town.houses[0]?.point;
  const screen = copy("map");
  waitingStrip(screen, today);
  const sheet = part(screen, "sheet");
  show(screen);
  if (!centre) return;
  const { map, showHere } = plan(town, { centre, zoom: CLOSE }, acts.locate);
  const pins = new Map(pinned.sort(southward).map((place) => [place, pin(place)]));
  const choose = (/** @type {Place} */ place) => {
    for (const [other, button] of pins) button.setAttribute("aria-pressed", String(other === place));
    write(part(sheet, "label"), named(place));
    part(sheet, "landmark").textContent = place.landmark + away(place, from);
    link(sheet, "look").href = to("question", place.id);
  };
  for (const [place, button] of pins) {
    spot(place.point, button).addTo(map);
    button.addEventListener("focus", () => {
      if (button.matches(":focus-visible")) map.panInside(latLng(place.point), { padding: [EDGE, EDGE], animate: false });
    });
    button.addEventListener("click", () => choose(place));
  }
  if (first) choose(first);
  else sheet.remove();
  acts.onMove(showHere);
  return () => map.remove();
}

/** @param {Place} place */
function pin(place) {
  const button = /** @type {HTMLElement} */ (copy("pin").firstElementChild);
  button.classList.toggle("done", place.done);
  part(button, "number").textContent = String(place.number ?? "＋");
  button.setAttribute("aria-label", named(place));
  return button;
}
