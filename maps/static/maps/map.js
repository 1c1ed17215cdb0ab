/** The map page: everything is put together here, and nothing is decided here. */

import "./areas.js";
import "./filters.js";
import "./curve.js";
import { lay } from "./background.js";
import { open, watch } from "./card.js";
import { makePlayable } from "./clock.js";
import { outline } from "./border.js";
import { Houses } from "./houses.js";
import { inTurn, settled } from "./pace.js";
import { showRange } from "./range.js";
import { showScale } from "./scale.js";
import { part, parts, setup } from "./setup.js";
import { change, listen, view } from "./store.js";
import { place, selection, write } from "./view.js";

const L = /** @type {any} */ (window).L;
const CLOSE = 17;
const JAPAN = [36, 138];

const map = L.map("map", {
  zoomControl: false,
  attributionControl: false,
  minZoom: 5,
  maxZoom: 19,
  keyboardPanDelta: 120,
});

/** @param {[number, number, number, number]} bounds west, south, east, north */
const box = ([west, south, east, north]) => [[south, west], [north, east]];

const at = place(view().at);
if (at) map.setView([at[1], at[2]], at[0]);
else if (setup.middle) map.setView([setup.middle[1], setup.middle[0]], CLOSE);
else if (setup.bounds) map.fitBounds(box(setup.bounds));
else map.setView(JAPAN, 5);

const city = part(".brand-city").textContent ?? "";
lay(map, city);
outline(map);

const houses = new Houses({
  query: selection(view()).toString(),
  chosen: (/** @type {string} */ id) => change({ house: id }),
  drawn: (/** @type {Record<string, number> | null} */ counts, /** @type {boolean} */ single) => {
    showRange(counts, map.getBounds());
    part("[data-squares]").hidden = single;
    showScale(map);
  },
});
map.addLayer(houses);

const PATIENCE = 1000;
/** @type {Promise<unknown>} */
let drawn = Promise.resolve();
const load = () => houses.show(selection(view()).toString());
const loadSoon = settled(load, 100);
// While the day moves the map follows day by day, as fast as they come, and is not behind when it stops.
const loadInTurn = inTurn(load, PATIENCE);
listen((now, before) => {
  if (selection(now).toString() === selection(before).toString()) return;
  if (now.on !== before.on) drawn = loadInTurn();
  else loadSoon();
});
makePlayable(() => drawn);

watch((house) => {
  if (!house || house.latitude === null || house.longitude === null) {
    houses.ring(null);
    return;
  }
  const point = map.project([house.latitude, house.longitude], 0).divideBy(256);
  houses.ring({ id: house.id, x: point.x, y: point.y });
  map.invalidateSize({ pan: false });
  if (!map.getBounds().pad(-0.2).contains([house.latitude, house.longitude])) map.panTo([house.latitude, house.longitude]);
});

const remember = settled(() => {
  const { lat, lng } = map.getCenter();
  change({ at: `${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}` });
}, 200);
map.on("moveend", remember);
new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());

// Who works with keys brings a house under the cross in the middle and presses Enter.
map.getContainer().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key !== "Enter") return;
  const house = houses.nearest(map.getSize().divideBy(2), 60);
  if (house) change({ house: house.id });
});

/** @type {Record<string, () => void>} */
const acts = {
  closer: () => map.zoomIn(),
  farther: () => map.zoomOut(),
  whole: () => setup.bounds && map.fitBounds(box(setup.bounds)),
};
for (const button of parts("[data-map]")) {
  const act = acts[button.dataset.map ?? ""];
  if (act) button.addEventListener("click", act);
}
// What is chosen in the search field is shown here, at the day and with the filters that are set.
document.addEventListener("suggestion", (event) => {
  const { kind, id } = /** @type {CustomEvent<{kind: string, id: number}>} */ (event).detail;
  event.preventDefault();
  if (kind === "house") change({ house: String(id) });
  else location.search = write({ ...view(), area: String(id), q: "", house: "", at: "" });
});
document.addEventListener("visibilitychange", () => document.hidden || houses.renew());

open();
