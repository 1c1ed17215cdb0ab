/** Screens are templates of the page. These few functions copy one, find its parts and fill them. */

/** A copy of a template. @param {string} name @returns {DocumentFragment} */
export function copy(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(name));
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/** The part named by data-slot. @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-slot="${name}"]`));

/** A link among the parts. @param {ParentNode} root @param {string} name @returns {HTMLAnchorElement} */
export const link = (root, name) => /** @type {HTMLAnchorElement} */ (part(root, name));

/** Write words into parts; a part without words goes. @param {ParentNode} root @param {Record<string, string | null>} words */
export function fill(root, words) {
  for (const [name, text] of Object.entries(words)) {
    if (text) write(part(root, name), text);
    else part(root, name).remove();
  }
}

/** Write words; the numbers at the end of an address are not torn apart at the end of a line.
 * @param {HTMLElement} place @param {string} text */
export function write(place, text) {
  const [, street, numbers] = text.match(/^(.* )(\d[\d-]*)$/) ?? [];
  const whole = Object.assign(document.createElement("span"), { className: "phrase", textContent: numbers });
  place.replaceChildren(...(numbers ? [street, whole] : [text]));
}

/** Keep some parts only where they apply. @param {ParentNode} root @param {Record<string, unknown>} wanted */
export function keep(root, wanted) {
  for (const [name, applies] of Object.entries(wanted)) if (!applies) part(root, name).remove();
}

/**
 * Put a screen on show: from the top, with the reader at its heading.
 * @param {DocumentFragment} screen
 */
export function show(screen) {
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  app.replaceChildren(screen);
  app.querySelector("h1")?.focus({ preventScroll: true });
  const main = part(app, "main");
  main?.classList.toggle("scrolls", main.scrollHeight > main.clientHeight);
}

/** Remember where the reader is on the screen on show. What it gives brings them back once that is drawn anew. */
export function bookmark() {
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  const at = document.activeElement;
  const down = app.querySelector("main")?.scrollTop ?? 0;
  return () => {
    const stops = /** @type {NodeListOf<HTMLElement>} */ (app.querySelectorAll("a, button"));
    [...stops].find((one) => one.isEqualNode(at))?.focus({ preventScroll: true });
    app.querySelector("main")?.scrollTo(0, down);
  };
}
