/** What is offered while one types, and the key for it: "/" brings the cursor to the search field, unless something is being typed elsewhere. */

import { Suggestions } from "./suggest.js";

const field = /** @type {HTMLInputElement | null} */ (document.getElementById("search"));

/** @param {EventTarget | null} target @returns {boolean} whether keys pressed there are text */
function takesText(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

document.addEventListener("keydown", (event) => {
  if (!field || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
  event.preventDefault();
  field.focus();
  field.select();
});

if (field?.form?.dataset.suggest) new Suggestions(field.form, field);
