/**
 * The houses on the map: one canvas over the whole view, drawn anew at every move.
 *
 * Not a canvas a tile: a symbol may stand on the edge of two, the ring of the chosen house moves without
 * its tile, and a click asks for the nearest house wherever its tile ends (docs/decisions).
 */

import { allCame, covering, forget, housesOf, showsSingle, tileZoom } from "./house-tiles.js";
import { grouped } from "./setup.js";
import { RANK, symbols } from "./symbols.js";

/** @typedef {import("./house-tiles.js").House} House */

const L = /** @type {any} */ (window).L;

const OCCUPIED_SIZE = [3, 4, 5, 6];
const SIZE = [12, 12, 13, 14];
const SIZES_FROM = 13;
const CHOSEN_SIZE = 18;
const REACH = 14;
const HOUSE_METRES = 7;
const WORLD_METRES = 40_075_016;
const RAMP = ["#e8f1fe", "#d9e6ff", "#c5d7fb", "#9db7f9", "#7096f8"];

export const Houses = L.Layer.extend({
  /** @param {{query: string, chosen: (id: string) => void, drawn: (counts: Record<string, number> | null, single: boolean) => void}} options */
  initialize(options) {
    L.setOptions(this, options);
    this.query = options.query;
    /** @type {House[]} */
    this.houses = [];
    /** @type {(import("./house-tiles.js").Square & {side: number})[]} */
    this.squares = [];
    this.hovered = null;
    this.selected = null;
    this.asked = 0;
  },

  /** @param {any} map */
  onAdd(map) {
    this.canvas = L.DomUtil.create("canvas", "houses leaflet-zoom-animated");
    map.getPane("overlayPane").append(this.canvas);
    this.context = this.canvas.getContext("2d");
    map.on(this.getEvents(), this);
    this.load();
  },

  getEvents() {
    return {
      move: this.draw,
      resize: this.draw,
      moveend: this.load,
      zoomanim: this.follow,
      click: this.clicked,
      mousemove: this.pointed,
      mouseout: this.left,
    };
  },

  /** @param {string} query of the selection that is to be shown from now on @returns {Promise<void>} when it is */
  show(query) {
    this.query = query;
    return this.load();
  },

  /** Ask again for everything: somebody may have written in the register meanwhile. */
  renew() {
    forget();
    return this.load();
  },

  /** @param {{id: string, x: number, y: number} | null} house ringed, whether or not the filter shows it */
  ring(house) {
    this.selected = house;
    this.draw();
  },

  /** What was drawn stays until everything that is asked for has come, so that nothing flickers. */
  async load() {
    const asked = ++this.asked;
    const z = tileZoom(this._map.getZoom());
    const sheets = this.sheets();
    const tiles = await Promise.all(covering(this.seen(), z).map((tile) => housesOf(tile, this.query)));
    [this.drawOccupied, this.drawOthers, this.drawChosen] = await Promise.all(sheets);
    if (asked !== this.asked || !this._map) return;
    this.isWhole = tiles.every(Boolean);
    if (this.isWhole) allCame();
    const come = tiles.flatMap((tile) => tile ?? []);
    this.houses = come.flatMap(({ houses }) => houses).sort((a, b) => RANK[a.state] - RANK[b.state]);
    this.squares = come.flatMap(({ squares, side }) => squares.map((square) => ({ ...square, side })));
    this.draw();
  },

  /** @returns {Promise<import("./symbols.js").Draw>[]} of occupied houses, of the others, of the chosen one */
  sheets() {
    const step = Math.max(0, Math.min(SIZE.length - 1, Math.floor(this._map.getZoom()) - SIZES_FROM));
    return [symbols(OCCUPIED_SIZE[step]), symbols(SIZE[step]), symbols(CHOSEN_SIZE)];
  },

  /** @returns {{west: number, north: number, east: number, south: number}} the view, as parts of the world */
  seen() {
    const world = this.world();
    const { min, max } = this._map.getPixelBounds();
    return { west: min.x / world, north: min.y / world, east: max.x / world, south: max.y / world };
  },

  /** @returns {number} width of the whole world in pixels */
  world() {
    return 256 * 2 ** this._map.getZoom();
  },

  /** Lay the canvas over the view and draw what is in it. */
  draw() {
    const map = this._map;
    if (!map || !this.drawOthers) return;
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== size.x * ratio || this.canvas.height !== size.y * ratio) {
      this.canvas.width = size.x * ratio;
      this.canvas.height = size.y * ratio;
      this.canvas.style.width = `${size.x}px`;
      this.canvas.style.height = `${size.y}px`;
    }
    this.corner = map.containerPointToLatLng([0, 0]);
    this.drawnZoom = map.getZoom();
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    const context = this.context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    const world = this.world();
    const origin = map.getPixelBounds().min;
    const counts = showsSingle(map.getZoom()) ? this.drawHouses(world, origin, size) : this.drawSquares(world, origin, size);
    this.drawRings(world, origin);
    this.options.drawn(this.isWhole ? counts : null, showsSingle(map.getZoom()));
  },

  /** @param {number} world @param {any} origin @param {any} size @returns {Record<string, number>} houses in view by state */
  drawHouses(world, origin, size) {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const house of this.houses) {
      const x = house.x * world - origin.x;
      const y = house.y * world - origin.y;
      if (x < -20 || y < -20 || x > size.x + 20 || y > size.y + 20) continue;
      const draw = house.state === "occupied" ? this.drawOccupied : this.drawOthers;
      draw(this.context, `${house.state}-${house.certainty}`, x, y);
      if (x >= 0 && y >= 0 && x <= size.x && y <= size.y) counts[house.state] = (counts[house.state] ?? 0) + 1;
    }
    return counts;
  },

  /** @param {number} world @param {any} origin @param {any} size @returns {Record<string, number>} houses in view by state */
  drawSquares(world, origin, size) {
    /** @type {Record<string, number>} */
    const counts = {};
    const most = Math.max(1, ...(this.squares).map((/** @type {any} */ square) => square.houses));
    const context = this.context;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = `13px ${getComputedStyle(document.body).fontFamily}`;
    for (const square of this.squares) {
      const x = square.x * world - origin.x;
      const y = square.y * world - origin.y;
      const half = (square.side * world) / 2;
      if (x < -half || y < -half || x > size.x + half || y > size.y + half) continue;
      context.fillStyle = RAMP[Math.min(RAMP.length - 1, Math.floor((RAMP.length * square.houses) / (most + 1)))];
      context.fillRect(x - half + 1, y - half + 1, 2 * half - 2, 2 * half - 2);
      context.fillStyle = "#1a1a1a";
      context.fillText(grouped(square.houses), x, y + 1, 2 * half - 4);
      for (const [state, number] of Object.entries(square.states)) counts[state] = (counts[state] ?? 0) + Number(number);
    }
    return counts;
  },

  /** @param {number} world @param {any} origin */
  drawRings(world, origin) {
    const context = this.context;
    for (const house of new Set([this.hovered, this.selected])) {
      if (!house) continue;
      const x = house.x * world - origin.x;
      const y = house.y * world - origin.y;
      for (const [width, colour] of /** @type {[number, string][]} */ ([[6, "#000"], [3, "#ffd43d"]])) {
        context.beginPath();
        context.arc(x, y, 15, 0, 2 * Math.PI);
        context.lineWidth = width;
        context.strokeStyle = colour;
        context.globalAlpha = house === this.selected ? 1 : 0.7;
        context.stroke();
      }
      context.globalAlpha = 1;
      const known = this.found(house.id) ?? house;
      if (known.state) this.drawChosen(context, `${known.state}-${known.certainty}`, x, y);
    }
  },

  /** @param {string} id @returns {House | undefined} the house as it is drawn now */
  found(id) {
    return this.houses.find((/** @type {House} */ house) => house.id === id);
  },

  /** @param {any} point on the screen @param {number} [reach] pixels @returns {House | null} the nearest house in reach */
  nearest(point, reach = REACH) {
    if (!showsSingle(this._map.getZoom())) return null;
    const world = this.world();
    const origin = this._map.getPixelBounds().min;
    const latitude = (this._map.getCenter().lat * Math.PI) / 180;
    const pixelsOfHouse = (HOUSE_METRES * world) / (WORLD_METRES * Math.cos(latitude));
    let best = null;
    let least = Math.max(reach, pixelsOfHouse);
    for (const house of this.houses) {
      const far = Math.hypot(house.x * world - origin.x - point.x, house.y * world - origin.y - point.y);
      // Of two as near, the one that is drawn above.
      if (far <= least) [best, least] = [house, far];
    }
    return best;
  },

  /** @param {any} event */
  clicked(event) {
    const house = this.nearest(event.containerPoint);
    if (house) this.options.chosen(house.id);
    else if (!showsSingle(this._map.getZoom())) this._map.setView(event.latlng, this._map.getZoom() + 2);
  },

  /** @param {any} event */
  pointed(event) {
    const house = this.nearest(event.containerPoint);
    if (house === this.hovered) return;
    this.hovered = house;
    this._map.getContainer().classList.toggle("over-house", Boolean(house));
    this.draw();
  },

  left() {
    if (!this.hovered) return;
    this.hovered = null;
    this.draw();
  },

  /** @param {any} event while the map zooms, the canvas grows with it */
  follow(event) {
    const scale = this._map.getZoomScale(event.zoom, this.drawnZoom);
    L.DomUtil.setTransform(this.canvas, this._map._latLngToNewLayerPoint(this.corner, event.zoom, event.center), scale);
  },
});
