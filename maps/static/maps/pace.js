/** A hand on a slider is faster than the line and than what a browser allows: how often something runs at most. */

/** @param {number} milliseconds @returns {Promise<void>} */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param {() => void} act @param {number} milliseconds @returns {() => void} runs `act` once calls have ceased */
export function settled(act, milliseconds) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}

/** @param {() => void} act @param {number} milliseconds @returns {() => void} runs `act` at once, then once in that time */
export function spaced(act, milliseconds) {
  let free = true;
  let again = false;
  const run = async () => {
    free = again = false;
    act();
    await pause(milliseconds);
    free = true;
    if (again) void run();
  };
  return () => void (free ? void run() : (again = true));
}

/**
 * @param {() => Promise<unknown>} act @param {number} patience milliseconds
 * @returns {() => Promise<unknown>} runs `act` when the last run is done or has taken too long; of all calls meanwhile
 *  one more. What it gives resolves when that is done.
 */
export function inTurn(act, patience) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  let waits = false;
  return () => {
    if (waits) return last;
    waits = true;
    last = Promise.race([last, pause(patience)])
      .catch(() => {})
      .then(() => {
        waits = false;
        return act();
      });
    return last;
  };
}
