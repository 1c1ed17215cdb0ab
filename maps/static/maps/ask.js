/** Ask the server, and tell the person in one sentence where it does not answer. */

import { part, say } from "./setup.js";

/** @type {Map<string, string>} what each teller has to say, the last said last */
const told = new Map();

/**
 * Say a sentence over the map. Nobody takes back what another said: that the numbers came says nothing of the houses.
 * @param {string} teller who says it @param {string} sentence empty takes its last one away
 */
export function tell(teller, sentence) {
  told.delete(teller);
  if (sentence) told.set(teller, sentence);
  const last = [...told.values()].pop() ?? "";
  const note = part("[data-note]");
  if (note.textContent !== last) note.textContent = last;
}

/**
 * @param {string} address @param {string} teller who asks, and says where there was no good answer
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response | null>} null where there was no good answer; the person has been told
 */
export async function ask(address, teller, signal) {
  try {
    const response = await fetch(address, { signal, headers: { Accept: "application/json, */*" } });
    // Read to its end here: a question that is given up halfway through its answer must not fail elsewhere.
    if (response.ok) return new Response(await response.arrayBuffer(), { headers: response.headers });
    const refusal = await response.json().catch(() => ({}));
    tell(teller, response.status === 401 ? say("signed_out") : refusal.message ?? say("not_loaded"));
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return null;
    tell(teller, say("not_loaded"));
  }
  return null;
}

/**
 * A question of which only the last asked matters: asking again gives the one before up.
 * @param {string} teller
 * @returns {(address: string) => Promise<Response | null | undefined>} undefined where it was given up
 */
export function lastOnly(teller) {
  let asking = new AbortController();
  return async (address) => {
    asking.abort();
    const mine = (asking = new AbortController());
    const response = await ask(address, teller, mine.signal);
    if (response) tell(teller, "");
    return mine.signal.aborted ? undefined : response;
  };
}
