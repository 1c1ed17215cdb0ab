/** The filters beside a list: folded away where the screen is narrow. */

const narrow = window.matchMedia("(max-width: 1180px)");
const fold = /** @type {HTMLDetailsElement} */ (document.querySelector(".fold"));

const fit = () => (fold.open = !narrow.matches);
narrow.addEventListener("change", fit);
fit();
