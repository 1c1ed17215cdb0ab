/** 文字の大きさ, 画面の色 and ことば: kept on the tablet, and put to use by chosen.js before anything is drawn. */

import { copy, show } from "./screen.js";

/** The screen to choose. */
export function look() {
  const root = document.documentElement;
  const screen = copy("look");
  for (const input of screen.querySelectorAll("input")) {
    input.checked = (root.dataset[input.name] ?? root.lang) === input.value;
    input.addEventListener("change", () => {
      localStorage.setItem(`akiya-${input.name}`, input.value);
      if (input.name !== "language") return void (root.dataset[input.name] = input.value);
      document.cookie = `django_language=${input.value};path=/field/;max-age=34560000`; // for the pages that the server makes
      location.reload();
    });
  }
  show(screen);
}
