/** 見つけた家: the map moves under a cross-hair; houses that are known there are offered first. */

import { row } from "./list.js";
import { metres, nearest } from "./near.js";
import { plan } from "./plan.js";
import { onPress } from "./press.js";
import { copy, part, show } from "./screen.js";

/** @import { Acts, Point, Today } from "./types" */

const CLOSE = 19;
const SAME_HOUSE = 20; // metres within which a known house may be meant
const OFFERED = 2;

/** @param {Today} today @param {Acts} acts */
export function found(today, acts) {
  const { town, places } = today;
  const screen = copy("found");
  const rows = part(screen, "near-list");
  const sheet = part(screen, "sheet");
  const add = part(screen, "add");
  show(screen);
  const centre = today.here?.point ?? places[0]?.point;
  if (!centre) return;
  const { map, showHere } = plan(town, { centre, zoom: CLOSE }, acts.locate);
  /** @returns {Point} */
  const middle = () => [map.getCenter().lng, map.getCenter().lat];
  const offer = () => {
    const at = middle();
    const known = nearest(places, at).filter((place) => metres(place.point, at) <= SAME_HOUSE).slice(0, OFFERED);
    rows.replaceChildren(...known.map((place) => row({ ...place, done: false }, at)));
    sheet.classList.toggle("alone", !known.length);
  };
  map.on("moveend", offer);
  offer();
  onPress(add, () => acts.begin(middle()));
  acts.onMove(showHere);
  return () => map.remove();
}
