import assert from "node:assert/strict";
import { test } from "node:test";

import { read as readOf, to } from "../../../surveys/static/surveys/field/route.js";

const screens = { question: 1, photo: 1, memo: 1 };
const read = (hash) => readOf(hash, screens);

test("an address says its screen and its house", () => assert.deepEqual(read("#/question/12"), { screen: "question", id: 12 }));

test("a house that was found has a UUID", () => {
  assert.deepEqual(read("#/memo/0192-ab"), { screen: "memo", id: "0192-ab" });
});

test("no address and an unknown one are the list", () => {
  for (const hash of ["", "#", "#/", "#/nothing/3", "#question", "#/constructor/3"]) assert.deepEqual(read(hash), { screen: "list", id: null });
});

test("what is written is read again", () => {
  for (const id of [7, "0192-ab"]) assert.deepEqual(read(to("photo", id)), { screen: "photo", id });
  assert.equal(to(), "#/");
});
