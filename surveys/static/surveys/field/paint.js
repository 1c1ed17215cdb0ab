/** Draws the ground and its houses on a canvas, from what the package carries: no network, no tiles. */

/** @import { Ground, House, Package, Point } from "./types" */
/** @typedef {{rings: Float64Array[], box: number[], width: number, id?: number | string}} Shape
 *  rings and box (west, north, east, south) in world units: 0–1 across the Mercator square */
/** @typedef {{text: string, x: number, y: number}} Name */
/** @typedef {{zoom: number, x: number, y: number, width: number, height: number}} View
 *  x and y: the top left corner in pixels of the world at that zoom */
/** @typedef {{shapes: Map<string, Shape[]>, names: Name[], latitude: number}} Drawing */

const TILE = 256;
const EQUATOR = 40_075_017; // metres
/** What lies on what, from the ground up: kind and rank of an area, and the colour (--map-…) that fills it. */
const AREAS = {
  field0: "field", field1: "crop", field3: "sand", wood0: "wood", block0: "block", block1: "grounds", block2: "square",
  river1: "bank", water0: "water", river0: "water", park0: "park",
};
/** Lines above them, least important first: colour, and the fewest pixels they are wide. */
const LINES = {
  field2: ["ridge", 1], wood1: ["contour", 1],
  road3: ["street", 2], road2: ["street", 3], road1: ["major", 5], road0: ["national", 6],
};
const CASED = /^road/;
const NAMED = ["place", "park", "block", "water", "river", "road"];
const NAME_GAP = 24; // pixels between two names
const REPEAT_GAP = 500; // pixels between two names of one road

/** @param {Point} point @returns {[number, number]} */
export function world([lng, lat]) {
  return [(lng + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)];
}

/** @param {number[][][]} rings @param {number} [width] metres @param {Shape["id"]} [id] @returns {Shape} */
function shape(rings, width = 0, id) {
  const flat = rings.map((ring) => Float64Array.from(ring.flatMap((point) => world(/** @type {Point} */ (point)))));
  const box = [1, 1, 0, 0];
  for (const ring of flat) {
    for (let i = 0; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i]);
      box[1] = Math.min(box[1], ring[i + 1]);
      box[2] = Math.max(box[2], ring[i]);
      box[3] = Math.max(box[3], ring[i + 1]);
    }
  }
  return { rings: flat, box, width, id };
}

/** The shapes of a geometry: one of each of its parts. @param {import("geojson").Geometry} geometry @returns {number[][][][]} */
function parts(geometry) {
  switch (geometry.type) {
    case "Polygon": return [geometry.coordinates];
    case "MultiPolygon": return geometry.coordinates;
    case "LineString": return [[geometry.coordinates]];
    case "MultiLineString": return [geometry.coordinates];
    case "Point": return [[[geometry.coordinates]]];
    case "GeometryCollection": return geometry.geometries.flatMap(parts);
    default: return [];
  }
}

/** Make the ground of a package ready to be drawn at any zoom. @param {Package} town @returns {Drawing} */
export function drawing(town) {
  /** @type {Drawing} */
  const made = { shapes: new Map(), names: [], latitude: town.houses[0]?.point[1] ?? 35 };
  const add = (/** @type {string} */ key, /** @type {Shape} */ one) =>
    made.shapes.get(key)?.push(one) ?? made.shapes.set(key, [one]);
  const named = town.ground.filter(({ name, kind }) => name && NAMED.includes(kind));
  for (const { kind, rank, width, geometry } of town.ground) {
    for (const rings of parts(geometry)) add(kind + rank, shape(rings, width ?? 0));
  }
  for (const house of town.houses) if (house.footprint) add("house", shape([house.footprint], 0, house.id));
  for (const { kind, name, geometry } of named.sort((a, b) => NAMED.indexOf(a.kind) - NAMED.indexOf(b.kind))) {
    const [x, y] = kind === "road" ? middle(parts(geometry)[0][0]) : centre(shape(parts(geometry)[0]));
    made.names.push({ text: name, x, y });
  }
  return made;
}

/** @param {number[][]} line */
const middle = (line) => world(/** @type {Point} */ (line[line.length >> 1]));

/** The centre of gravity of an area, or the middle of the box of anything else. @param {Shape} shape */
function centre({ rings: [ring], box: [west, north, east, south] }) {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    // From the corner of its box: the differences are far smaller than the world.
    const [x0, y0, x1, y1] = [ring[i] - west, ring[i + 1] - north, ring[i + 2] - west, ring[i + 3] - north];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return area ? [west + x / area / 3, north + y / area / 3] : [(west + east) / 2, (north + south) / 2];
}

/** Which names fit at a zoom without touching, the important ones first; the same for every piece of the map.
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
  const colours = getComputedStyle(document.documentElement);
  /** Asked for once a painting: each asking may make the browser work out all styles anew. @type {Map<string, string>} */
  const palette = new Map();
  const colour = (/** @type {string} */ name) => {
    if (!palette.has(name)) palette.set(name, colours.getPropertyValue(`--map-${name}`).trim());
    return palette.get(name) ?? "";
  };
  const size = TILE * 2 ** view.zoom;
  const metre = size / (EQUATOR * Math.cos((latitude * Math.PI) / 180));
  const edge = [view.x / size, view.y / size, (view.x + view.width) / size, (view.y + view.height) / size];
  const slack = (30 * metre) / size;
  const seen = (/** @type {string} */ key) =>
    (shapes.get(key) ?? []).filter(
      ({ box }) => box[2] + slack > edge[0] && box[0] - slack < edge[2] && box[3] + slack > edge[1] && box[1] - slack < edge[3],
    );
  const trace = (/** @type {Shape} */ { rings }) => {
    for (const ring of rings) {
      pen.moveTo(ring[0] * size - view.x, ring[1] * size - view.y);
      for (let i = 2; i < ring.length; i += 2) pen.lineTo(ring[i] * size - view.x, ring[i + 1] * size - view.y);
    }
  };
  const fill = (/** @type {string} */ key, /** @type {string} */ name, /** @type {string} */ line = "") => {
    for (const one of seen(key)) {
      pen.beginPath();
      trace(one);
      pen.fillStyle = colour(one.id !== undefined && one.id === chosen ? "chosen" : name);
      pen.fill("evenodd");
      if (!line) continue;
      pen.strokeStyle = colour(line);
      pen.lineWidth = 1.2;
      pen.stroke();
    }
  };
  const stroke = (/** @type {string} */ key, /** @type {string} */ name, /** @type {number} */ least, extra = 0) => {
    pen.strokeStyle = colour(name);
    for (const one of seen(key)) {
      pen.beginPath();
      trace(one);
      pen.lineWidth = Math.max(least, one.width * metre) + extra;
      pen.stroke();
    }
  };

  pen.lineJoin = pen.lineCap = "round";
  pen.fillStyle = colour("land");
  pen.fillRect(0, 0, view.width, view.height);
  for (const [key, name] of Object.entries(AREAS)) fill(key, name);
  const lines = /** @type {[string, [string, number]][]} */ (Object.entries(LINES));
  for (const [key, [name, least]] of lines) if (CASED.test(key)) stroke(key, `${name}-edge`, least, 3);
  for (const [key, [name, least]] of lines) stroke(key, name, least);
  stroke("rail0", "rail", 2);
  fill("building0", "hall", "hall-edge");
  fill("building1", "hall", "hall-edge");
  fill("house", "house", "house-edge");
}

/** Write names over what was drawn. @param {CanvasRenderingContext2D} pen @param {Name[]} names @param {View} view @param {number} letter pixels */
export function write(pen, names, view, letter) {
  const colours = getComputedStyle(document.documentElement);
  const size = TILE * 2 ** view.zoom;
  pen.font = `${letter}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = letter / 4;
  pen.strokeStyle = colours.getPropertyValue("--map-halo");
  pen.fillStyle = colours.getPropertyValue("--map-name");
  for (const { text, x, y } of names) {
    const [left, top] = [x * size - view.x, y * size - view.y];
    const [aside, up] = [text.length * letter, letter * 2];
    if (left < -aside || left > view.width + aside || top < -up || top > view.height + up) continue;
    pen.strokeText(text, left, top);
    pen.fillText(text, left, top);
  }
}
