/** What is prepared for a house before its answer: a memo, photos, and the place of a house that was found. */

import { stamp } from "./outbox.js";
import { all, got, write } from "./store.js";

/** @import { Draft, Point } from "./types" */
/** @typedef {Draft["house"]} Id */

let preparing = Promise.resolve();

/** Prepare one thing after the other, so that what is done a second time is not older. @param {() => Promise<void>} work */
export const prepare = (work) => (preparing = preparing.catch(() => {}).then(work));

/** Nothing is being prepared any more: a photo that takes its time to be ready still goes with the answer of its house. */
export const prepared = () => preparing.catch(() => {});

/** Those that hold something. @returns {Promise<Draft[]>} */
export const begun = async () => (await all("drafts")).filter(({ note, photos, point }) => note || photos.length || point);

/** Throw away what was prepared for a house; one that was found is then nowhere. @param {Draft} draft */
export const discard = ({ house, photos }) =>
  write(["drafts", "bytes"], async (drafts, bytes) => {
    for (const { id } of photos) bytes.delete(id);
    drafts.delete(house);
  });

/** Change the draft of a house within a transaction that also covers other stores. @template T
 * @param {Id} house @param {import("./store.js").Store[]} names @param {(draft: Draft, ...stores: IDBObjectStore[]) => Promise<T>} change */
function change(house, names, change) {
  return write(["drafts", ...names], async (drafts, ...stores) => {
    /** @type {Draft} */
    const draft = (await got(drafts.get(house))) ?? { house, note: "", photos: [] };
    const result = await change(draft, ...stores);
    drafts.put(draft);
    return result;
  });
}

/** @param {Id} house @param {string} note */
export const keepNote = (house, note) => change(house, [], async (draft) => void (draft.note = note));

/** Keep a photo until the house is answered. @param {Id} house @param {{bytes: ArrayBuffer, type: string, sha256: string}} picture
 * @param {string | null} instead which one it takes the place of */
export const keepPhoto = (house, { bytes, type, sha256 }, instead) =>
  change(house, ["kept", "bytes"], async (draft, kept, store) => {
    const { id } = await stamp(kept);
    store.put(bytes, id);
    draft.photos.push({ id, type, sha256 });
    if (instead) drop(draft, store, instead);
  });

/** @param {Id} house @param {string} id */
export const dropPhoto = (house, id) => change(house, ["bytes"], async (draft, bytes) => drop(draft, bytes, id));

/** @param {Draft} draft @param {IDBObjectStore} bytes @param {string} id */
function drop(draft, bytes, id) {
  bytes.delete(id);
  draft.photos = draft.photos.filter((photo) => photo.id !== id);
}

/** Begin a house that was found at a point; its id is made here. @param {Point} point @returns {Promise<string>} */
export const begin = (point) =>
  write(["kept", "drafts"], async (kept, drafts) => {
    const { id } = await stamp(kept);
    drafts.add({ house: id, note: "", photos: [], point });
    return id;
  });
