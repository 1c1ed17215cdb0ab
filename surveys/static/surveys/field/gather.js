/** All that this tablet holds and has not sent, whoever said it. Needs nothing of the app, so that it works without it. */

/** @import { Draft, Entry, Package } from "./types" */
/** @typedef {{holder: number | null, name: string | null, device: string | null, association: {id: number, name: string} | null,
 *   entries: Entry[], drafts: Draft[], bytes: Map<string, ArrayBuffer>}} Holding what one holder has said or begun, and not sent */

const OURS = /^akiya-field(-\d+)?$/;

/** What each holder of this tablet has not sent; what cannot be read holds up nothing else, and is counted: `unread`.
 * @param {boolean} [whole] with the bytes of the photos @returns {Promise<{held: Holding[], unread: number}>} */
export async function gather(whole = true) {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? "").filter((name) => OURS.test(name));
  const tried = await Promise.allSettled(names.sort().map((name) => holding(name, whole)));
  const held = tried.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return { held, unread: names.length - held.length };
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const got = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {string} name @param {boolean} whole @returns {Promise<Holding>} */
async function holding(name, whole) {
  const database = await got(indexedDB.open(name)); // whatever its version is
  try {
    const read = database.transaction(["kept", "outbox", "bytes", "drafts"]);
    const store = (/** @type {string} */ of) => read.objectStore(of);
    const [holder, held, whose, entries, begun] = await Promise.all([
      got(store("kept").get("holder")),
      got(store("kept").get("town")),
      got(store("kept").get("whose")),
      got(store("outbox").getAll()),
      got(store("drafts").getAll()),
    ]);
    const drafts = /** @type {Draft[]} */ (begun).filter(({ note, photos, point }) => note || photos.length || point);
    const photos = [...entries.filter(({ kind }) => kind === "photo"), ...drafts.flatMap(({ photos }) => photos)];
    const bytes = await Promise.all(photos.map(({ id }) => whole && got(store("bytes").get(id))));
    const { person, device = null, association = null } = /** @type {Partial<Package>} */ (held?.town ?? whose ?? {});
    return {
      holder: holder ? Number(holder) : null,
      name: person?.name ?? null,
      device,
      association,
      entries: entries.sort((a, b) => a.seq - b.seq),
      drafts,
      bytes: new Map(photos.map(({ id }, at) => [id, bytes[at]])),
    };
  } finally {
    database.close();
  }
}
