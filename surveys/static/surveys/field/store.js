/** IndexedDB of the field app. Its version only ever adds: what an older app kept stays readable. */

const NAME = "akiya-field";
const STORES = /** @type {const} */ ({
  kept: undefined, // by name: the package, the newest tick and number
  outbox: "id", // what must be sent
  receipts: "id", // what was acknowledged, for 30 days
  bytes: undefined, // photos, by their id, as ArrayBuffer
  drafts: "house", // what was prepared for a house and not yet answered
});
/** @typedef {keyof typeof STORES} Store */

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close(); // a newer app in another tab wants to add to it
        opened = undefined;
      };
      resolve(request.result);
    };
  });
  return opened;
}

/** What a request within a transaction gives. @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Do some work in one transaction; resolves only when the disk has it. The work may wait for its own
 * requests and for nothing else. @template T @param {Store[]} stores @param {(tx: IDBTransaction) => Promise<T>} work
 */
export async function write(stores, work) {
  const tx = (await open()).transaction(stores, "readwrite", { durability: "strict" });
  const committed = new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
  const [result] = await Promise.all([
    work(tx).catch((reason) => {
      if (!tx.error) tx.abort();
      throw reason;
    }),
    committed,
  ]);
  return result;
}

/** All that a store holds. @param {Store} store @returns {Promise<any[]>} */
export async function all(store) {
  return got((await open()).transaction(store).objectStore(store).getAll());
}

/** One thing of a store. @param {Store} store @param {IDBValidKey} key @returns {Promise<any>} */
export async function one(store, key) {
  return got((await open()).transaction(store).objectStore(store).get(key));
}
