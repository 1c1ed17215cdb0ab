import assert from "node:assert/strict";
import { test } from "node:test";

import { things } from "../../../surveys/static/surveys/field/things.js";

const answer = (id) => ({ kind: "observation", id });
const photo = (id, observation) => ({ kind: "photo", id, observation });
const told = (...entries) => things(entries).map(({ id }) => id);

test("an answer is one thing with its photos, in whatever order they are kept", () => {
  assert.deepEqual(told(answer("a"), photo("p", "a"), photo("q", "a")), ["a"]);
  assert.deepEqual(told(photo("q", "a"), photo("p", "a"), answer("a")), ["a"]);
});

test("photos whose answer has gone ahead are one thing that still waits", () => {
  assert.deepEqual(told(answer("b"), photo("p", "a"), photo("q", "a")), ["b", "p"]);
});

test("things stand in the order of their entries", () => assert.deepEqual(told(answer("b"), answer("a"), photo("p", "a")), ["b", "a"]));
