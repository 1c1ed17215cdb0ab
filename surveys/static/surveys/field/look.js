/** 文字の大きさ and 画面の色: kept on the tablet, set before anything is drawn. */

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
    input.checked = root.dataset[input.name] === input.value;
    input.addEventListener("change", () => {
      localStorage.setItem(name(input.name), input.value);
      applyLook();
    });
  }
  show(screen);
}
