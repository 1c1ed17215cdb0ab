/** The oldest browsers that docs/manual/ipad.md names have learnt all that the pages of a tablet use, or the pages ask first.
 *
 * Whatever is passed over where it is unknown is not looked at: options of a call, attributes of an element. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { OLDEST, isNewer, lookbehind, read, style, told, toldOf, toldOfAny } from "./browsers.js";
import { uses } from "./uses.js";

const FOLDERS = ["surveys/static/surveys/field", "surveys/static/surveys/enrol"];
const those = (/** @type {string} */ kind) => FOLDERS.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(kind)).map((name) => `${folder}/${name}`));
/** Whose members the table does not tell of: they are the page's own, or no more than a few words in an answer. */
const NOT_TOLD = new Set(["DOMStringMap", "CSSStyleDeclaration", "IDBDatabaseInfo", "PromiseRejectedResult", "PromiseFulfilledResult"]);
/** Styles that a browser passes over which knows them not, and what it has instead. */
const HARMLESS = {
  "-webkit-touch-callout": "only iOS has a menu there",
  "::-moz-progress-bar": "Firefox's own name for it",
  ":has": "each alone in its rule: the round mark says what is chosen, and a chosen pin may lie under another",
  "cursor: grab": "a finger has no cursor",
  "cursor: pointer": "a finger has no cursor",
  "forced-color-adjust": "there are no colours to be forced",
  "forced-color-adjust: none": "there are no colours to be forced",
  "height: dvh": "100vh stands before it",
  "user-select": "Safari's own name for it stands before it",
  "word-break: auto-phrase": "lines break between any two letters, as in any book",
};

/** @param {import("./uses.js").Use[]} found */
function judged(found) {
  const [newer, untold] = [new Set(), new Set()];
  for (const { name, types, where, guarded, alone } of found) {
    const isPattern = name.startsWith("/");
    const compat = isPattern ? lookbehind : alone ? toldOf(name) : types.length ? told(types, name) : toldOfAny(name);
    if (isPattern && !/\(\?<[=!]/.test(name)) continue;
    if (compat ? isNewer(compat) && !guarded : (alone || types.length) && !types.some((type) => NOT_TOLD.has(type))) {
      (compat ? newer : untold).add(`${where} ${[types[0], name].filter(Boolean).join(".")}`);
    }
  }
  return { newer: [...newer], untold: [...untold] };
}

const all = judged(uses(those(".js")));

test("the oldest browsers are named", () => assert.deepEqual(Object.values(OLDEST).map(Number).map(Number.isFinite), [true, true, true]));

test("nothing is used that the oldest browsers have not learnt, unless it is asked for first", () => assert.deepEqual(all.newer, []));

test("whatever is used is in the table", () => assert.deepEqual(all.untold, []));

test("what is newer is seen, however it is written", () => {
  const text = `
    export async function newer(/** @type {number[]} */ some, /** @type {any} */ any) {
      const { findLast } = some;
      structuredClone(findLast);
      return [AbortSignal.timeout(1), some.toSorted(), any.toSpliced(1), URL.canParse(""), /(?<=a)b/, document.startViewTransition];
    }
    export const asked = [document.startViewTransition?.(() => {}), AbortSignal.any?.([])];`;
  const path = `${process.cwd()}/surveys/static/surveys/field/newer.js`;
  const { newer } = judged(uses([], { [path]: text }));
  assert.deepEqual(newer.map((one) => one.split(" ")[1]).sort(), [
    "AbortSignal.timeout", "Array.findLast", "Array.toSorted", "Document.startViewTransition", "RegExp./(?<=a)b/", "URL.canParse", "structuredClone",
    "toSpliced",
  ]);
});

test("the packer writes newer syntax in words that they know", () => {
  const [, target] = read("akiya/web/packing.py").match(/TARGET = "(.*)"/) ?? [];
  assert.equal(target, `safari${OLDEST.safari_ios},chrome${OLDEST.chrome}`);
});

/** What a style sheet says that the oldest browsers have not learnt. @param {string} text */
function newerStyle(text) {
  const bare = text.replace(/\/\*.*?\*\//gs, "").replace(/"[^"]*"|url\([^)]*\)/g, "");
  const found = [];
  const note = (name, compat) => compat && isNewer(compat) && found.push(name);
  for (const [, rule] of bare.matchAll(/@([a-z-]+)/g)) note(`@${rule}`, style.rule(rule));
  for (const [, selectors] of bare.matchAll(/(?:^|[;{}])([^;{}@]+)\{/g)) {
    for (const [whole, name] of selectors.matchAll(/::?([a-z-]+)/g)) note(whole, style.selector(name));
  }
  for (const [, property, value] of bare.matchAll(/([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
    note(property, style.property(property));
    for (const [word, call] of value.matchAll(/[a-z-]+(\()?/g)) {
      note(`${property}: ${word}`, call ? style.function(word.slice(0, -1)) : style.word(property, word));
    }
    for (const [, unit] of value.matchAll(/\d([a-z]+)/g)) note(`${property}: ${unit}`, style.unit(unit));
  }
  return [...new Set(found)];
}

test("what the style sheets say that is newer is harmless where it is unknown", () => {
  const found = those(".css").flatMap((path) => newerStyle(read(path)));
  assert.deepEqual([...new Set(found)].sort(), Object.keys(HARMLESS).sort());
});

test("a selector that is newer takes no other with it", () => {
  const rules = those(".css").flatMap((path) => [...read(path).replace(/\/\*.*?\*\//gs, "").matchAll(/(?:^|[{}])([^{}@]+:(?:has|-moz-)[^{}]*)\{/g)]);
  assert.deepEqual(rules.map(([, selectors]) => selectors.trim()).filter((selectors) => selectors.includes(",")), []);
});

test("a style that is newer is seen", () => {
  const text = "@layer a { .b:has(c) { text-wrap: balance; height: 100dvh; color: color-mix(in srgb, red, blue); } }";
  assert.deepEqual(newerStyle(text), ["@layer", ":has", "text-wrap", "text-wrap: balance", "height: dvh", "color: color-mix("]);
});
