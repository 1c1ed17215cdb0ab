/** The ground under the houses, drawn by protomaps-leaflet from our own tiles in the colours of the register. */

import { setup } from "./setup.js";

const { LineSymbolizer, PolygonSymbolizer, leafletLayer } = /** @type {any} */ (window).protomapsL;

const LAND = "#f4f3ef";
const EQUATOR_METRES = 40_075_016;

/** Metres on the ground as pixels, at the latitude of the city. @param {number} metres @param {number} zoom */
function pixels(metres, zoom) {
  const latitude = ((setup.middle?.[1] ?? 36) * Math.PI) / 180;
  return (metres * 256 * 2 ** zoom) / (EQUATOR_METRES * Math.cos(latitude));
}

/** @param {string} kind @param {number} rank @returns {(zoom: number, feature: any) => boolean} */
const is = (kind, rank) => (_, { props }) => props.kind === kind && props.rank === rank;

/** @param {string} kind @param {number} rank @param {object} look @param {string} [dataLayer] */
const area = (kind, rank, look, dataLayer = "ground") => ({
  dataLayer,
  filter: is(kind, rank),
  symbolizer: new PolygonSymbolizer({ width: 0, ...look }),
});

/** @param {string} kind @param {number} rank @param {object} look */
const line = (kind, rank, look) => ({
  dataLayer: "ground",
  filter: is(kind, rank),
  symbolizer: new LineSymbolizer({ lineCap: "round", lineJoin: "round", perFeature: true, ...look }),
});

/** How wide a road is drawn: as wide as it is, but never thinner than can be seen. @param {number} least @param {number} [more] */
const wide = (least, more = 0) => (/** @type {number} */ zoom, /** @type {any} */ feature) =>
  Math.max(least, pixels(feature?.props.width ?? 4, zoom)) + more;

const ROADS = [
  { rank: 3, fill: "#ffffff", edge: "#cfccc4", least: 1 },
  { rank: 2, fill: "#ffffff", edge: "#cfccc4", least: 1.5 },
  { rank: 1, fill: "#fdf3d6", edge: "#cdbf92", least: 3 },
  { rank: 0, fill: "#fbe3b5", edge: "#d3b06a", least: 4 },
];

export const RULES = [
  area("water", 0, { fill: "#cfe3f2" }),
  area("field", 0, { fill: "#eaf0dc" }),
  area("block", 0, { fill: LAND }),
  area("wood", 0, { fill: "#d9ead3" }),
  line("wood", 1, { color: "#c7d6b8", width: 1 }),
  area("field", 1, { fill: "#e3ecd9" }),
  line("field", 2, { color: "#d3dcc0", width: 1 }),
  area("field", 3, { fill: "#f3ecd8" }),
  area("river", 1, { fill: "#dfe8d8" }),
  area("river", 0, { fill: "#cfe3f2" }),
  area("park", 0, { fill: "#d9ead3" }),
  area("block", 1, { fill: "#efece3" }),
  ...ROADS.map(({ rank, edge, least }) => line("road", rank, { color: edge, width: wide(least, 1.6) })),
  ...ROADS.map(({ rank, fill, least }) => line("road", rank, { color: fill, width: wide(least) })),
  area("block", 2, { fill: "#ffffff", stroke: "#cfccc4", width: 1 }),
  line("rail", 0, { color: "#6b6b6b", width: 5, lineCap: "butt" }),
  line("rail", 0, { dash: [12, 12], dashColor: "#ffffff", dashWidth: 3, lineCap: "butt" }),
  { dataLayer: "buildings", symbolizer: new PolygonSymbolizer({ fill: "#dcd8ce", stroke: "#b9b3a5", width: 0.8 }) },
  area("building", 0, { fill: "#cdc6b8", stroke: "#a59d8c", width: 1 }),
  area("building", 1, { fill: "#8d8d8d" }),
];

/**
 * A name in the manner of a city plan: spaced, with a white edge.
 * @param {{size: number, colour: string, bold?: boolean, spacing?: number}} look
 */
const written = ({ size, colour, bold = false, spacing = 1 }) => ({
  /** @param {any} layout @param {any} geometry @param {any} feature */
  place(layout, geometry, feature) {
    const [[anchor]] = geometry;
    const text = feature.props.name;
    const font = `${bold ? 700 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    layout.scratch.font = font;
    const width = layout.scratch.measureText(text).width + spacing * text.length;
    const box = { minX: anchor.x - width / 2 - 4, maxX: anchor.x + width / 2 + 4, minY: anchor.y - size, maxY: anchor.y + size };
    return [{ anchor, bboxes: [box], draw: (/** @type {CanvasRenderingContext2D} */ context) => write(context, text, font, colour, spacing) }];
  },
});

/** @param {CanvasRenderingContext2D} context @param {string} text @param {string} font @param {string} colour @param {number} spacing */
function write(context, text, font, colour, spacing) {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  if ("letterSpacing" in context) context.letterSpacing = `${spacing}px`;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = "#ffffff";
  context.strokeText(text, 0, 0);
  context.fillStyle = colour;
  context.fillText(text, 0, 0);
}

const WATER = { size: 16, colour: "#2c6a9b", spacing: 12 };
const PLACE = { size: 15, colour: "#4a4a4a", bold: true, spacing: 2 };
const STATION = { size: 15, colour: "#1a1a1a", bold: true };
const FACILITY = { size: 13, colour: "#3b3b3b" };
const ROAD = { size: 13, colour: "#5b4a1c" };

/** @param {string} kind @param {number | null} rank @param {Parameters<typeof written>[0]} look @param {number} minzoom */
const name = (kind, rank, look, minzoom) => ({
  dataLayer: "names",
  minzoom,
  filter: (/** @type {number} */ _, /** @type {any} */ { props }) => props.kind === kind && (rank === null || props.rank === rank),
  symbolizer: written(look),
});

export const NAMES = [
  name("place", 1, STATION, 13),
  name("place", 0, PLACE, 13),
  name("river", 0, WATER, 13),
  name("water", 0, WATER, 11),
  name("block", 1, FACILITY, 16),
  name("park", 0, FACILITY, 16),
  name("road", 0, ROAD, 15),
];

/** @returns {any} a layer of Leaflet */
export function ground() {
  return leafletLayer({
    url: setup.addresses.ground,
    paintRules: RULES,
    labelRules: NAMES,
    backgroundColor: LAND,
    maxDataZoom: 16,
    maxZoom: 19,
    attribution: "",
  });
}
