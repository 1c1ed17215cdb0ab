/** The curve over the slider: vacant houses at the end of each month of ten years, and between which two numbers they
 * lie where changes are known to have come between two days only. */

import { lastOnly } from "./ask.js";
import { onKnown, sayVacant } from "./clock.js";
import { settled } from "./pace.js";
import { part, setup } from "./setup.js";
import { listen, view } from "./store.js";

const WIDTH = 1000;
const HEIGHT = 26;
const TOP = 3;
const question = lastOnly("curve");

/** @param {number[]} numbers @param {number} [most] the number at the top @returns {string} the line as the path of an
 * SVG, in a box of 1000 by 26 */
export function path(numbers, most = Math.max(1, ...numbers)) {
  const points = numbers.map((number, nth) => {
    const x = (WIDTH * nth) / Math.max(1, numbers.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - ((HEIGHT - TOP) * number) / most).toFixed(1)}`;
  });
  return `M${points.join(" ")}`;
}

/** @param {number[]} least @param {number[]} most at each stop @param {number} top @returns {string} the band between */
export const band = (least, most, top) => {
  const back = path(least, top).slice(1).split(" ").reverse().join(" ");
  return `${path(most, top)} L${back} z`;
};

async function show() {
  const { area, q, knownThen } = view();
  const query = new URLSearchParams({ ...(area && { area }), ...(q && { q }), ...(knownThen && { known: "on" }) });
  const response = await question(`${setup.addresses.curve}?${query}`);
  if (!response) return;
  /** @type {{vacant: number[], least: number[], most: number[]}} */
  const { vacant, least, most } = await response.json();
  const top = Math.max(1, ...most);
  const line = path(vacant, top);
  part(".curve-line").setAttribute("d", line);
  part(".curve-fill").setAttribute("d", `${line} V${HEIGHT} H0 z`);
  part(".curve-band").setAttribute("d", band(least, most, top));
  sayVacant(vacant.map((number, nth) => ({ number, least: least[nth], most: most[nth] })));
}

const showSoon = settled(show, 120);
listen((now, before) => {
  if (now.area !== before.area || now.q !== before.q || now.knownThen !== before.knownThen) showSoon();
});
onKnown(showSoon);
void show();
