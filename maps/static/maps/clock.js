/**
 * The day that is looked at: a slider of ten years by month, played at four months a second, and a field for any
 * other day. A month's end has its words in the page; how another day is said comes with its numbers.
 */

import { grouped, part, say, sayOf, setup } from "./setup.js";
import { change, listen, view } from "./store.js";
import { clocks } from "./view.js";

const slider = /** @type {HTMLInputElement} */ (part("[data-slider]"));
const play = /** @type {HTMLButtonElement} */ (part("[data-play]"));
const picker = /** @type {HTMLInputElement} */ (part("[data-day]"));
const known = /** @type {HTMLButtonElement} */ (part("[data-known]"));
const { months } = setup;
const LAST = months.length - 1;
const YEAR = 12;
const STEP = 250;

/** What the server last said of a moment, and the two clocks it was asked with: at first those of the page. */
let told = setup.moment;
let toldOf = clocks(view()).toString();

/** @typedef {{number: number, least: number, most: number}} Vacant houses of a day, and the least and most they may be */

/** @type {Vacant[]} at each stop, once they are known */
let vacant = [];
let playing = false;

/** @param {string} on @returns {number} the stop at a day, or the last one before it */
export function stopAt(on) {
  if (!on) return LAST;
  const next = months.findIndex((month) => month.on > on);
  return next < 0 ? LAST : Math.max(0, next - 1);
}

/** @param {number} stop */
function go(stop) {
  const at = Math.min(LAST, Math.max(0, stop));
  change({ on: at === LAST ? "" : months[at].on, knownUntil: "", knownThen: isKnownThen() });
}

const isKnownThen = () => known.getAttribute("aria-checked") === "true";

slider.addEventListener("input", () => go(slider.valueAsNumber));
slider.addEventListener("keydown", (event) => {
  const step = { PageUp: YEAR, PageDown: -YEAR }[event.key];
  if (!step) return;
  event.preventDefault();
  go(slider.valueAsNumber + step);
});

// A day is taken once it is whole and within the register's years; what is half typed waits, and what is wrong goes.
picker.addEventListener("change", () => {
  if (!picker.value || !picker.validity.valid) return;
  change({ on: picker.value === picker.max ? "" : picker.value, knownUntil: "", knownThen: isKnownThen() });
});
picker.addEventListener("blur", () => {
  if (!picker.value || !picker.validity.valid) show();
});

known.addEventListener("click", () => {
  known.setAttribute("aria-checked", String(!isKnownThen()));
  change({ knownThen: isKnownThen(), knownUntil: "" });
  listeners.forEach((listener) => listener(isKnownThen()));
});

/** @type {((knownThen: boolean) => void)[]} */
const listeners = [];

/** @param {(knownThen: boolean) => void} listener told when the switch is turned */
export const onKnown = (listener) => listeners.push(listener);

/** @param {Vacant[]} numbers at each stop */
export function sayVacant(numbers) {
  vacant = numbers;
  show();
}

/** @param {import("./setup.js").Told} moment how the server says it @param {string} of the clocks it was asked with */
export function sayMoment(moment, of) {
  told = moment;
  toldOf = of;
  show();
}

/** @param {string} day @param {Vacant} vacant */
function inWords(day, { number, least, most }) {
  const said = sayOf("month", number, { day });
  return least === most ? said : say("month_between", { said, least: grouped(least), most: grouped(most) });
}

function show() {
  const { on, knownThen, knownUntil } = view();
  const stop = stopAt(on);
  const month = months[stop];
  const day = clocks(view()).toString() === toldOf ? told : !on || month.on === on ? month : null;
  slider.value = String(stop);
  if (document.activeElement !== picker || !picker.value) picker.value = on || months[LAST].on;
  const words = vacant.length ? inWords(month.said, vacant[stop]) : month.said;
  slider.setAttribute("aria-valuetext", words);
  const here = knownUntil || (on && month.on !== on) ? undefined : vacant[stop];
  const between = here && here.least < here.most ? say("between", { least: grouped(here.least), most: grouped(here.most) }) : "";
  part("[data-between]").textContent = between;
  part("[data-between]").hidden = !between;
  part("[data-said]").textContent = day ? day.said : on;
  part("[data-beside]").textContent = day ? day.beside : "";
  if (day === told) part("[data-as-of]").textContent = told.words;
  else if (day && !knownUntil) part("[data-as-of]").textContent = say(knownThen ? "known_then" : "known_now", { day: day.said });
}

/** @param {() => Promise<unknown>} drawn resolves when the map shows the day that was last asked for */
export function makePlayable(drawn) {
  play.addEventListener("click", () => (playing ? stop() : void run(drawn)));
  // Any key stops it, the one on the button too, which would otherwise start it again.
  document.addEventListener("keydown", (event) => {
    if (!playing) return;
    stop();
    if (document.activeElement === play) event.preventDefault();
  }, true);
}

/** @param {() => Promise<unknown>} drawn */
async function run(drawn) {
  playing = true;
  sign();
  if (slider.valueAsNumber === LAST) go(0);
  while (playing && slider.valueAsNumber < LAST) {
    await Promise.all([drawn(), new Promise((resolve) => setTimeout(resolve, STEP))]);
    if (playing) go(slider.valueAsNumber + 1);
  }
  stop();
}

function stop() {
  playing = false;
  sign();
}

function sign() {
  play.setAttribute("aria-pressed", String(playing));
  part("span", play).textContent = say(playing ? "stop" : "play");
}

function years() {
  const shown = months.map((month, nth) => ({ ...month, nth })).filter(({ on }) => on.slice(5, 7) === "12" && Number(on.slice(0, 4)) % 2 === 1);
  part("[data-years]").replaceChildren(
    ...shown.map(({ year, nth }) => {
      const place = document.createElement("span");
      place.textContent = year;
      place.style.left = `${(100 * nth) / LAST}%`;
      return place;
    }),
  );
}

known.setAttribute("aria-checked", String(view().knownThen));
years();
show();
listen(show);
