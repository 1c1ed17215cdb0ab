/** Which browser learnt what when, by MDN's table, and the oldest browsers of which docs/manual/ipad.md says that the app
 * works on them. */

import { readFileSync } from "node:fs";

export const read = (/** @type {string} */ path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const { api, css, javascript } = JSON.parse(read("node_modules/@mdn/browser-compat-data/data.json"));
const [, safari, chrome] = read("docs/manual/ipad.md").match(/Safari (\d[\d.]*) \(iPadOS [\d.]+\) and Chrome (\d+)/) ?? [];
export const OLDEST = { safari_ios: safari, chrome, chrome_android: chrome };
const { builtins } = javascript;
/** What TypeScript calls otherwise than MDN. */
const OTHERWISE = {
  ReadonlyArray: "Array", RegExpMatchArray: "Array", RegExpExecArray: "Array", IteratorObject: "Iterator", ArrayIterator: "Iterator", MapIterator: "Iterator",
  SetIterator: "Iterator", ReadonlyMap: "Map", ReadonlySet: "Set", CallableFunction: "Function", NewableFunction: "Function", PromiseLike: "Promise",
  ParentNode: "Element", ChildNode: "Element", HTMLOrSVGElement: "HTMLElement", WindowOrWorkerGlobalScope: "Window", Body: "Response",
};
const TYPED = /^(Float|Uint|Int)\d+(Clamped)?Array$/;
const named = (/** @type {string} */ type) => OTHERWISE[type] ?? type.replace(/Constructor$/, "");

const said = (of, ...names) => names.filter((name) => Object.hasOwn(of ?? {}, name)).map((name) => of[name].__compat)[0];

/** What the table says of a member of one of some types; undefined where it has none. */
export function told(types, member) {
  const event = `${member.replace(/^on/, "")}_event`;
  const bearers = types.map(named).flatMap((type) => [api[type], builtins[type], builtins.Intl[type], TYPED.test(type) && builtins.TypedArray]);
  return [...bearers, api.Element, api.Document].map((of) => said(of, member, `${member}_static`, event)).find(Boolean);
}

/** The same of a name that stands alone. */
export const toldOf = (name) =>
  [api, api.Window, api.EventTarget, builtins, javascript.functions, api.HTMLImageElement].map((of) => said(of, name)).find(Boolean);

/** The same of a name whoever bears it: the oldest of all that do. */
export function toldOfAny(member) {
  const all = [...Object.values(api), ...Object.values(builtins)].flatMap((of) =>
    [member, `${member}_static`].filter((name) => Object.hasOwn(of, name)).map((name) => of[name].__compat),
  );
  return all.find((one) => !isNewer(one)) ?? all[0];
}

/** Of a style sheet: a property, a word or function of its value, a selector, an at-rule. */
export const style = {
  property: (name) => css.properties[name]?.__compat,
  word: (property, word) => css.properties[property]?.[word]?.__compat,
  unit: (unit) => /^[dls]v(h|w|min|max|i|b)$/.test(unit) && css.types.length.viewport_percentage_units_dynamic.__compat,
  function: (name) => (css.types[name] ?? css.types.color?.[name])?.__compat,
  selector: (name) => css.selectors[name]?.__compat,
  rule: (name) => css["at-rules"][name]?.__compat,
};
export const lookbehind = javascript.regular_expressions.lookbehind_assertion.__compat;

const later = (a, b) => {
  const [x, y] = [a, b].map((version) => String(version).replace("≤", "").split(".").map(Number));
  return x[0] - y[0] || (x[1] ?? 0) - (y[1] ?? 0);
};

/** Whether one of the oldest browsers has not learnt it by its own name. What is learnt by halves counts: the table says so
 * of a canvas's letters, too. */
export const isNewer = ({ support }) =>
  Object.entries(OLDEST).some(([browser, oldest]) => {
    const learnt = [support[browser]].flat().filter((one) => one && !one.flags && !one.prefix && !one.alternative_name);
    return !learnt.some(({ version_added: since, version_removed: until }) => {
      return since && since !== "preview" && later(since, oldest) <= 0 && (!until || later(until, oldest) > 0);
    });
  });
