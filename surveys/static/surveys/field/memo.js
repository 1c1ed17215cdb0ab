/** メモ: a few words on a house, kept at every letter. */

import { keepNote, prepare } from "./drafts.js";
import { onPress } from "./press.js";
import { to } from "./route.js";
import { copy, link, part, show } from "./screen.js";
import { say } from "./words.js";

/** @import { Acts, Place, Today } from "./types" */

/** @param {Place} place @param {Today} _today @param {Acts} acts */
export function memo(place, _today, acts) {
  const screen = copy("memo");
  const back = to("question", place.id);
  const note = /** @type {HTMLTextAreaElement} */ (part(screen, "note"));
  part(screen, "label").textContent = say("memoOf", place.label);
  note.value = place.draft?.note ?? "";
  const strips = part(screen, "strips");
  /** Without half a letter that was cut off, which nobody can read. */
  const keep = () =>
    prepare(() => keepNote(place.id, note.value.trim().replace(/[\ud800-\udfff]/gu, ""))).then(() => strips.replaceChildren());
  note.addEventListener("input", () => void keep().catch(acts.failed));
  link(screen, "back").href = back;
  onPress(part(screen, "done"), () => void keep().then(() => acts.go(back), acts.failed));
  show(screen);
}
