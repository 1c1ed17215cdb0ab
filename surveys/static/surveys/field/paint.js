/** Draws the ground and its houses on a canvas, from what the package carries: no network, no tiles. */

/** @import { Ground, House, Package, Point } from "./types" */
/** @typedef {{rings: number[][], box: number[], width: number, id?: number | string}} Shape
 *  rings and box (west, north, east, south) in world units: 0–1 across the Mercator square */
/** @typedef {{text: string, x: number, y: number}} Name */
/** @typedef {{zoom: number, x: number, y: number, width: number, height: number}} View
 *  x and y: the top left corner in pixels of the world at that zoom */
/** @typedef {{shapes: Record<string, Shape[]>, names: Name[], latitude: number}} Drawing */

const TILE = 256;
const EQUATOR = 40_075_017; // metres
const NAME_GAP = 24; // pixels between two names
const REPEAT_GAP = 500; // pixels between two names of one road

/** A colour of the style sheets, by its name. @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

/** @param {Point} point @returns {[number, number]} */
export function world([lng, lat]) {
  return [(lng + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)];
}

/** @param {number[][][]} rings @param {number} [width] metres @param {Shape["id"]} [id] @returns {Shape} */
function shape(rings, width = 0, id) {
  const flat = rings.map((ring) => ring.flatMap((point) => world(/** @type {Point} */ (point))));
  const box = [1, 1, 0, 0];
  for (const ring of flat) {
    ring.forEach((at, i) => {
      box[i % 2] = Math.min(box[i % 2], at);
      box[(i % 2) + 2] = Math.max(box[(i % 2) + 2], at);
    });
  }
  return { rings: flat, box, width, id };
}

/** The parts of a geometry, each a list of rings, whatever its kind: a line and a point are the only ring of the only part.
 * @param {any} geometry as GeoJSON @returns {number[][][][]} */
function parts({ geometries, coordinates }) {
  if (geometries) return geometries.flatMap(parts);
  while (!Array.isArray(coordinates[0]?.[0]?.[0])) coordinates = [coordinates];
  return coordinates;
}

/** Make the ground of a package ready to be drawn at any zoom. @param {Package} town @returns {Drawing} */
export function drawing(town) {
  /** @type {Drawing} */
  const made = { shapes: {}, names: [], latitude: town.houses[0]?.point[1] ?? 35 };
  const add = (/** @type {string} */ key, /** @type {Shape} */ one) => (made.shapes[key] ??= []).push(one);
  for (const { kind, rank, width, geometry } of town.ground) {
    for (const rings of parts(geometry)) add(kind + rank, shape(rings, width ?? 0));
  }
  for (const house of town.houses) if (house.footprint) add("house", shape([house.footprint], 0, house.id));
  for (const { name, at } of town.ground) {
    if (!at) continue;
    const [x, y] = world(at);
    made.names.push({ text: name, x, y });
  }
  return made;
}

/** Which names fit at a zoom without touching; those that the package tells of first go before. The same for every piece of the map.
 * @param {Drawing} drawing @param {number} zoom @param {number} letter pixels @returns {Name[]} */
export function fitting({ names }, zoom, letter) {
  const size = TILE * 2 ** zoom;
  /** @type {Name[]} */
  const set = [];
  for (const name of names) {
    const free = set.every((other) => {
      const [aside, up] = [Math.abs(name.x - other.x) * size, Math.abs(name.y - other.y) * size];
      if (name.text === other.text && Math.hypot(aside, up) < REPEAT_GAP) return false;
      return aside > ((name.text.length + other.text.length) * letter) / 2 + NAME_GAP || up > letter * 2;
    });
    if (free) set.push(name);
  }
  return set;
}

/**
 * Draw what a view shows. `chosen` is the house to be set off.
 * @param {CanvasRenderingContext2D} pen @param {Drawing} drawing @param {View} view @param {number | string | null} [chosen]
 */
export function paint(pen, { shapes, latitude }, view, chosen = null) {
  /** Asked for once a painting: each asking may make the browser work out all styles anew. @type {Record<string, string>} */
  const palette = {};
  const tint = (/** @type {string} */ name) => (palette[name] ??= colour(`map-${name}`));
  const size = TILE * 2 ** view.zoom;
  const metre = size / (EQUATOR * Math.cos((latitude * Math.PI) / 180));
  const beside = 30 * metre; // wider than half of any road
  const [west, north] = [view.x - beside, view.y - beside].map((at) => at / size);
  const [east, south] = [view.x + view.width + beside, view.y + view.height + beside].map((at) => at / size);
  const seen = (/** @type {string} */ key) =>
    (shapes[key] ?? []).filter(({ box }) => box[2] > west && box[0] < east && box[3] > north && box[1] < south);
  const trace = (/** @type {Shape} */ { rings }) => {
    pen.beginPath();
    for (const ring of rings) {
      pen.moveTo(ring[0] * size - view.x, ring[1] * size - view.y);
      for (let i = 2; i < ring.length; i += 2) pen.lineTo(ring[i] * size - view.x, ring[i + 1] * size - view.y);
    }
  };
  const fill = (/** @type {string} */ key, isEdged = false) => {
    for (const one of seen(key)) {
      trace(one);
      pen.fillStyle = tint(one.id === chosen ? "chosen" : key);
      pen.fill("evenodd");
      if (!isEdged) continue;
      pen.strokeStyle = tint(`${key}-edge`);
      pen.lineWidth = 1.2;
      pen.stroke();
    }
  };
  const stroke = (/** @type {string} */ key, /** @type {number} */ least, casing = 0) => {
    pen.strokeStyle = tint(casing ? `${key}-edge` : key);
    for (const one of seen(key)) {
      trace(one);
      pen.lineWidth = Math.max(least, one.width * metre) + casing;
      pen.stroke();
    }
  };

  pen.lineJoin = pen.lineCap = "round";
  pen.fillStyle = tint("land");
  pen.fillRect(0, 0, view.width, view.height);
  /** What lies on what is told beside the colours; of a line with the fewest pixels that it is wide. */
  const each = (/** @type {string} */ of, /** @type {(key: string, least: number) => unknown} */ draw) => {
    for (const one of tint(of).split(",")) draw(.../** @type {[string, any]} */ (one.trim().split(" ")));
  };
  each("areas", (key) => fill(key));
  each("lines", (key, least) => key.startsWith("road") && stroke(key, least, 3));
  each("lines", stroke);
  each("built", (key) => fill(key, true));
}

/** Write names over what was painted, with the same round pen. @param {CanvasRenderingContext2D} pen @param {Name[]} names @param {View} view @param {number} letter pixels */
export function write(pen, names, view, letter) {
  const size = TILE * 2 ** view.zoom;
  pen.font = `${letter}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = letter / 4;
  pen.strokeStyle = colour("map-halo");
  pen.fillStyle = colour("map-name");
  for (const { text, x, y } of names) {
    const [left, top] = [x * size - view.x, y * size - view.y];
    const [aside, up] = [text.length * letter, letter * 2];
    if (left < -aside || left > view.width + aside || top < -up || top > view.height + up) continue;
    pen.strokeText(text, left, top);
    pen.fillText(text, left, top);
  }
}
