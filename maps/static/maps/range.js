/** The numbers of the visible range over the map: what is drawn is what is counted, and each opens its houses. */

import { grouped, part, parts, setup } from "./setup.js";
import { view } from "./store.js";
import { selection } from "./view.js";

const links = /** @type {HTMLAnchorElement[]} */ (parts("[data-range]"));
const CERTAINTIES = ["signalled", "reported", "confirmed"];

/** @param {Record<string, number> | null} counts houses in view by state; null where some did not come @param {any} bounds of the view (Leaflet) */
export function showRange(counts, bounds) {
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  part("[data-nothing]").hidden = !counts || Object.values(counts).some((number) => number > 0);
  for (const link of links) {
    const state = /** @type {string} */ (link.dataset.range);
    /** @type {HTMLElement} */ (link.querySelector("b")).textContent = counts ? grouped(counts[state] ?? 0) : "―";
    const query = selection(view());
    const cells = CERTAINTIES.map((certainty) => `${state}-${certainty}`).filter((cell) => view().cells?.includes(cell) ?? true);
    query.delete("cell");
    for (const cell of cells.length ? cells : ["none"]) query.append("cell", cell);
    query.set("box", box.map((edge) => edge.toFixed(6)).join(","));
    link.href = `${setup.addresses.list}?${query}`;
  }
}
