/** The houses of the view, tile by tile: fetched, decoded, and kept as long as they may be looked at again. */

import { VectorTile } from "@mapbox/vector-tile";
import Pbf from "pbf";
import { ask, tell } from "./ask.js";
import { setup } from "./setup.js";

/**
 * @typedef {object} House
 * @property {string} id
 * @property {string} state
 * @property {string} certainty
 * @property {number} x position in the whole map of the world, 0 at its west, 1 at its east edge
 * @property {number} y 0 at its north, 1 at its south edge
 */

/**
 * @typedef {object} Square houses counted on a grid
 * @property {number} houses
 * @property {Record<string, number>} states
 * @property {number} x of its middle
 * @property {number} y
 */

/** @typedef {{houses: House[], squares: Square[], side: number}} Decoded `side` of a square, as a part of the world */
/** @typedef {{z: number, x: number, y: number}} Tile */

const TELLER = "houses";
const KEPT = 240;
const SINGLE_FROM = 13;
const DEEPEST = 16;
const SQUARES_A_SIDE = 8;

/** @type {Map<string, Promise<Decoded | null>>} */
const kept = new Map();

/** @param {number} zoom of the map @returns {number} zoom of the tiles that are drawn there */
export function tileZoom(zoom) {
  const whole = Math.floor(zoom);
  return whole > SINGLE_FROM ? Math.min(DEEPEST, whole - 1) : whole;
}

/** @param {number} zoom of the map @returns {boolean} whether houses are shown one by one */
export const showsSingle = (zoom) => tileZoom(zoom) >= SINGLE_FROM;

/**
 * @param {{west: number, north: number, east: number, south: number}} seen parts of the world
 * @param {number} z @returns {Tile[]} the tiles that cover it
 */
export function covering({ west, north, east, south }, z) {
  const side = 2 ** z;
  /** @type {Tile[]} */
  const tiles = [];
  for (let x = Math.max(0, Math.floor(west * side)); x <= Math.min(side - 1, Math.floor(east * side)); x++) {
    for (let y = Math.max(0, Math.floor(north * side)); y <= Math.min(side - 1, Math.floor(south * side)); y++) {
      tiles.push({ z, x, y });
    }
  }
  return tiles;
}

/** @param {Tile} tile @param {string} query of the selection @returns {Promise<Decoded | null>} null where it did not come */
export function housesOf(tile, query) {
  const address = setup.addresses.houses.replace("{z}/{x}/{y}", `${tile.z}/${tile.x}/${tile.y}`);
  const key = `${address}?${query}`;
  const known = kept.get(key) ?? fetched(key, tile);
  kept.delete(key);
  kept.set(key, known);
  if (kept.size > KEPT) kept.delete(/** @type {string} */ (kept.keys().next().value));
  known.then((decoded) => decoded || kept.delete(key));
  return known;
}

/** Every tile has come: what was said of one that had not is over. */
export const allCame = () => tell(TELLER, "");

/** Forget what was fetched: somebody may have written in the register meanwhile. */
export const forget = () => kept.clear();

/** @param {string} address @param {Tile} tile @returns {Promise<Decoded | null>} */
async function fetched(address, tile) {
  const response = await ask(address, TELLER);
  return response && decoded(await response.arrayBuffer(), tile);
}

/** @param {ArrayBuffer} body @param {Tile} tile @returns {Decoded} */
export function decoded(body, tile) {
  const layers = new VectorTile(new Pbf(body)).layers;
  const side = 2 ** tile.z;
  /** @param {any} layer @param {(properties: any, x: number, y: number) => any} made */
  const each = (layer, made) =>
    Array.from({ length: layer?.length ?? 0 }, (_, nth) => {
      const feature = layer.feature(nth);
      const [[point]] = feature.loadGeometry();
      return made(feature.properties, (tile.x + point.x / layer.extent) / side, (tile.y + point.y / layer.extent) / side);
    });
  return {
    houses: each(layers.houses, ({ house, state, certainty }, x, y) => ({ id: String(house), state, certainty, x, y })),
    squares: each(layers.grid, ({ houses, ...states }, x, y) => ({ houses, states, x, y })),
    side: 1 / side / SQUARES_A_SIDE,
  };
}
