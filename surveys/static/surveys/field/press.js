/** Pressing, for a hand that shakes: a finger may slide as long as it lifts inside the button. */

const GUARD = 400; // ms in which a second tap is the same tap
let guarded = 0;

/** The second half of a double tap must not reach what appeared under the finger after the first. @param {Event} event */
function guard(event) {
  if (event.timeStamp < guarded) {
    event.preventDefault();
    event.stopPropagation();
  } else if (event.target instanceof Element && event.target.closest("a")) {
    guarded = event.timeStamp + GUARD;
  }
}
document.addEventListener("click", guard, { capture: true });

/** Call `act` when the button is pressed, by finger, key or screen reader. @param {HTMLElement} button @param {() => void} act */
export function onPress(button, act) {
  let finger = -1;
  const press = (/** @type {Event} */ event) => {
    if (event.timeStamp < guarded) return;
    guarded = event.timeStamp + GUARD;
    act();
  };
  button.addEventListener("pointerdown", (event) => {
    finger = event.isPrimary && event.button === 0 ? event.pointerId : -1;
  });
  button.addEventListener("pointercancel", () => {
    finger = -1;
  });
  button.addEventListener("pointerup", (event) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const { clientX: x, clientY: y, pointerId } = event;
    if (pointerId === finger && x >= left && x <= right && y >= top && y <= bottom) press(event);
    finger = -1;
  });
  button.addEventListener("click", press);
}
