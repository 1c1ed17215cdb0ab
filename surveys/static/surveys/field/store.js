/** IndexedDB of the field app. Its version only ever adds: what an older app kept stays readable.
 * On a shared tablet each holder has a database of their own, so that nobody sees or sends what another said. */

import { practising } from "./practice.js";

const NAME = "akiya-field"; // of the tablet's first holder; another's number is added to it
const PRACTICE = "akiya-practice";
const STORES = /** @type {const} */ ({
  kept: undefined, // by name: the package, the newest tick and number, the holder, the epoch
  outbox: "id", // what must be sent
  receipts: "id", // what was acknowledged, for 30 days
  bytes: undefined, // photos, by their id, as ArrayBuffer
  drafts: "house", // what was prepared for a house and not yet answered
});
/** @typedef {keyof typeof STORES} Store */

/** @type {Promise<IDBDatabase> | undefined} */
let opened;
/** Whose database is open, as the server numbers persons; null until it has told. @type {string | null} */
let owner = null;

/** Who holds the tablet: as the server said when it was last set up, remembered where the cookie has gone. */
function told() {
  const cookie = document.cookie.match(/(?:^|; )akiya_holder=(\d+)/)?.[1];
  if (cookie) localStorage.setItem("akiya-holder", cookie);
  return cookie ?? localStorage.getItem("akiya-holder");
}

/** Whose entries these are. */
export const holder = () => owner;

/** Whether the tablet has passed to another person since it was opened here. */
export const passedOn = () => Boolean(owner && told() && told() !== owner);

/** Note whose database this is, as the package tells. Whether it is theirs. @param {number} person */
export async function claim(person) {
  owner ??= await write(["kept"], async (tx) => void tx.objectStore("kept").put(String(person), "holder")).then(() => String(person));
  if (owner !== String(person)) localStorage.setItem("akiya-holder", String(person));
  return owner === String(person);
}

const open = () => (opened ??= practising ? practice() : choose());

/** The database of whoever holds the tablet now. */
async function choose() {
  const mine = told();
  const first = await database(NAME);
  owner = (await got(first.transaction("kept").objectStore("kept").get("holder"))) ?? null;
  if (!mine || !owner || owner === mine) return first;
  first.close();
  owner = mine;
  const own = await database(`${NAME}-${mine}`);
  own.transaction("kept", "readwrite").objectStore("kept").put(mine, "holder");
  return own;
}

/** A new sheet each time. */
async function practice() {
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(PRACTICE);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
  return database(PRACTICE);
}

/** Throw away what was practised. */
export const forgetPractice = () => void indexedDB.deleteDatabase(PRACTICE);

/** @param {string} name @returns {Promise<IDBDatabase>} */
function database(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
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
