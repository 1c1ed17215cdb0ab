import assert from "node:assert/strict";
import { test } from "node:test";

import { drawing, fitting, world, write } from "../../../surveys/static/surveys/field/paint.js";

const road = (name, ...coordinates) => ({ kind: "road", rank: 2, name, width: 6, at: coordinates[0], geometry: { type: "LineString", coordinates } });
const place = (name, lng) => ({ kind: "place", rank: 0, name, width: null, at: [lng, 38], geometry: { type: "Point", coordinates: [lng, 38] } });
const drawn = (ground, houses = []) => drawing({ ground, houses });
const texts = (names) => names.map(({ text }) => text);

test("the world is a square from 180 degrees west", () => {
  assert.deepEqual(world([0, 0]), [0.5, 0.5]);
  assert.equal(world([-180, 0])[0], 0);
});

test("north is up", () => assert.ok(world([140, 39])[1] < world([140, 38])[1]));

test("a part of several pieces is drawn piece by piece", () => {
  const square = (x) => [[[x, 38], [x + 1, 38], [x + 1, 39], [x, 38]]];
  const geometry = { type: "MultiPolygon", coordinates: [square(140), square(142)] };
  assert.equal(drawn([{ kind: "park", rank: 0, name: "", width: null, geometry }]).shapes.park0.length, 2);
});

test("a name stands where the package says, and nowhere where it says nothing", () => {
  const known = place("公園", 140);
  const fetchedLongAgo = { ...place("橋", 141), at: undefined };
  const [x, y] = world([140, 38]);
  assert.deepEqual(drawn([fetchedLongAgo, known]).names, [{ text: "公園", x, y }]);
});

test("names that would touch give way to those that were told of first", () => {
  const made = drawn([place("一丁目", 140.0001), road("みどり通り", [140, 38], [140.0001, 38], [140.0002, 38])]);
  assert.deepEqual(texts(fitting(made, 16, 16)), ["一丁目"]);
});

test("names that are far apart all stand", () => {
  assert.deepEqual(texts(fitting(drawn([place("一丁目", 140), place("二丁目", 140.01)]), 18, 16)), ["一丁目", "二丁目"]);
});

test("one road is not named at every corner", () => {
  const made = drawn([road("国道", [140, 38], [140.001, 38]), road("国道", [140.001, 38], [140.002, 38])]);
  assert.deepEqual(texts(fitting(made, 17, 16)), ["国道"]);
});

test("names are written where they are seen, and those that reach in from beside it", () => {
  globalThis.document = { documentElement: {}, body: {} };
  globalThis.getComputedStyle = () => ({ getPropertyValue: () => "", fontFamily: "" });
  const written = [];
  const pen = { strokeText() {}, fillText: (text) => written.push(text) };
  const [zoom, size] = [18, 256 * 2 ** 18];
  const named = (text, left) => ({ text, x: left / size, y: 100 / size });
  write(pen, [named("なか", 100), named("となり", -30), named("とおく", -300), named("むこう", 700)], { zoom, x: 0, y: 0, width: 256, height: 256 }, 16);
  assert.deepEqual(written, ["なか", "となり"]);
});
