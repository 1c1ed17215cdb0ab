/** Pressing, for a hand that shakes: a finger may slide as long as it lifts inside the button. */

const GUARD = 400; // ms in which a second tap is the same tap
const CONTROLS = "a, button, label, input";
/** When each control was pressed last, by the clock of events; of those that only stood there, long ago.
 * @type {WeakMap<Element, number>} */
const pressed = new WeakMap();
let last = -GUARD;

/** Whether a press counts. The second half of a double tap does not: neither on the same control, nor on what was drawn
 * since the first half. Another control that stood there then is another press. @param {Event} event @param {Element} control */
export function counts({ timeStamp }, control) {
  if (timeStamp - last < GUARD && !(timeStamp - (pressed.get(control) ?? NaN) >= GUARD)) return false;
  for (const one of document.querySelectorAll(CONTROLS)) if (!pressed.has(one)) pressed.set(one, -GUARD);
  pressed.set(control, (last = timeStamp));
  return true;
}

/** The control that an event is on. @param {Event} event */
const controlOf = ({ target }) => target instanceof Element && target.closest(CONTROLS);

document.addEventListener(
  "click",
  (event) => {
    const control = controlOf(event);
    if (!control || counts(event, control)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);
// A finger that rests is not asked what to do with a link or a picture.
document.addEventListener("contextmenu", (event) => controlOf(event) && event.preventDefault());

/** Call `act` when the button is pressed, by finger, key or screen reader. @param {HTMLElement} button @param {() => void} act */
export function onPress(button, act) {
  let finger = -1;
  button.addEventListener("pointerdown", (event) => {
    finger = event.isPrimary && event.button === 0 ? event.pointerId : -1;
  });
  button.addEventListener("pointerup", (event) => {
    const inside = button.contains(document.elementFromPoint(event.clientX, event.clientY));
    if (event.pointerId === finger && inside && counts(event, button)) act();
    finger = -1;
  });
  // The click that follows a finger is the same press; the guard above has let through only others.
  button.addEventListener("click", act);
}
