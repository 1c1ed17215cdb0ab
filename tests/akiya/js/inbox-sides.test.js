import assert from "node:assert/strict";
import test from "node:test";

import { commonSides } from "../../../akiya/static/akiya/inbox-sides.js";

test("what all of them allow is allowed together", () => {
  assert.deepEqual([...commonSides(["accept aside", "aside"])], ["aside"]);
});

test("one that must be looked at alone allows nothing", () => {
  assert.equal(commonSides(["accept aside", ""]).size, 0);
});

test("nothing that is ticked allows nothing", () => {
  assert.equal(commonSides([]).size, 0);
});
