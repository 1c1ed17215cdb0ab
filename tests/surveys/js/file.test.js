import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { base64, fileName, handover } from "../../../surveys/static/surveys/field/file.js";

const NOW = new Date("2026-11-22T03:04:05Z");
const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256).buffer;
const look = { kind: "observation", id: "o1", seq: 1, label: "家", at: "then", same: true, open: true, body: { answer: "vacant" } };
const photo = { kind: "photo", id: "p1", seq: 2, observation: "o1", label: "家", at: "then", type: "image/jpeg", sha256: "ab" };
const holding = (more = {}) => ({
  holder: 7, name: "東 太郎", device: "0199aa00-0000", association: { id: 12, name: "東" }, entries: [look, photo], drafts: [], bytes: new Map([["p1", bytes]]), ...more,
});

test("the file says what it is before anything else", () => {
  assert.deepEqual(Object.entries(handover([holding()], NOW)).slice(0, 2), [["format", "akiya-field-handover"], ["version", 1]]);
});

test("an entry is written as it would be sent, and whose it is", () => {
  assert.deepEqual(handover([holding()], NOW).entries, [{ ...look, holder: 7 }]);
});

test("a photo is written whole", () => {
  const [{ base64: letters, ...rest }] = handover([holding()], NOW).photos;
  assert.deepEqual(rest, { ...photo, holder: 7 });
  assert.deepEqual(Buffer.from(letters, "base64"), Buffer.from(bytes));
});

test("of a photo whose bytes are lost it is said that there was one", () => {
  const { photos, entries } = handover([holding({ bytes: new Map() })], NOW);
  assert.deepEqual([photos.map(({ id, base64: lost }) => [id, lost]), entries.length], [[["p1", null]], 1]);
});

test("what was begun goes along with its photos", () => {
  const draft = { house: 5, note: "途中", photos: [{ id: "p1", type: "image/jpeg", sha256: "ab" }, { id: "p2", type: "image/jpeg", sha256: "cd" }] };
  const [{ photos, ...rest }] = handover([holding({ drafts: [draft] })], NOW).drafts;
  assert.deepEqual(rest, { house: 5, note: "途中", holder: 7 });
  assert.deepEqual(photos.map(({ id, base64: letters }) => [id, letters === null]), [["p1", false], ["p2", true]]);
});

test("each entry stays with who said it", () => {
  const { entries, holders, device, association } = handover([holding(), holding({ holder: 9, device: null, entries: [{ ...look, id: "o2" }] })], NOW);
  assert.deepEqual(entries.map(({ id, holder }) => [id, holder]), [["o1", 7], ["o2", 9]]);
  assert.deepEqual(holders.map(({ id }) => id), [7, 9]);
  assert.deepEqual([device, association], ["0199aa00-0000", 12]);
});

test("nothing at all is a file, too", () => {
  assert.deepEqual(handover([], NOW).entries, []);
});

test("letters give the bytes back", () => {
  const back = Buffer.from(base64(bytes), "base64");
  assert.equal(createHash("sha256").update(back).digest("hex"), createHash("sha256").update(Buffer.from(bytes)).digest("hex"));
});

test("the file is called by the tablet and the day", () => {
  assert.equal(fileName("0199aa00-0000", NOW), "akiya-0199aa00-2026-11-22.json");
  assert.equal(fileName(null, NOW), "akiya-field-2026-11-22.json");
});
