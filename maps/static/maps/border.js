/** The border of the chosen area, and the map brought to it. */

import { lastOnly } from "./ask.js";
import { setup } from "./setup.js";
import { listen, view } from "./store.js";

const L = /** @type {any} */ (window).L;
const question = lastOnly("border");

/** @param {any} map of Leaflet */
export function outline(map) {
  const look = { color: "#0017c1", weight: 3, dashArray: "8 6", fill: false, interactive: false };
  const layer = L.geoJSON(null, { style: look }).addTo(map);

  /** @param {boolean} goes whether the map is brought to the area */
  const show = async (goes) => {
    const { area } = view();
    if (!area) {
      layer.clearLayers();
      return;
    }
    const response = await question(setup.addresses.border.replace("{area}", area));
    if (!response) return;
    layer.clearLayers();
    layer.addData((await response.json()).border);
    if (goes) map.fitBounds(layer.getBounds(), { padding: [24, 24] });
  };

  listen((now, before) => {
    if (now.area !== before.area) void show(true);
  });
  void show(!view().at);
}
