/**
 * The inbox by keyboard: J and K open the next and the previous item, X ticks it, A and B take that answer,
 * Z takes the last settlement back. Everything here also works by links and buttons without this file.
 */

import { Keeper } from "./inbox-kept.js";
import { commonWays } from "./inbox-ways.js";

const inbox = /** @type {HTMLElement | null} */ (document.querySelector("[data-inbox]"));
const detail = /** @type {HTMLElement | null} */ (document.querySelector("[data-detail]"));
const many = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-many]"));
const rows = /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll("[data-row]")]);
const manyReason = /** @type {HTMLInputElement | null} */ (many?.querySelector("input[name=reason]") ?? null);
const keeper = new Keeper(sessionStorage, inbox?.dataset.inbox ?? "");

/** @returns {string} the settlement, or the act of many, that the address says was just done */
function act() {
  const query = new URLSearchParams(location.search);
  return query.get("settled") ?? query.get("together") ?? "";
}

/** @param {HTMLTableRowElement} row @returns {HTMLAnchorElement} */
function link(row) {
  return /** @type {HTMLAnchorElement} */ (row.querySelector("a[data-open]"));
}

/** @param {HTMLTableRowElement} row @returns {HTMLInputElement} */
function tick(row) {
  return /** @type {HTMLInputElement} */ (row.querySelector("input[name=key]"));
}

/** @returns {number} the place of the open item in the list */
function place() {
  return Math.max(0, rows.findIndex((row) => row.classList.contains("selected")));
}

/** @returns {{form: HTMLFormElement, key: string, reason: HTMLInputElement} | null} the open item, if one is open */
function opened() {
  const form = /** @type {HTMLFormElement | null} */ (detail?.querySelector("form[data-one]") ?? null);
  const key = /** @type {HTMLInputElement | null} */ (form?.querySelector("input[name=key]") ?? null);
  const reason = /** @type {HTMLInputElement | null} */ (form?.querySelector("input[name=reason]") ?? null);
  return form && key && reason ? { form, key: key.value, reason } : null;
}

/** Put what was typed for the open item before back into its empty field. */
function showDraft() {
  const item = opened();
  if (item && !item.reason.value) item.reason.value = keeper.kept.drafts[item.key] ?? "";
  const note = /** @type {HTMLInputElement | null} */ (many?.querySelector("[data-opened]") ?? null);
  if (item && note) note.value = item.key;
}

let asked = 0;

/**
 * Open an item beside the list without leaving it: what is ticked stays ticked. Where that fails, go to its page.
 * @param {HTMLTableRowElement} row
 */
async function open(row) {
  const turn = ++asked;
  const address = new URL(link(row).href);
  address.searchParams.set("part", "detail");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const html = await answer.text();
    if (turn !== asked || !detail) return;
    detail.innerHTML = html;
    detail.scrollTop = 0;
    showDraft();
  } catch {
    location.assign(link(row).href);
    return;
  }
  for (const each of rows) {
    each.classList.toggle("selected", each === row);
    link(each).toggleAttribute("aria-current", each === row);
  }
  link(row).setAttribute("aria-current", "true");
  history.replaceState(null, "", link(row).href);
}

/** Say how many are ticked, and leave only the buttons that all of them allow. */
function showBar() {
  if (!many) return;
  const ticked = rows.map(tick).filter((box) => box.checked);
  const ways = commonWays(ticked.map((box) => box.dataset.ways ?? ""));
  const count = /** @type {HTMLElement} */ (many.querySelector("[data-count]"));
  count.textContent = (count.dataset.words ?? "{}").replace("{}", String(ticked.length));
  for (const button of many.querySelectorAll("button[name=resolution]")) {
    if (button instanceof HTMLButtonElement) button.hidden = !ways.has(button.value);
  }
  const alone = /** @type {HTMLElement} */ (many.querySelector("[data-one-by-one]"));
  alone.hidden = ways.size > 0;
}

/**
 * Resolve the open item. Without a reason the cursor goes to where it is written, and Enter then does it.
 * @param {string} resolution
 */
function take(resolution) {
  const item = opened();
  const button = /** @type {HTMLButtonElement | null} */ (item?.form.querySelector(`button[name=resolution][value="${resolution}"]`) ?? null);
  if (!item || !button) return;
  if (item.reason.value.trim()) {
    item.form.requestSubmit(button);
    return;
  }
  item.form.dataset.resolution = resolution;
  for (const each of item.form.querySelectorAll("button[name=resolution]")) each.classList.toggle("primary", each === button);
  item.reason.focus();
}

/** @param {EventTarget | null} target @returns {boolean} whether keys pressed there mean something else */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), select, textarea"));
}

/** @type {Record<string, () => void>} */
const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => tick(rows[place()]).click(),
  a: () => take("a"),
  b: () => take("b"),
  z: () => /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-undo]"))?.requestSubmit(),
};

/** @param {number} by */
function step(by) {
  const row = rows[place() + by];
  if (!row) return;
  link(row).focus();
  void open(row);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const pressed = keys[event.key.toLowerCase()];
  if (!pressed || (rows.length === 0 && event.key.toLowerCase() !== "z")) return;
  event.preventDefault();
  pressed();
});

// Enter in the reason does what a key chose; otherwise a button must say which.
detail?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.name !== "reason") return;
  event.preventDefault();
  const resolution = event.target.form?.dataset.resolution;
  if (resolution && event.target.value.trim()) take(resolution);
});

inbox?.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("a[data-open]") : null;
  const row = target?.closest("tr");
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void open(row).then(() => detail && detail.getBoundingClientRect().top > innerHeight - 160 && detail.focus());
});

/** @returns {string[]} what is ticked and not listed here: of another page, another kind, or hidden by words */
function tickedElsewhere() {
  const listed = new Set(rows.map((row) => tick(row).value));
  return keeper.kept.ticked.filter((key) => !listed.has(key));
}

/** Keep what is ticked, here and elsewhere. */
function keepTicks() {
  const here = rows.map(tick).filter((box) => box.checked).map((box) => box.value);
  keeper.keep({ ticked: [...tickedElsewhere(), ...here] });
  showBar();
}

many?.addEventListener("change", keepTicks);
many?.addEventListener("input", () => keeper.keep({ reason: manyReason?.value ?? "" }));
many?.addEventListener("submit", () => {
  keeper.send({ ticked: rows.map(tick).filter((box) => box.checked).map((box) => box.value) }, act());
});
detail?.addEventListener("input", () => {
  const item = opened();
  if (item) keeper.draft(item.key, item.reason.value);
});
// On the way to the page of the house the reason goes along, and stays here too for who comes back.
detail?.addEventListener("submit", (event) => {
  const item = opened();
  if (item && event.submitter?.getAttribute("name") === "resolution") keeper.send({ key: item.key }, act());
});
const untick = /** @type {HTMLButtonElement | null} */ (many?.querySelector("[data-untick]") ?? null);
untick?.addEventListener("click", () => {
  for (const row of rows) tick(row).checked = false;
  keepTicks();
});
document.querySelector("form.inbox-choice")?.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) event.target.form?.requestSubmit();
});
if (untick) untick.hidden = false;
keeper.arrive(act());
for (const row of rows) if (keeper.kept.ticked.includes(tick(row).value)) tick(row).checked = true;
if (manyReason && !manyReason.value) manyReason.value = keeper.kept.reason;
// What was sent and refused is here again, and is to be kept as well.
keeper.keep({ reason: manyReason?.value ?? "" });
keepTicks();
showDraft();
