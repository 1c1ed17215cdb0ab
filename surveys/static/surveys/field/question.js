/** 家の確認: one question, answered by one press. */

import { sketch } from "./plan.js";
import { onPress } from "./press.js";
import { askedOf } from "./round.js";
import { to } from "./route.js";
import { copy, fill, link, part, show } from "./screen.js";
import { savedStrip, waitingStrip } from "./strips.js";
import { month, say } from "./words.js";

/** @import { Acts, Answer, Place, Today } from "./types" */

/** @param {Place} place @param {Today} today @param {Acts} acts */
export function question(place, today, acts) {
  const screen = copy("question");
  const six = Boolean(place.before && !place.said);
  const { photos = [], note = "" } = place.draft ?? {};
  if (!savedStrip(screen, today, acts)) waitingStrip(screen, today);
  heading(screen, place, today);
  if (photos.length) part(screen, "photo-word").textContent = say("photos", photos.length);
  if (note) part(screen, "memo-word").textContent = say("readMemo");
  link(screen, "house").href = to("map", place.id);
  link(screen, "photo").href = to("photo", place.id);
  link(screen, "memo").href = to("memo", place.id);
  for (const button of screen.querySelectorAll("button")) {
    const same = button.dataset.answer === "same";
    const answer = /** @type {Answer | undefined} */ (same ? place.before?.answer : button.dataset.answer);
    if (answer) onPress(button, () => acts.answer(place, answer, same));
  }
  part(screen, "main").classList.toggle("six", six);
  const canvas = /** @type {HTMLCanvasElement} */ (screen.querySelector("canvas"));
  fill(screen, {
    label: place.label,
    landmark: place.landmark,
    before: before(place),
    said: place.said && say("saidToday", say(place.said.answer)),
    same: six,
  });
  show(screen);
  setTimeout(() => sketch(canvas, today.town, place)); // what was saved is seen first
  return () => void (canvas.width = 0); // its pixels are given back at once
}

/** Which house it is, of how many. @param {ParentNode} screen @param {Place} place @param {Today} today */
export function heading(screen, place, today) {
  const { number } = place;
  const all = askedOf(today.places).length;
  fill(screen, { title: number ? say("houseNumber", number) : say("theHouse"), of: number ? say("ofHouses", all) : null });
}

/** @param {Place} place */
function before({ before }) {
  if (!before) return null;
  const answer = say(before.answer === "vacant" ? "vacantBefore" : before.answer);
  return say("before", month(before.on, new Date()), answer);
}
