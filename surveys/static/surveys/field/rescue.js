/** The way out when the app does not open: count what was not sent, and give it out as one file. */

const { gather, give, things } = await import("./handover.js");

const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(name));
const { dataset } = document.documentElement;
dataset.letters = localStorage["akiya-letters"] ?? "1";
dataset.ground = localStorage["akiya-ground"] ?? "light";

const holdings = await gather();
const count = holdings.reduce((sum, { entries }) => sum + things(entries).length, 0);
part("count").textContent = String(count);
part("some").hidden = !count;
part("none").hidden = Boolean(count);
part("give").addEventListener("click", () => void give(holdings).then(() => (part("given").hidden = false), () => {}));
