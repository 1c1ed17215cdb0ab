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

test("what was sent is forgotten when it was taken, and not before", () => {
  const window = storage();
  const keeper = new Keeper(window, "1");
  keeper.keep({ ticked: ["held:a", "held:b", "held:c"], reason: "電話で聞いた" });
  keeper.send({ ticked: ["held:a", "held:b"] }, "act-1");
  const refused = new Keeper(window, "1");
  for (const act of ["", "act-1"]) refused.arrive(act);
  assert.deepEqual([refused.kept.ticked.length, refused.kept.reason], [3, "電話で聞いた"]);
  const taken = new Keeper(window, "1");
  taken.arrive("act-2");
  assert.deepEqual([taken.kept.ticked, taken.kept.reason, taken.kept.sent], [["held:c"], "", null]);
});

test("of the one item that was settled its reason alone is forgotten", () => {
  const window = storage();
  const keeper = new Keeper(window, "1");
  keeper.keep({ ticked: ["held:a"], reason: "電話で聞いた" });
  keeper.draft("odd:a", "位置の誤差");
  keeper.draft("odd:b", "見まちがい");
  keeper.send({ key: "odd:a" }, "");
  keeper.arrive("17");
  assert.deepEqual(keeper.kept.drafts, { "odd:b": "見まちがい" });
  assert.deepEqual([keeper.kept.ticked, keeper.kept.reason], [["held:a"], "電話で聞いた"]);
});
