import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { documentElement: { lang: "ja" } };
process.env.TZ = "Asia/Tokyo";
const { distance, dayOf, isoDay, moment, month, words } = await import("../../../surveys/static/surveys/field/words.js");
const { words: english } = await import("../../../surveys/static/surveys/field/words.en.js");

const TODAY = new Date("2026-11-20T09:00:00+09:00");
const FORBIDDEN = /同期|オフライン|アップロード|キャッシュ|エラー/;

/** Every sentence of a vocabulary, those with blanks filled with a 3. */
const sentences = (value) =>
  typeof value === "object" ? Object.values(value).flatMap(sentences) : [typeof value === "function" ? value(3, 3) : value];

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

test("a day is the tablet's own", () => {
  assert.equal(isoDay(new Date("2026-09-01T00:30:00+09:00")), "2026-09-01");
  assert.equal(dayOf(new Date("2026-09-01T00:30:00+09:00")), "9月1日");
});

test("no sentence uses a word of machines", () => {
  for (const sentence of sentences(words)) assert.doesNotMatch(sentence, FORBIDDEN);
});

test("no sentence is empty, in either language", () => {
  for (const sentence of [...sentences(words), ...sentences(english)]) assert.ok(sentence.trim());
});
