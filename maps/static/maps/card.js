/** The chosen house beside the map: a piece of a page from the server. Esc closes it, and focus goes back. */

import { lastOnly, tell } from "./ask.js";
import { part, say, setup } from "./setup.js";
import { change, listen, view } from "./store.js";
import { clocks } from "./view.js";

const side = part("#card");
const map = part("#map");
const question = lastOnly("card");
const CARD_TOP = 0.5;

/** @typedef {{id: string, latitude: number | null, longitude: number | null} | null} Shown */

/** @type {((house: Shown) => void)[]} */
const watchers = [];

/** @param {(house: Shown) => void} watcher told which house the card shows, and where it stands */
export function watch(watcher) {
  watchers.push(watcher);
}

/** @param {Shown} house */
const announce = (house) => watchers.forEach((watcher) => watcher(house));

/** @param {{isNew?: boolean, takesFocus?: boolean}} [how] a new house is brought into view; a pressed one takes the focus */
async function show({ isNew = false, takesFocus = false } = {}) {
  const { house } = view();
  if (!house) return;
  const address = setup.addresses.card.replace("{house}", house);
  const response = await question(`${address}?${clocks(view())}`);
  if (response === undefined) return;
  if (!response) {
    if (side.hidden) change({ house: "" });
    return;
  }
  side.innerHTML = await response.text();
  side.hidden = false;
  const { latitude, longitude } = part("[data-house]", side).dataset;
  announce({ id: house, latitude: latitude ? Number(latitude) : null, longitude: longitude ? Number(longitude) : null });
  side.scrollTop = 0;
  if (takesFocus) side.focus({ preventScroll: true });
  if (!isNew) return;
  // On a telephone the card lies below the map: bring it up far enough to be read, and leave the house in view.
  const below = side.getBoundingClientRect().top - innerHeight * CARD_TOP;
  if (below > 0) scrollBy({ top: below });
}

function close() {
  if (side.hidden) return;
  const hadFocus = side.contains(document.activeElement);
  side.hidden = true;
  side.replaceChildren();
  announce(null);
  change({ house: "" });
  if (hadFocus || document.activeElement === document.body) map.focus({ preventScroll: true });
}

side.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-close-card]")) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) close();
});

listen((now, before) => {
  if (now.house && (now.house !== before.house || clocks(now).toString() !== clocks(before).toString())) {
    void show({ isNew: now.house !== before.house, takesFocus: now.house !== before.house });
  }
});

/** Show the house that the address of the page names, if it names one. */
export function open() {
  if (setup.house) change({ house: String(setup.house) });
  else if (view().house) {
    tell("card", say("no_such_house"));
    change({ house: "" });
  }
  void show({ isNew: true });
}
