import assert from "node:assert/strict";
import { test } from "node:test";

const GUARD = 400;
let standing = new Set();
globalThis.Element = class {};
globalThis.document = { addEventListener() {}, querySelectorAll: () => standing };
const { counts } = await import("../../../surveys/static/surveys/field/press.js");

let now = 0;
const control = () => new Element();
/** Press after some milliseconds. */
const press = (one, after) => counts({ timeStamp: (now += after) }, one);
/** A new screen of some controls, long after the last. */
function screen(...controls) {
  standing = new Set(controls);
  now += 10 * GUARD;
}

test("two controls that stood side by side are two presses, however quick", () => {
  const [plants, rubbish] = [control(), control()];
  screen(plants, rubbish);
  assert.deepEqual([press(plants, 0), press(rubbish, 40)], [true, true]);
});

test("a double tap on one control is one press, also where another was pressed between", () => {
  const [plants, rubbish] = [control(), control()];
  screen(plants, rubbish);
  assert.deepEqual([press(plants, 0), press(plants, 40), press(rubbish, 40), press(plants, 40)], [true, false, true, false]);
  assert.equal(press(plants, GUARD), true);
});

test("what was drawn since the first tap is not pressed by the second", () => {
  const [row, answer] = [control(), control()];
  screen(row);
  assert.equal(press(row, 0), true);
  standing = new Set([answer]);
  assert.equal(press(answer, 390), false);
  assert.equal(press(answer, 10), true);
});

test("of any taps on any controls just these count", () => {
  let seed = 7;
  const chance = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let day = 0; day < 200; day++) {
    const shown = [control(), control(), control()];
    screen(...shown);
    const drawn = new Map(shown.map((one) => [one, -1])); // after which of the taps that counted
    const counted = [];
    for (let tap = 0; tap < 40; tap++) {
      const one = shown[chance(shown.length)];
      const before = now;
      const counts = press(one, chance(500));
      const lately = counted.filter(({ at }) => now - at < GUARD);
      const since = counted.length - lately.length; // the first tap that is not long ago
      if (lately.some((each) => each.one === one)) assert.equal(counts, false, "the same control again");
      else if (drawn.get(one) < since) assert.equal(counts, true, `stood there before, ${now - before} ms ago`);
      else if (drawn.get(one) === counted.length - 1) assert.equal(counts, false, "drawn since the tap before");
      if (!counts) continue;
      counted.push({ one, at: now });
      if (chance(3)) continue;
      const fresh = control(); // takes the place of what was pressed
      shown[shown.indexOf(one)] = fresh;
      standing = new Set(shown);
      drawn.set(fresh, counted.length - 1);
    }
  }
});
