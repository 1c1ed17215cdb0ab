/**
 * What is looked at, as it stands in the address of the page: read when it opens, written at every change.
 * Pure functions; store.js holds the one view that is current.
 */

/**
 * @typedef {object} View
 * @property {string} on the day asked about, ISO; empty is today
 * @property {boolean} knownThen only what was known by that day
 * @property {string} knownUntil another day or time up to which is known; empty unless an address brought one
 * @property {string[] | null} cells the chosen fields of the grid; null is all
 * @property {string} area the id of an area, or empty
 * @property {string} age a class of ages, or empty
 * @property {string} q what is looked for
 * @property {string} house the id of the house beside the map, or empty
 * @property {string} at zoom/latitude/longitude, or empty
 */

/** @param {string} query the page's query string @returns {View} */
export function read(query) {
  const found = new URLSearchParams(query);
  const on = found.get("on") ?? "";
  const known = found.get("known") ?? "";
  const cells = found.getAll("cell").filter((cell) => cell !== "none");
  return {
    on,
    knownThen: on === "" ? true : known !== "",
    knownUntil: known === "on" || known === on ? "" : known,
    cells: found.has("cell") ? cells : null,
    area: found.get("area") ?? "",
    age: found.get("age") ?? "",
    q: found.get("q") ?? "",
    house: found.get("house") ?? "",
    at: found.get("at") ?? "",
  };
}

/** @param {View} view @returns {URLSearchParams} the two clocks alone */
export function clocks(view) {
  const query = new URLSearchParams();
  if (view.on) query.set("on", view.on);
  if (view.knownUntil) query.set("known", view.knownUntil);
  else if (view.on && view.knownThen) query.set("known", "on");
  return query;
}

/** @param {View} view @returns {URLSearchParams} what the server asks of a selection */
export function selection(view) {
  const query = clocks(view);
  for (const cell of view.cells ?? []) query.append("cell", cell);
  if (view.cells && view.cells.length === 0) query.set("cell", "none");
  if (view.area) query.set("area", view.area);
  if (view.age) query.set("age", view.age);
  if (view.q) query.set("q", view.q);
  return query;
}

/** @param {View} view @returns {string} the query string that opens this view again */
export function write(view) {
  const query = selection(view);
  if (view.house) query.set("house", view.house);
  if (view.at) query.set("at", view.at);
  return query.toString().replaceAll("%2F", "/");
}

/** @param {View} view @returns {number} how many filters are set */
export function narrowing(view) {
  return [view.cells !== null, view.area, view.age, view.q].filter(Boolean).length;
}

/** @param {string} at @returns {[number, number, number] | null} zoom, latitude, longitude */
export function place(at) {
  const numbers = at.split("/").map(Number);
  return numbers.length === 3 && numbers.every(Number.isFinite) ? /** @type {[number, number, number]} */ (numbers) : null;
}
