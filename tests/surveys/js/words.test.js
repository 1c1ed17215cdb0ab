import assert from "node:assert/strict";
import { test } from "node:test";

const told = { dates: "ja-JP-u-ca-japanese", lastYear: "去年{0}", clock: "今日 {0}", count: "{0}軒のうち {1}軒" };
const sentences = Object.entries(told).map(([value, textContent]) => ({ value, textContent }));
globalThis.document = { getElementById: () => ({ content: { querySelectorAll: () => sentences } }) };
process.env.TZ = "Asia/Tokyo";
const { distance, dayOf, isoDay, moment, month, say } = await import("../../../surveys/static/surveys/field/words.js");

const TODAY = new Date("2026-11-20T09:00:00+09:00");

test("far is said as one would say it", () => {
  assert.deepEqual([0.4, 6.2, 19, 44, 996, 1234].map(distance), ["0m", "6m", "19m", "40m", "1000m", "1.2km"]);
});

test("the month of an earlier answer is named from today", () => {
  assert.equal(month("2026-05-03", TODAY), "5月");
  assert.equal(month("2025-05-03", TODAY), "去年5月");
  assert.equal(month("2022-05-03", TODAY), "令和4年5月");
});

test("what was said today has an hour, what was said before a day", () => {
  assert.equal(moment("2026-11-20T01:42:00Z", new Date("2026-11-20T20:00:00+09:00")), "今日 10:42");
  assert.equal(moment("2026-09-14T01:42:00Z", TODAY), "9月14日");
});

test("a day of another year says which", () => {
  const days = ["2026-04-01", "2025-04-01", "2024-04-01"].map((day) => dayOf(new Date(`${day}T12:00`), TODAY));
  assert.deepEqual(days, ["4月1日", "去年4月1日", "令和6年4月1日"]);
});

test("a day is the tablet's own", () => {
  assert.equal(isoDay(new Date("2026-09-01T00:30:00+09:00")), "2026-09-01");
  assert.equal(dayOf(new Date("2026-09-01T00:30:00+09:00"), TODAY), "9月1日");
});

test("the braces of a sentence are filled, and only its own", () => {
  assert.equal(say("count", 8, 3), "8軒のうち 3軒");
  assert.equal(say("clock", "{0}{1}"), "今日 {0}{1}");
});

test("a code for which there is no sentence says nothing", () => assert.equal(say("closed-teapot"), ""));
