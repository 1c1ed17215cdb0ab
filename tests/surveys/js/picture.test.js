import assert from "node:assert/strict";
import { test } from "node:test";

import { reduced } from "../../../surveys/static/surveys/field/picture.js";

test("a photo becomes 1600 px long, lying or standing", () => {
  assert.deepEqual(reduced(4032, 3024), { width: 1600, height: 1200 });
  assert.deepEqual(reduced(3024, 4032), { width: 1200, height: 1600 });
});

test("a small photo stays as it is", () => assert.deepEqual(reduced(640, 480), { width: 640, height: 480 }));
