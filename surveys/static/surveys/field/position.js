/** Where the tablet is, if its holder lets it say so. */

/** @import { Point } from "./types" */

const FRESH = 120_000; // ms for which a position is where one stands
const REFUSED = 1; // GeolocationPositionError.PERMISSION_DENIED
const WANTED = "akiya-position";

/** @type {{point: Point, accuracy: number, at: number} | null} */
let last = null;
/** @type {number | undefined} */
let watched;

/** @returns {{point: Point, accuracy: number} | null} */
export const here = () => (last && Date.now() - last.at < FRESH ? last : null);

/** Whether its holder wanted this before ("yes"), refused it ("no"), or was never asked. */
export const wish = () => localStorage.getItem(WANTED);

/** Follow the tablet; `moved` is called at each new position, `lost` where there is none. Who refused once may want it
 * later: each time it is asked for, the browser is asked anew. @param {() => void} moved @param {() => void} [lost] */
export function follow(moved, lost) {
  navigator.geolocation.clearWatch(watched ?? 0);
  localStorage.setItem(WANTED, "yes");
  watched = navigator.geolocation.watchPosition(
    ({ coords: { longitude, latitude, accuracy } }) => {
      last = { point: [longitude, latitude], accuracy, at: Date.now() };
      moved();
    },
    ({ code }) => {
      if (code === REFUSED) localStorage.setItem(WANTED, "no");
      if (!here()) lost?.();
    },
    { enableHighAccuracy: true, maximumAge: 30_000 },
  );
}
