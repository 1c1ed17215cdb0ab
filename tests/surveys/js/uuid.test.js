import assert from "node:assert/strict";
import { test } from "node:test";

import { after, uuid7 } from "../../../surveys/static/surveys/field/uuid.js";

const least = "00000000-0000-4000-8000-000000000000";
const most = "ffffffff-ffff-4fff-bfff-ffffffffffff";

test("an id is a UUIDv7 of its moment", () => {
  const id = uuid7({ ms: 0x0192_3456_789a, count: 5 }, least);
  assert.equal(id, "01923456-789a-7005-8000-000000000000");
});

test("chance fills all but time, count, version and variant", () => {
  assert.equal(uuid7({ ms: 0, count: 0 }, most), "00000000-0000-7000-bfff-ffffffffffff");
});

test("a later moment begins its own count", () => {
  assert.deepEqual(after({ ms: 10, count: 7 }, 11), { ms: 11, count: 0 });
});

test("a clock set back does not bring an older id", () => {
  assert.deepEqual(after({ ms: 1000, count: 7 }, 3), { ms: 1000, count: 8 });
});

test("a millisecond that is full borrows the next", () => {
  assert.deepEqual(after({ ms: 1000, count: 4095 }, 1000), { ms: 1001, count: 0 });
});

test("ids only ever grow, whatever the clock does", () => {
  let tick = { ms: 0, count: 0 };
  let last = "";
  let seed = 42;
  for (let i = 0; i < 10_000; i++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    tick = after(tick, 1_760_000_000_000 + (seed % 50) - i); // a clock that jitters and runs backwards
    const id = uuid7(tick, crypto.randomUUID());
    assert.ok(id > last, `${id} after ${last}`);
    last = id;
  }
});
