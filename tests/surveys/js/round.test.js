import assert from "node:assert/strict";
import { test } from "node:test";

import { ahead, askedOf, lastSaid, next, places } from "../../../surveys/static/surveys/field/round.js";

const MADE = "2026-11-20T10:00:00+09:00";
const BEFORE = "2026-11-20T00:59:59Z"; // an hour's arithmetic away from MADE: 09:59:59 in Japan
const AFTER = "2026-11-20T01:00:01Z";
let seq = 0;

/** An answer of this tablet. */
const said = (house, answer, more = {}) => ({
  kind: "observation", id: `o${++seq}`, seq, label: "", at: "", body: { house, found: null, answer, place: null, withdraws: null }, ...more,
});
const takenBack = (entry) => said(entry.body.house, null);
const house = (id, lng = 140, basis = null) => ({ id, label: `家${id}`, landmark: "", point: [lng, 38], footprint: null, before: null, basis });
const town = (requests, houses = [house(1), house(2, 140.001), house(3, 140.002), house(4, 140.003)]) => ({
  generated_at: MADE, houses, requests: requests.map(([id, number, done = false]) => ({ house: id, number, done })),
});
const seen = (requests, entries = [], houses = undefined, drafts = []) => places(town(requests, houses), lastSaid(entries, MADE), drafts, "見つけた家");
const numbers = (all) => all.map(({ number }) => number);

test("a house that was answered here is done before the server knows", () => {
  assert.deepEqual(seen([[1, 1], [2, 2]], [said(1, "vacant")]).filter(({ done }) => done).map(({ id }) => id), [1]);
});

test("taking back opens it again, also where the package has it done", () => {
  const answer = said(1, "vacant");
  assert.equal(seen([[1, 1, true]], [answer, takenBack(answer)])[0].done, false);
});

test("the newest answer of a house stands, in whatever order they are read", () => {
  const [old, young] = [said(1, "vacant"), said(1, "occupied")];
  assert.equal(seen([[1, 1]], [young, old])[0].said.answer, "occupied");
});

test("what the package knows already does not count twice", () => {
  assert.equal(seen([[1, 1]], [said(1, "vacant", { recorded_at: BEFORE })])[0].done, false);
  assert.equal(seen([[1, 1]], [said(1, "vacant", { recorded_at: AFTER })])[0].done, true);
});

test("the newest thing said here is what the next one knew of", () => {
  const answer = said(1, "vacant");
  assert.equal(seen([[1, 1]], [], [house(1, 140, "b")])[0].basis, "b");
  assert.equal(seen([[1, 1]], [answer], [house(1, 140, "b")])[0].basis, answer.id);
});

test("a house that was found stands among the others until the package brings it", () => {
  const place = { lng: 140, lat: 38, accuracy: null };
  const entry = said(null, "vacant");
  Object.assign(entry.body, { found: "f", place });
  assert.deepEqual(seen([], [entry]).filter(({ id }) => id === "f").map(({ point, done }) => ({ point, done })), [{ point: [140, 38], done: true }]);
  assert.equal(seen([], [{ ...entry, recorded_at: BEFORE }]).some(({ id }) => id === "f"), false);
});

test("a house that was found stays where it was pinned, whatever an older app said of where one stood later", () => {
  const [first, later] = [said(null, "vacant"), said(null, "gone")];
  Object.assign(first.body, { found: "f", place: { lng: 140, lat: 38, accuracy: null } });
  Object.assign(later.body, { found: "f", place: null });
  const place = seen([], [first, later]).find(({ id }) => id === "f");
  assert.deepEqual([place.point, place.said.answer, place.basis], [[140, 38], "gone", later.id]);
});

test("what was prepared stands with its house, and a house that was found is among the others", () => {
  const drafts = [{ house: 1, note: "木", photos: [] }, { house: "f", note: "", photos: [], point: [140, 38] }, { house: 99, note: "遠い", photos: [] }];
  const all = seen([[1, 1]], [], undefined, drafts);
  assert.deepEqual(all.filter(({ draft }) => draft).map(({ id, number }) => [id, number]), [[1, 1], ["f", null]]);
});

test("only houses that are asked about are on the round", () => assert.deepEqual(numbers(askedOf(seen([[2, 1]]))), [1]));

test("without a position the round goes by number", () => {
  assert.deepEqual(numbers(ahead(seen([[1, 2], [2, 1], [3, 3]]), null)), [1, 2, 3]);
});

test("with a position the nearest comes first", () => {
  assert.deepEqual(numbers(ahead(seen([[1, 1], [2, 2], [3, 3]]), [140.0021, 38])), [3, 2, 1]);
});

test("after a house comes the next number, and after the last the first that was left out", () => {
  const all = seen([[1, 1], [2, 2], [3, 3]]);
  assert.equal(next(all, all[1], null).number, 3);
  assert.equal(next(all, all[2], null).number, 1);
});

test("after the last house of all comes none", () => {
  const all = seen([[1, 1]], [said(1, "gone")]);
  assert.equal(next(all, all[0], null), undefined);
});

test("with a position the nearest house comes after any", () => {
  const all = seen([[1, 1], [2, 2], [3, 3], [4, 4]]);
  assert.equal(next(all, all[0], [140.0031, 38]).number, 4);
});
