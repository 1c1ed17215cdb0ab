import assert from "node:assert/strict";
import test from "node:test";

import { Keeper } from "../../../akiya/static/akiya/inbox-kept.js";

/** A window's storage. */
function storage() {
  const held = new Map();
  return { getItem: (name) => held.get(name) ?? null, setItem: (name, value) => held.set(name, value) };
}

test("what was ticked and typed is there again on the next page", () => {
  const window = storage();
  new Keeper(window, "1").keep({ ticked: ["held:a", "held:b"], reason: "電話で聞いた" });
  const after = new Keeper(window, "1").kept;
  assert.deepEqual([after.ticked, after.reason], [["held:a", "held:b"], "電話で聞いた"]);
});

test("a reason belongs to its item, and an empty one is none", () => {
  const window = storage();
  const keeper = new Keeper(window, "1");
  keeper.draft("odd:a", "位置の誤差");
  keeper.draft("odd:b", "見まちがい");
  keeper.draft("odd:a", "");
  assert.deepEqual(new Keeper(window, "1").kept.drafts, { "odd:b": "見まちがい" });
});

test("another person who signs in at the same window is shown none of it", () => {
  const window = storage();
  new Keeper(window, "1").keep({ reason: "電話で聞いた" });
  assert.equal(new Keeper(window, "2").kept.reason, "");
});

test("a window that may store nothing, or holds rubbish, begins with nothing", () => {
  const broken = {
    getItem: () => "{",
    setItem: () => {
      throw new Error("no room");
    },
  };
  const keeper = new Keeper(broken, "1");
  keeper.keep({ reason: "書いた" });
  assert.equal(keeper.kept.reason, "書いた");
});
