import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as after } from "node:timers/promises";

import { inTurn, settled, spaced } from "../../../maps/static/maps/pace.js";

/** Something that takes a while, by hand. */
function slow() {
  const runs = [];
  const act = () => new Promise((resolve, reject) => runs.push({ resolve, reject }));
  return { runs, act };
}

test("what is settled runs once calls have ceased", async () => {
  let runs = 0;
  const soon = settled(() => runs++, 5);
  soon(), soon(), soon();
  assert.equal(runs, 0);
  await after(40);
  assert.equal(runs, 1);
});

test("what is spaced runs at once, and of many calls meanwhile once more", async () => {
  let runs = 0;
  const act = spaced(() => runs++, 20);
  act(), act(), act();
  assert.equal(runs, 1);
  await after(80);
  assert.equal(runs, 2);
});

test("what is called a single time runs a single time", async () => {
  let runs = 0;
  spaced(() => runs++, 5)();
  await after(40);
  assert.equal(runs, 1);
});

test("in turn, one runs at a time and of many calls meanwhile one more", async () => {
  const { runs, act } = slow();
  const load = inTurn(act, 200);
  load();
  await after(0);
  load(), load(), load();
  await after(0);
  assert.equal(runs.length, 1);
  runs[0].resolve();
  await after(0);
  assert.equal(runs.length, 2);
});

test("what it gives is done when the last run is", async () => {
  const { runs, act } = slow();
  const load = inTurn(act, 200);
  load();
  await after(0);
  let done = false;
  const last = load();
  assert.equal(load(), last);
  last.then(() => (done = true));
  runs[0].resolve();
  await after(0);
  assert.equal(done, false);
  runs[1].resolve();
  await after(0);
  assert.equal(done, true);
});

test("one that hangs or fails does not hold the next for ever", async () => {
  const { runs, act } = slow();
  const load = inTurn(act, 5);
  load().catch(() => {});
  await after(0);
  load().catch(() => {});
  await after(40);
  assert.equal(runs.length, 2);
  runs[1].reject(new Error("no"));
  await after(0);
  load();
  await after(0);
  assert.equal(runs.length, 3);
});
