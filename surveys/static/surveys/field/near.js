/** How far things are from each other, on ground so small that the earth is flat. */

/** @import { Point } from "./types" */

const METRES_A_DEGREE = 111_320; // of latitude

/** Metres between two points (longitude, latitude in degrees). @param {Point} a @param {Point} b */
export function metres(a, b) {
  const up = (a[1] - b[1]) * METRES_A_DEGREE;
  const aside = (a[0] - b[0]) * METRES_A_DEGREE * Math.cos((a[1] * Math.PI) / 180);
  return Math.hypot(up, aside);
}

/** The nearest first. @template {{point: Point}} T @param {T[]} things @param {Point} from @returns {T[]} */
export const nearest = (things, from) => [...things].sort((a, b) => metres(a.point, from) - metres(b.point, from));
