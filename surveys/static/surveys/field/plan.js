/** The map to be moved by hand: Leaflet over the painted ground. */

import { drawing, fitting, paint, world, write } from "./paint.js";
import { here } from "./position.js";
import { part } from "./screen.js";
import { say } from "./words.js";

/** @import { Drawing } from "./paint.js" */
/** @import { Package, Point } from "./types" */

const CLOSEST = 20;
const CLOSE = 18;
const WIDEST = 14;
const LETTER = 16; // px, at the first step of 文字の大きさ
const MARGIN = 300; // m around the association in which the map may be moved

/** @param {Point} point @returns {L.LatLngTuple} */
export const latLng = ([lng, lat]) => [lat, lng];

/** What was drawn last, so that going to and fro costs nothing. @type {{town: Package, drawing: Drawing} | null} */
let last = null;

/** @param {Package} town @returns {Drawing} */
export function drawingOf(town) {
  if (last?.town !== town) last = { town, drawing: drawing(town) };
  return last.drawing;
}

/** The size of letters on a map, in px. */
export const letter = () => (LETTER * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16;

/** A canvas ready to be drawn on in CSS pixels. @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function pen(canvas, width, height) {
  const density = devicePixelRatio || 1;
  canvas.width = width * density;
  canvas.height = height * density;
  const made = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  made.scale(density, density);
  return made;
}

/** Draw a house among its neighbours. @param {HTMLCanvasElement} canvas @param {Package} town @param {{id: number | string, point: Point}} house */
export function sketch(canvas, town, house) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const zoom = width > 160 ? 18.6 : 17.8;
  const [x, y] = world(house.point).map((at) => at * 256 * 2 ** zoom);
  paint(pen(canvas, width, height), drawingOf(town), { zoom, x: x - width / 2, y: y - height / 2, width, height }, house.id);
}

/**
 * Put a map into the screen on show, with its three buttons, and say whose drawing it is: a screen with the parts plan, in,
 * out, here and credit. @param {Package} town @param {{centre: Point, zoom: number}} view
 * @param {() => void} ask called when いまここ has no position yet
 */
export function plan(town, view, ask) {
  const on = (/** @type {string} */ name) => part(document, name);
  const ground = drawingOf(town);
  /** At each zoom. @type {import("./paint.js").Name[][]} */
  const names = [];
  const Tiles = L.GridLayer.extend({
    createTile(/** @type {L.Coords} */ { x, y, z }) {
      const canvas = document.createElement("canvas");
      canvas.className = "plan-tile";
      const to = pen(canvas, 256, 256);
      const piece = { zoom: z, x: x * 256, y: y * 256, width: 256, height: 256 };
      paint(to, ground, piece);
      write(to, (names[z] ??= fitting(ground, z, letter())), piece, letter());
      return canvas;
    },
  });
  const around = L.latLngBounds([]);
  for (const { point } of town.houses) around.extend(L.latLng(latLng(point)).toBounds(2 * MARGIN));
  const map = L.map(on("plan"), {
    center: latLng(view.centre),
    zoom: view.zoom,
    minZoom: WIDEST,
    maxZoom: CLOSEST,
    zoomControl: false,
    attributionControl: false,
    doubleClickZoom: false,
    maxBounds: around,
  });
  // What a canvas holds is given back at once: a tablet has a limit for all of them, and may clear them away too late.
  new Tiles().on("tileunload", (/** @type {L.TileEvent} */ { tile }) => (/** @type {any} */ (tile).width = 0)).addTo(map);
  // What stands below grows and shrinks with its words; what was in the middle of the map stays there.
  const size = new ResizeObserver(() => map.invalidateSize());
  size.observe(on("plan"));
  map.on("unload", () => size.disconnect());

  /** @type {L.Marker | null} */
  let dot = null;
  let awaited = false;
  /** Show where the tablet is. */
  const showHere = () => {
    const at = here();
    if (!at) return;
    dot ??= spot(at.point, Object.assign(document.createElement("i"), { className: "here" })).setZIndexOffset(-1000).addTo(map);
    dot.setLatLng(latLng(at.point));
    if (awaited) map.setView(latLng(at.point), Math.max(map.getZoom(), CLOSE));
    awaited = false;
  };
  on("in").addEventListener("click", () => map.zoomIn());
  on("out").addEventListener("click", () => map.zoomOut());
  on("here").addEventListener("click", () => {
    awaited = true;
    showHere();
    if (awaited) ask();
  });
  on("credit").textContent = say("credit", town.municipality.name);
  showHere();
  return { map, showHere };
}

/** Something that stands at a point of the map. @param {Point} point @param {HTMLElement} element */
export const spot = (point, element) =>
  L.marker(latLng(point), {
    icon: L.divIcon({ className: "spot", html: element, iconSize: [0, 0] }),
    interactive: false,
    keyboard: false,
  });
