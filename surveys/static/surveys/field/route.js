/** Addresses within the app: #/screen/what, where what is a house. */

/** What an address says; one that is not among the screens is the list's. @param {string} hash @param {object} screens by their name
 * @returns {{screen: string, id: number | string | null}} */
export function read(hash, screens) {
  const [, screen = "", what = ""] = hash.split("/");
  const id = /^\d+$/.test(what) ? Number(what) : what || null;
  return Object.hasOwn(screens, screen) ? { screen, id } : { screen: "list", id: null };
}

/** @param {string} [screen] @param {number | string} [id] */
export const to = (screen = "", id = "") => `#/${screen}${id === "" ? "" : `/${id}`}`;

/** @param {string} hash */
export const go = (hash) => void (location.hash === hash ? dispatchEvent(new Event("hashchange")) : (location.hash = hash));
