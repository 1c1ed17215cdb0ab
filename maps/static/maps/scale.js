/** The scale bar: a round number of metres as long as it is on the map. */

import { part } from "./setup.js";

const LONGEST = 100;

/** @param {number} metres the most that fits @returns {number} 1, 2 or 5 with noughts */
export function round(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= metres) ?? power;
}

/** @param {any} map of Leaflet */
export function showScale(map) {
  const middle = map.getSize().y / 2;
  const fits = map.distance(map.containerPointToLatLng([0, middle]), map.containerPointToLatLng([LONGEST, middle]));
  const metres = round(fits);
  part("[data-scale] i").style.width = `${Math.round((LONGEST * metres) / fits)}px`;
  part("[data-scale] span").textContent = metres >= 1000 ? `${metres / 1000}km` : `${metres}m`;
}
