/** Screens are templates of the page. These few functions copy one, find its parts and fill them. */

/** A copy of a template. @param {string} name @returns {DocumentFragment} */
export function copy(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(name));
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/** The part named by data-slot. @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export const part = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-slot="${name}"]`));

/** A link among the parts. */
export const link = /** @type {(root: ParentNode, name: string) => HTMLAnchorElement} */ (part);

/** Write words into parts; a part for which there is nothing goes, one for which there is something else stays.
 * @param {ParentNode} root @param {Record<string, unknown>} given */
export function fill(root, given) {
  for (const [name, what] of Object.entries(given)) {
    if (!what) part(root, name).remove();
    else if (typeof what === "string") write(part(root, name), what);
  }
}

/** Write words; the numbers at the end of an address are not torn apart at the end of a line.
 * @param {HTMLElement} place @param {string} text */
export function write(place, text) {
  const [, street, numbers] = text.match(/^(.* )(\d[\d-]*)$/) ?? [];
  const whole = Object.assign(document.createElement("span"), { className: "phrase", textContent: numbers });
  place.replaceChildren(...(numbers ? [street, whole] : [text]));
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

/** Say what became of the file for staff, on the screen that is on show by then. @param {string | null | undefined} text */
export function tellGiven(text) {
  const given = part(document, "given");
  if (given) given.textContent = text ?? "";
}

/** Remember where the reader is on the screen on show, and what it last said. What it gives brings both back once that is
 * drawn anew. */
export function bookmark() {
  const at = document.activeElement;
  const given = part(document, "given")?.textContent;
  const down = document.querySelector("main")?.scrollTop ?? 0;
  return () => {
    const stops = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a, button"));
    [...stops].find((one) => one.isEqualNode(at))?.focus({ preventScroll: true });
    document.querySelector("main")?.scrollTo(0, down);
    tellGiven(given);
  };
}
