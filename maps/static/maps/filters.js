/** The filters beside the map: what is chosen in them goes into the view, and their numbers follow it. */

import { lastOnly } from "./ask.js";
import { sayMoment } from "./clock.js";
import { settled } from "./pace.js";
import { grouped, part, parts, say, sayOf, setup } from "./setup.js";
import { change, listen, view } from "./store.js";
import { clocks, narrowing, selection } from "./view.js";

const form = /** @type {HTMLFormElement} */ (part("#filters"));
const opener = /** @type {HTMLButtonElement} */ (part(".open-filters"));
const boxes = /** @type {HTMLInputElement[]} */ (parts("input[type=checkbox][name=cell]", form));
const COLUMNS = 3;

/** @returns {string[] | null} the chosen fields; null where all are */
function chosenCells() {
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  return chosen.length === boxes.length ? null : chosen;
}

form.addEventListener("change", () => {
  const filled = new FormData(form);
  change({
    cells: chosenCells(),
    area: String(filled.get("area") ?? ""),
    age: String(filled.get("age") ?? ""),
  });
});

form.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-preset], [data-forget]");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  if (link.dataset.forget) {
    change({ q: "" });
    part("[data-words]", form).remove();
    return;
  }
  for (const box of boxes) box.checked = link.dataset.preset === "all" || box.value.startsWith("vacant-");
  change({ cells: chosenCells() });
});

/** Arrow keys move in the grid as on paper; Tab steps over it in one. */
form.addEventListener("keydown", (event) => {
  const here = boxes.indexOf(/** @type {HTMLInputElement} */ (event.target));
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
  if (here < 0 || !step) return;
  event.preventDefault();
  const there = boxes[here + step];
  if (there) reach(there);
});

/** @param {HTMLInputElement} box the one box of the grid that Tab comes to */
function reach(box) {
  for (const each of boxes) each.tabIndex = each === box ? 0 : -1;
  box.focus();
}

boxes.forEach((box, nth) => (box.tabIndex = nth === 0 ? 0 : -1));
form.addEventListener("focusin", ({ target }) => {
  if (!boxes.includes(/** @type {HTMLInputElement} */ (target))) return;
  for (const each of boxes) each.tabIndex = each === target ? 0 : -1;
});

/** @param {boolean} open */
function showFilters(open) {
  form.classList.toggle("open", open);
  opener.setAttribute("aria-expanded", String(open));
  (open ? boxes.find((box) => box.tabIndex === 0) : opener)?.focus();
}
opener.addEventListener("click", () => showFilters(!form.classList.contains("open")));
part("[data-close-filters]", form).addEventListener("click", () => showFilters(false));
form.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && form.classList.contains("open")) showFilters(false);
});

const question = lastOnly("numbers");

async function count() {
  const asked = clocks(view()).toString();
  const response = await question(`${setup.addresses.counts}?${selection(view())}`);
  if (!response) return;
  const { grid, ages, any_age, total, moment } = await response.json();
  sayMoment(moment, asked);
  for (const place of parts("[data-count]", form)) {
    const cell = /** @type {string} */ (place.dataset.count);
    const [state, certainty] = cell.split("-");
    place.textContent = grouped(grid[cell]);
    const box = /** @type {HTMLElement} */ (place.parentElement?.querySelector("input"));
    box.setAttribute("aria-label", sayOf("cell", grid[cell], { state: say(state), certainty: say(certainty) }));
  }
  for (const place of parts("[data-age]", form)) {
    const age = place.dataset.age;
    place.textContent = grouped(age ? ages[age] : any_age);
  }
  part("[data-total]").textContent = grouped(total);
  part("[data-unit]").textContent = sayOf("unit", total);
}

function follow() {
  const query = selection(view()).toString();
  for (const link of /** @type {HTMLAnchorElement[]} */ (parts("a[data-view]"))) link.search = query;
  const number = narrowing(view());
  opener.textContent = number ? say("filters_set", { number }) : say("filters");
}

const countSoon = settled(count, 120);
listen((now, before) => {
  follow();
  if (selection(now).toString() !== selection(before).toString()) countSoon();
});
follow();
