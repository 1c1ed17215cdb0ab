import assert from "node:assert/strict";
import test from "node:test";

import { commonWays } from "../../../akiya/static/akiya/inbox-ways.js";

test("what all of them allow is allowed together", () => {
  assert.deepEqual([...commonWays(["accept aside", "aside"])], ["aside"]);
});

test("one that must be looked at alone allows nothing", () => {
  assert.equal(commonWays(["accept aside", ""]).size, 0);
});

test("nothing that is ticked allows nothing", () => {
  assert.equal(commonWays([]).size, 0);
});
