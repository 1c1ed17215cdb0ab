/** Ask the server, and tell the person in one sentence where it does not answer. */

import { part, say } from "./setup.js";

/** @param {string} sentence shown over the map; empty takes the last one away */
export function tell(sentence) {
  const note = part("[data-note]");
  if (note.textContent !== sentence) note.textContent = sentence;
}

/**
 * @param {string} address @param {AbortSignal} [signal]
 * @returns {Promise<Response | null>} null where there was no good answer; the person has been told
 */
export async function ask(address, signal) {
  try {
    const response = await fetch(address, { signal, headers: { Accept: "application/json, */*" } });
    // Read to its end here: a question that is given up halfway through its answer must not fail elsewhere.
    if (response.ok) return new Response(await response.arrayBuffer(), { headers: response.headers });
    const told = await response.json().catch(() => ({}));
    tell(response.status === 401 ? say("signed_out") : told.message ?? say("not_loaded"));
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return null;
    tell(say("not_loaded"));
  }
  return null;
}

/**
 * A question of which only the last asked matters: asking again gives the one before up.
 * @returns {(address: string) => Promise<Response | null | undefined>} undefined where it was given up
 */
export function lastOnly() {
  let asking = new AbortController();
  return async (address) => {
    asking.abort();
    const mine = (asking = new AbortController());
    const response = await ask(address, mine.signal);
    return mine.signal.aborted ? undefined : response;
  };
}

/** @param {() => void} act @param {number} milliseconds @returns {() => void} runs `act` once calls have ceased */
export function settled(act, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, milliseconds);
  };
}
