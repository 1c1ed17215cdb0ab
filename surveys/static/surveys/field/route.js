/** Addresses within the app: #/screen/what, where what is a house. */

const SCREENS = ["all", "question", "concerns", "photo", "memo", "map", "found", "no-change", "sent", "look"];

/** @param {string} hash @returns {{screen: string, id: number | string | null}} */
export function read(hash) {
  const [, screen = "", what = ""] = hash.split("/");
  const id = /^\d+$/.test(what) ? Number(what) : what || null;
  return SCREENS.includes(screen) ? { screen, id } : { screen: "list", id: null };
}

/** @param {string} [screen] @param {number | string} [id] */
export const to = (screen = "", id = "") => `#/${screen}${id === "" ? "" : `/${id}`}`;

/** @param {string} hash */
export const go = (hash) => void (location.hash === hash ? dispatchEvent(new HashChangeEvent("hashchange")) : (location.hash = hash));
