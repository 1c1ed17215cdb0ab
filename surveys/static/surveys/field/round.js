/** The round of today: which houses there are, what was said of them here, which come next. */

import { nearest } from "./near.js";

/** @import { Draft, Entry, Package, Place, Point } from "./types" */
/** `entry`: the first word of a house, which says where it was pinned; later ones of an older app say where one stood.
 * @typedef {{newest: string, said: Place["said"], entry: import("./types").ObservationEntry}} Last */

/**
 * What this tablet last said of each house, as far as the package cannot know it: what still waits,
 * and what the server recorded after it made the package. Both times are the server's.
 * @param {Entry[]} entries @param {string} made @returns {Map<number | string | null, Last>}
 */
export function lastSaid(entries, made) {
  /** @type {Map<number | string | null, Last>} */
  const last = new Map();
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    if (entry.kind !== "observation") continue;
    const { house, found, answer } = entry.body;
    if (entry.recorded_at && Date.parse(entry.recorded_at) < Date.parse(made)) continue;
    const said = answer && { id: entry.id, answer, same: Boolean(entry.same) };
    const of = house ?? found;
    last.set(of, { newest: entry.id, said, entry: last.get(of)?.entry ?? entry });
  }
  return last;
}

/**
 * Every house of the association, those asked about with their number, and those found here, each with what was
 * prepared for it.
 * @param {Package} town @param {Map<number | string | null, Last>} last @param {Draft[]} drafts @param {string} foundLabel @returns {Place[]}
 */
export function places(town, last, drafts, foundLabel) {
  const asked = new Map(town.requests.map((request) => [request.house, request]));
  /** @type {Place[]} */
  const all = town.houses.map((house) => {
    const [request, here] = [asked.get(house.id), last.get(house.id)];
    const done = here ? Boolean(here.said) : Boolean(request?.done);
    return { ...house, number: request?.number ?? null, done, said: here?.said ?? null, basis: here?.newest ?? house.basis };
  });
  for (const { said, newest, entry } of last.values()) {
    const { found, place } = entry.body;
    if (said && found && place) all.push(newPlace(found, [place.lng, place.lat], foundLabel, { said, basis: newest, done: true }));
  }
  for (const draft of drafts) {
    const { house, point } = draft;
    let place = all.find(({ id }) => id === house);
    if (!place && point) all.push((place = newPlace(String(house), point, foundLabel)));
    if (place) place.draft = draft;
  }
  return all;
}

/** A house that is not in the package. @param {string} id @param {Point} point @param {string} label @param {Partial<Place>} [more] @returns {Place} */
const newPlace = (id, point, label, more) => ({
  id, point, label, landmark: "", footprint: null, before: null, basis: null, number: null, done: false, said: null, ...more,
});

/** Those asked about. @param {Place[]} all */
export const askedOf = (all) => all.filter(({ number }) => number !== null);

/** Those still to be visited: the nearest first from where one stands, else by number. @param {Place[]} all @param {Point | null} from */
export function ahead(all, from) {
  const left = askedOf(all).filter(({ done }) => !done);
  return from ? nearest(left, from) : left.sort((a, b) => Number(a.number) - Number(b.number));
}

/** The one to go on to after another: the nearest, else the next number, beginning again after the last.
 * @param {Place[]} all @param {Place} from @param {Point | null} here @returns {Place | undefined} */
export function next(all, from, here) {
  const left = ahead(all, here).filter(({ id }) => id !== from.id);
  return (here ? null : left.find(({ number }) => Number(number) > Number(from.number))) ?? left[0];
}
