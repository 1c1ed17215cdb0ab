/** 文字の大きさ, 画面の色 and ことば: kept on the tablet, set before anything is drawn. */

import { copy, show } from "./screen.js";

const CHOICES = { letters: "1", ground: "light" };
const root = document.documentElement;
const name = (/** @type {string} */ choice) => `akiya-${choice}`;

/** Set what was chosen before. */
export function applyLook() {
  for (const [choice, usual] of Object.entries(CHOICES)) root.dataset[choice] = localStorage.getItem(name(choice)) ?? usual;
}

/** The screen to choose. */
export function look() {
  const screen = copy("look");
  for (const input of screen.querySelectorAll("input")) {
    input.checked = (root.dataset[input.name] ?? root.lang) === input.value;
    input.addEventListener("change", () => {
      localStorage.setItem(name(input.name), input.value);
      applyLook();
      if (input.name !== "language") return;
      document.cookie = `django_language=${input.value};path=/field/;max-age=34560000`; // for the pages that the server makes
      location.reload();
    });
  }
  show(screen);
}
