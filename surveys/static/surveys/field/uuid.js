/** UUIDv7 (RFC 9562) that only ever grow, even when the clock of the tablet is set back. */

/** @typedef {{ms: number, count: number}} Tick the newest id's time and its number within the millisecond */

const PER_MS = 4096;

/** The tick after `last`, by a clock that reads `now` ms. @param {Tick} last @param {number} now @returns {Tick} */
export function after(last, now) {
  if (now > last.ms) return { ms: now, count: 0 };
  return last.count + 1 < PER_MS ? { ms: last.ms, count: last.count + 1 } : { ms: last.ms + 1, count: 0 };
}

/** The id of a tick: 48 bits time, 12 bits count, 62 bits chance. @param {Tick} tick @param {Uint8Array} chance 8 bytes */
export function uuid7({ ms, count }, chance) {
  const hex = (/** @type {number} */ value, /** @type {number} */ digits) => value.toString(16).padStart(digits, "0");
  const random = [(chance[0] & 0x3f) | 0x80, ...chance.subarray(1, 8)].map((byte) => hex(byte, 2)).join("");
  const time = hex(ms, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${random.slice(0, 4)}-${random.slice(4)}`;
}
