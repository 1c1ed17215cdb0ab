import assert from "node:assert/strict";
import { test } from "node:test";

import { pause, verdict } from "../../../surveys/static/surveys/field/send.js";

const answer = { kind: "observation", id: "a" };
const photo = { kind: "photo", id: "p", sha256: "ff" };

test("only JSON that repeats the id acknowledges an answer", () => {
  assert.equal(verdict(answer, 200, { id: "a" }), "sent");
  assert.equal(verdict(answer, 200, { id: "b" }), "stuck");
  assert.equal(verdict(answer, 200, {}), "stuck");
});

test("a sign-in page of a hotel is no acknowledgement", () => assert.equal(verdict(answer, 200, null), "stuck"));

test("a photo is acknowledged by its hash too", () => {
  assert.equal(verdict(photo, 200, { id: "p", sha256: "ff" }), "sent");
  assert.equal(verdict(photo, 200, { id: "p", sha256: "00" }), "stuck");
  assert.equal(verdict(photo, 200, { id: "p" }), "stuck");
});

test("another 2xx than 200 is no acknowledgement", () => assert.equal(verdict(answer, 202, { id: "a" }), "stuck"));

test("a busy server is left alone for a while, by all", () => {
  for (const status of [429, 503]) assert.equal(verdict(answer, status, { code: "x" }), "later");
});

test("what a server fails on waits by itself", () => {
  for (const status of [408, 500, 502, 504, 507]) assert.equal(verdict(answer, status, { code: "x" }), "stuck");
});

test("a device that may not enter stops, and keeps what it has", () => {
  assert.equal(verdict(answer, 401, { code: "not_enrolled" }), "closed");
  assert.equal(verdict(answer, 403, { code: "term_ended" }), "closed");
});

test("a token that ran out is read anew and tried again", () => assert.equal(verdict(answer, 403, { code: "csrf" }), "later"));

test("a refusal by something that is not the register means nothing, and holds up no other", () => {
  for (const status of [400, 403, 413]) assert.equal(verdict(answer, status, null), "stuck");
});

test("one bad entry does not stop the others", () => {
  assert.equal(verdict(answer, 409, { code: "conflict" }), "aside");
  assert.equal(verdict(answer, 422, { code: "malformed" }), "aside");
});

test("pauses double from two seconds to a minute", () => {
  assert.deepEqual([0, 1, 2, 4, 5, 20].map((n) => pause(n, 0, 1)), [2000, 4000, 8000, 32_000, 60_000, 60_000]);
});

test("tablets do not all come back at once", () => assert.deepEqual([0, 0.5].map((chance) => pause(3, 0, chance)), [8000, 12_000]));

test("a server that asks for time gets it", () => assert.equal(pause(0, 30_000, 0), 30_000));
