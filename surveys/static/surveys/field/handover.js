/** 職員に わたす: what was not sent, with its photos, as one file. Its shape is docs/decisions/0008. */

export { gather } from "./gather.js";
export { things } from "./things.js";

/** @import { Holding } from "./gather.js" */

export const FORMAT = "akiya-field-handover";
const VERSION = 1;
const PIECE = 0x8000; // bytes turned into letters at once; more overflow the stack

/** The file's content: every entry as it would have been sent, and whose it is. The first holding is that of who holds
 * the tablet now. @param {Holding[]} holdings @param {Date} now */
export function handover(holdings, now) {
  const said = holdings.flatMap(({ holder, entries, bytes }) => entries.map((entry) => ({ holder, entry, bytes })));
  const [first] = holdings;
  return {
    format: FORMAT,
    version: VERSION,
    device: first?.device ?? null,
    association: first?.association?.id ?? null,
    made_at: now.toISOString(),
    holders: holdings.map(({ holder, name, device, association }) => ({ id: holder, name, device, association })),
    entries: said.flatMap(({ holder, entry }) =>
      entry.kind === "photo" ? [] : [{ kind: entry.kind, id: entry.id, holder, label: entry.label, at: entry.at, body: entry.body }],
    ),
    photos: said.flatMap(({ holder, entry, bytes }) => {
      if (entry.kind !== "photo") return [];
      const { id, observation, label, at, type, sha256 } = entry;
      const held = bytes.get(id);
      return held ? [{ id, holder, observation, label, at, type, sha256, base64: base64(held) }] : [];
    }),
  };
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

/** Give the file out of the tablet: to be shared where the tablet can, else as a download. @param {Holding[]} holdings */
export async function give(holdings) {
  const now = new Date();
  const content = handover(holdings, now);
  const file = new File([JSON.stringify(content)], fileName(content.device, now), { type: "application/json" });
  if (navigator.canShare?.({ files: [file] })) return navigator.share({ files: [file] });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
