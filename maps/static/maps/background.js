/** What lies under the houses: 地理院タイル where the network brings them, else the register's own ground. */

import { tell } from "./ask.js";
import { ground } from "./ground.js";
import { part, say, setup } from "./setup.js";

const L = /** @type {any} */ (window).L;

/** @param {any} map of Leaflet @param {string} city whose roads and buildings our own ground shows */
export function lay(map, city) {
  const { tiles, source, first } = setup.background;
  const button = /** @type {HTMLButtonElement} */ (part("[data-map=background]"));
  const own = ground();
  const pale = tiles ? L.tileLayer(tiles, { maxNativeZoom: 18, maxZoom: 19, minZoom: 5 }) : null;

  /** @param {boolean} isPale */
  const show = (isPale) => {
    (isPale ? own : pale)?.remove();
    (isPale ? pale : own).addTo(map);
    button.setAttribute("aria-label", say("background", { name: button.textContent ?? "", now: say(isPale ? "pale" : "own_ground") }));
    const credit = part("[data-credit]");
    if (isPale) credit.replaceChildren(Object.assign(document.createElement("a"), { href: source, textContent: say("pale_credit") }));
    else credit.textContent = say("own_ground_credit", { city });
  };

  pale?.on("tileerror", () => {
    if (!map.hasLayer(pale)) return;
    show(false);
    tell("background", say("no_network"));
  });
  button.hidden = !pale;
  button.addEventListener("click", () => {
    tell("background", "");
    show(!map.hasLayer(pale));
  });
  show(Boolean(pale) && first);
}
