import assert from "node:assert/strict";
import { test } from "node:test";

import { isOurs } from "../../../surveys/static/surveys/enrol/scan.js";

const HERE = { origin: "https://akiya.example", pathname: "/field/enrol/" };

test("the paper of this register leads on", () => {
  assert.equal(isOurs("https://akiya.example/field/enrol/abc", HERE), true);
});

test("no other pattern leads anywhere", () => {
  for (const text of [
    "https://elsewhere.example/field/enrol/abc", "http://akiya.example/field/enrol/abc", "https://akiya.example/accounts/logout/",
    "https://akiya.example/field/enrol/", "https://akiya.example.elsewhere/field/enrol/a", "javascript:alert(1)", "abc", "",
  ]) assert.equal(isOurs(text, HERE), false, text);
});
