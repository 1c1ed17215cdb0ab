/** What the page says to its script: addresses, days, places and words, written by maps/pages/map_setup.py. */

/**
 * @typedef {object} Month one stop of the slider
 * @property {string} on the day, ISO
 * @property {string} said the day in the language of the page
 * @property {string} beside its weekday
 * @property {string} year
 */

/**
 * @typedef {object} Told a moment as the server says it
 * @property {string} said the day in the language of the page
 * @property {string} beside its weekday
 * @property {string} words as of when and as known when, a whole sentence
 */

/**
 * @typedef {object} Setup
 * @property {Told} moment the moment that the page opened with
 * @property {Record<string, string>} addresses
 * @property {Month[]} months oldest first; the last is today
 * @property {[number, number, number, number] | null} bounds west, south, east, north in degrees
 * @property {[number, number] | null} middle longitude, latitude
 * @property {number | null} house
 * @property {{tiles: string, source: string, first: boolean}} background
 * @property {Record<string, string>} phrases
 */

/** @type {Setup} */
export const setup = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("setup")).textContent ?? "");

/**
 * @param {string} key of maps/pages/phrases.py
 * @param {Record<string, string | number>} [values] what stands in its braces
 */
export function say(key, values = {}) {
  return setup.phrases[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * A phrase with a number, as it is said of one or of many.
 * @param {string} key @param {number} number @param {Record<string, string | number>} [values]
 */
export const sayOf = (key, number, values = {}) =>
  say(number === 1 ? `${key}_one` : key, { ...values, number: grouped(number) });

const figures = new Intl.NumberFormat("ja-JP");

/** @param {number} number @returns {string} 1,356 */
export const grouped = (number) => figures.format(number);

/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [within] @returns {T} */
export function part(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (/** @type {unknown} */ (found));
}

/** @template {Element} [T=HTMLElement] @param {string} selector @param {ParentNode} [within] @returns {T[]} */
export function parts(selector, within = document) {
  return /** @type {T[]} */ (/** @type {unknown} */ ([...within.querySelectorAll(selector)]));
}
