/** メモ: a few words on a house, kept at every letter. */

import { keepNote } from "./drafts.js";
import { onPress } from "./press.js";
import { to } from "./route.js";
import { copy, link, part, show } from "./screen.js";
import { words } from "./words.js";

/** @import { Acts, Today } from "./types" */

/** @param {Today} today @param {number | string | null} id @param {Acts} acts */
export function memo(today, id, acts) {
  const place = today.places.find((one) => one.id === id);
  if (!place) return acts.go(to());
  const screen = copy("memo");
  const back = to("question", place.id);
  const note = /** @type {HTMLTextAreaElement} */ (part(screen, "note"));
  part(screen, "label").textContent = words.memoOf(place.label);
  note.value = today.draft?.note ?? "";
  note.addEventListener("input", () => void keepNote(place.id, note.value.trim()));
  link(screen, "back").href = back;
  onPress(part(screen, "done"), () => acts.go(back));
  show(screen);
}
