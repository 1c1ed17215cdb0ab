/** The list's filters: two short choices of areas, and folded away where the screen is narrow. */

import "./areas.js";

const narrow = window.matchMedia("(max-width: 1180px)");
const fold = /** @type {HTMLDetailsElement} */ (document.querySelector(".fold"));

const fit = () => (fold.open = !narrow.matches);
narrow.addEventListener("change", fit);
fit();
