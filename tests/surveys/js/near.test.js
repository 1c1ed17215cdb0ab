import assert from "node:assert/strict";
import { test } from "node:test";

import { metres, nearest } from "../../../surveys/static/surveys/field/near.js";

test("a thousandth of a degree north is 111 m", () => assert.equal(Math.round(metres([140, 38], [140, 38.001])), 111));

test("a thousandth of a degree east is 88 m at 38 degrees north", () => {
  assert.equal(Math.round(metres([140, 38], [140.001, 38])), 88);
});

test("it is as far there as back", () => {
  assert.ok(Math.abs(metres([140, 38], [140.002, 38.001]) - metres([140.002, 38.001], [140, 38])) < 0.01);
});

test("nearest sorts a copy", () => {
  const things = [{ point: [140.002, 38] }, { point: [140, 38] }];
  assert.deepEqual(nearest(things, [140, 38]), [things[1], things[0]]);
  assert.deepEqual(things[0].point, [140.002, 38]);
});
