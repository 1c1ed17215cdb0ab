/** Pressing, for a hand that shakes: a finger may slide as long as it lifts inside the button. */

const GUARD = 400; // ms in which a second tap is the same tap
let guarded = 0;

/** A tap on the old screen must not reach what appears under the finger. */
document.addEventListener("click", stopWithin, { capture: true });

/** @param {Event} event */
function stopWithin(event) {
  if (event.timeStamp >= guarded) return;
  event.preventDefault();
  event.stopPropagation();
}

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
