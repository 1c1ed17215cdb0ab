/** UUIDv7 (RFC 9562) that only ever grow, even when the clock of the tablet is set back. */

/** @typedef {{ms: number, count: number}} Tick the newest id's time and its number within the millisecond */

const PER_MS = 4096;

/** The tick after `last`, by a clock that reads `now` ms. @param {Tick} last @param {number} now @returns {Tick} */
export function after(last, now) {
  if (now > last.ms) return { ms: now, count: 0 };
  return last.count + 1 < PER_MS ? { ms: last.ms, count: last.count + 1 } : { ms: last.ms + 1, count: 0 };
}

/** @param {number} value @param {number} digits */
export const hex = (value, digits) => value.toString(16).padStart(digits, "0");

/** The id of a tick: 48 bits time, 12 bits count, and the variant and 62 bits of chance with which any random UUID ends.
 * @param {Tick} tick @param {string} random a UUIDv4 */
export function uuid7({ ms, count }, random) {
  const time = hex(ms, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}${random.slice(18)}`;
}
