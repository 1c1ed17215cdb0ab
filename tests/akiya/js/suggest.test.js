import assert from "node:assert/strict";
import test from "node:test";

import { counted, moved } from "../../../akiya/static/akiya/suggest.js";

test("down leads from the field through the list and back to the field", () => {
  const places = [];
  for (let here = -1, nth = 0; nth < 4; nth++) places.push((here = moved(here, "ArrowDown", 3)));
  assert.deepEqual(places, [0, 1, 2, -1]);
});

test("up leads from the field to the last", () => {
  const places = [];
  for (let here = -1, nth = 0; nth < 4; nth++) places.push((here = moved(here, "ArrowUp", 3)));
  assert.deepEqual(places, [2, 1, 0, -1]);
});

test("a number stands where the words leave room for it", () => {
  assert.equal(counted("{}件 見つかりました。", 3), "3件 見つかりました。");
});
