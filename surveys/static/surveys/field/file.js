/** The file for staff: what was not sent, with its photos. Its shape is docs/decisions/0008. */

/** @import { Holding } from "./gather.js" */

export const FORMAT = "akiya-field-handover";
const VERSION = 1;
const PIECE = 0x8000; // bytes turned into letters at once; more overflow the stack

/** The file's content: every entry as it would have been sent, what was begun, and whose it is. The first holding is that
 * of who holds the tablet now. @param {Holding[]} holdings @param {Date} now */
export function handover(holdings, now) {
  const [first] = holdings;
  /** @template T @param {(holding: Holding) => T[]} of @returns {T[]} */
  const each = (of) => holdings.flatMap(of);
  return {
    format: FORMAT,
    version: VERSION,
    device: first?.device ?? null,
    association: first?.association?.id ?? null,
    made_at: now.toISOString(),
    holders: holdings.map(({ holder, name, device, association }) => ({ id: holder, name, device, association })),
    entries: each(({ holder, entries }) => entries.filter(({ kind }) => kind !== "photo").map((entry) => ({ ...entry, holder }))),
    photos: each(({ holder, entries, bytes }) =>
      entries.filter((entry) => entry.kind === "photo").map((photo) => ({ ...picture(photo, bytes), holder })),
    ),
    drafts: each(({ holder, drafts, bytes }) =>
      drafts.map((draft) => ({ ...draft, holder, photos: draft.photos.map((photo) => picture(photo, bytes)) })),
    ),
  };
}

/** A photo whole; where the tablet has lost its bytes, that there was one. @template {import("./types").Shot} T
 * @param {T} photo @param {Map<string, ArrayBuffer>} bytes */
function picture(photo, bytes) {
  const held = bytes.get(photo.id);
  return { ...photo, base64: held ? base64(held) : null };
}

/** @param {ArrayBuffer} bytes */
export function base64(bytes) {
  const all = new Uint8Array(bytes);
  let letters = "";
  for (let at = 0; at < all.length; at += PIECE) letters += String.fromCharCode(...all.subarray(at, at + PIECE));
  return btoa(letters);
}

/** What the file is called: akiya-<device>-<day>.json. @param {string | null} device @param {Date} now */
export const fileName = (device, now) => `akiya-${device?.slice(0, 8) ?? "field"}-${now.toISOString().slice(0, 10)}.json`;
