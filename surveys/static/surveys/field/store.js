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
/** The database that was chosen when the app opened: another's is never opened in its place. */
let chosen = practising ? PRACTICE : "";
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
export const passedOn = () => Boolean(owner && told() !== owner && told());

/** Note whose database this is, as the package tells. Whether it is theirs. @param {number} person */
export async function claim(person) {
  const theirs = String(person);
  if (!owner) await put(theirs, "holder");
  owner ??= theirs;
  if (owner !== theirs) localStorage.setItem("akiya-holder", theirs);
  return owner === theirs;
}

/** The database in hand, or a new connection where there is none. */
function open() {
  if (!opened) {
    const opening = (opened = chosen ? database(chosen) : choose());
    const over = () => void (opened === opening && (opened = undefined));
    opening.then((base) => {
      base.onclose = base.onversionchange = () => {
        base.close(); // the system took it away, or a newer app in another tab wants to add to it
        over();
      };
    }, over);
  }
  return opened;
}

/** Work with the database; once more with a new connection where the system ended the one in hand, as iOS does while
 * the screen is off: what was begun on it was undone. A full tablet stays full. @template T
 * @param {(base: IDBDatabase) => Promise<T>} work @returns {Promise<T>} */
async function using(work) {
  const mine = open();
  try {
    return await work(await mine);
  } catch (reason) {
    if (/** @type {any} */ (reason)?.name === "QuotaExceededError") throw reason;
    if (opened === mine) opened = undefined;
    return work(await open());
  }
}

/** The database of whoever holds the tablet now. */
async function choose() {
  const mine = told();
  const first = await database(NAME);
  const kept = (await got(first.transaction("kept").objectStore("kept").get("holder"))) ?? null;
  const isFirst = !mine || !kept || kept === mine;
  const base = isFirst ? first : await database(`${NAME}-${mine}`);
  if (!isFirst) {
    first.close();
    await got(base.transaction("kept", "readwrite").objectStore("kept").put(mine, "holder"));
  }
  owner = isFirst ? kept : mine;
  chosen = base.name;
  return base;
}

/** Throw away what was practised: a new sheet each time. */
export const forgetPractice = () =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(PRACTICE);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });

/** @param {string} name @returns {Promise<IDBDatabase>} */
async function database(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
  };
  return got(request);
}

/** What a request within a transaction gives. @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Do some work on stores in one transaction; resolves only when the disk has it. The work may wait for its own
 * requests and for nothing else, and may be done twice. @template T @param {Store[]} names
 * @param {(...stores: IDBObjectStore[]) => Promise<T>} work
 */
export const write = (names, work) =>
  using(async (base) => {
    const tx = base.transaction(names, "readwrite", { durability: "strict" });
    const committed = new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(tx.error);
    });
    const [result] = await Promise.all([
      work(...names.map((name) => tx.objectStore(name))).catch((reason) => {
        if (!tx.error) tx.abort();
        throw reason;
      }),
      committed,
    ]);
    return result;
  });

/** Keep one thing by its name. @param {unknown} value @param {string} name */
export const put = (value, name) => write(["kept"], (kept) => got(kept.put(value, name)));

/** Read from one store. @template T @param {Store} store @param {(store: IDBObjectStore) => IDBRequest<T>} ask */
const read = (store, ask) => using((base) => got(ask(base.transaction(store).objectStore(store))));

/** All that a store holds. @param {Store} store @returns {Promise<any[]>} */
export const all = (store) => read(store, (held) => held.getAll());

/** One thing of a store. @param {Store} store @param {IDBValidKey} key @returns {Promise<any>} */
export const one = (store, key) => read(store, (held) => held.get(key));
