/** The way out when the app does not open: count what was not sent, and give it out as one file. */

import { gather } from "./gather.js";
import { give } from "./handover.js";

const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(name));
const { letters = "1", ground = "light" } = { letters: localStorage["akiya-letters"], ground: localStorage["akiya-ground"] };
Object.assign(document.documentElement.dataset, { letters, ground });

const holdings = await gather();
const count = holdings.reduce((sum, { entries }) => sum + entries.length, 0);
part("count").textContent = String(count);
part("some").hidden = !count;
part("none").hidden = Boolean(count);
part("give").addEventListener("click", () => void give(holdings).then(() => (part("given").hidden = false), () => {}));
