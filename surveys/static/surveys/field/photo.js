/** 写真: taken from the road, looked at, taken again or thrown away. */

import { dropPhoto, keepPhoto, prepare } from "./drafts.js";
import { ready } from "./picture.js";
import { onPress } from "./press.js";
import { to } from "./route.js";
import { copy, fill, link, part, show } from "./screen.js";
import { one } from "./store.js";
import { say } from "./words.js";

/** @import { Acts, Place, Shot, Today } from "./types" */

/** @param {Place} place @param {Today} _today @param {Acts} acts */
export function photo(place, _today, acts) {
  const screen = copy("photo");
  const photos = place.draft?.photos ?? [];
  const file = /** @type {HTMLInputElement} */ (part(screen, "file"));
  const trouble = part(screen, "trouble");
  /** Which one the next picture takes the place of. @type {string | null} */
  let instead = null;
  const ask = (/** @type {string | null} */ other) => {
    instead = other;
    file.click();
  };
  const shots = photos.map((shot) =>
    picture(shot, {
      again: () => ask(shot.id),
      drop: () => dropPhoto(place.id, shot.id).then(acts.refresh, acts.failed),
    }),
  );
  file.addEventListener("change", async () => {
    const [taken] = file.files ?? [];
    if (!taken) return;
    try {
      await prepare(async () => keepPhoto(place.id, await ready(taken), instead));
      acts.refresh();
    } catch {
      trouble.textContent = say("photoFailed");
    }
    file.value = "";
  });
  const take = part(screen, "take");
  take.addEventListener("click", () => ask(null));
  if (photos.length) {
    take.className = "ghost wide"; // the usual next step is to go on
    part(screen, "take-word").textContent = say("retake");
  }
  part(screen, "pictures").append(...shots);
  link(screen, "back").href = link(screen, "done").href = to("question", place.id);
  fill(screen, { done: photos.length, pictures: photos.length });
  show(screen);
}

/** One photo with its two buttons. @param {Shot} shot @param {{again: () => void, drop: () => void}} does */
function picture({ id, type }, { again, drop }) {
  const made = copy("picture");
  const image = /** @type {HTMLImageElement} */ (part(made, "image"));
  const blind = part(made, "blind");
  const unseen = () => {
    blind.hidden = false;
    image.remove();
  };
  image.addEventListener("error", unseen);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src)); // it is drawn, and its bytes may go
  one("bytes", id).then((bytes) => (image.src = URL.createObjectURL(new Blob([bytes], { type }))), unseen);
  part(made, "again").addEventListener("click", again);
  onPress(part(made, "drop"), drop);
  return made;
}
