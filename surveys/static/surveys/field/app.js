/** The field app: what it knows of today, which screen is on show, and when it sends. */

import { begin, begun, prepared } from "./drafts.js";
import { concerns } from "./concerns.js";
import { found } from "./found.js";
import { list, whole } from "./list.js";
import { look } from "./look.js";
import { map } from "./map.js";
import { memo } from "./memo.js";
import { noChange } from "./no-change.js";
import { complete, forgetOld, keepNoChange, keepSomehow, letGo, receipts, takeBack, waiting } from "./outbox.js";
import { photo } from "./photo.js";
import { follow, here, wish } from "./position.js";
import { practiceTown, practising } from "./practice.js";
import { onPress } from "./press.js";
import { question } from "./question.js";
import { lastSaid, next, places } from "./round.js";
import { go, read, to } from "./route.js";
import { bookmark, copy, fill, part, show } from "./screen.js";
import { sender } from "./send.js";
import { sent } from "./sent.js";
import { forgetPractice, passedOn } from "./store.js";
import { things } from "./things.js";
import { fetchTown, heldTown, usable } from "./town.js";
import { upkeep } from "./upkeep.js";
import { say } from "./words.js";

/** @import { Acts, Package, Place, Saved, Today } from "./types" */
/** @typedef {void | (() => void)} Leave what to do when a screen goes */

/** @type {Record<string, (today: Today, acts: Acts) => Leave>} */
const SCREENS = { list, all: whole, found, "no-change": noChange, sent };
/** Screens of one house. @type {Record<string, (place: Place, today: Today, acts: Acts) => Leave>} */
const OF_A_HOUSE = { question, concerns, photo, memo };
const address = () => read(location.hash, { ...SCREENS, ...OF_A_HOUSE, map, look });
/** Screens on which nothing is being entered, so that fresh news may redraw them. */
const QUIET = new Set(["list", "all", "sent"]);
const MOMENT = 500; // ms

/** `closed` is what the server said to what was sent, `shut` what it said when asked for the package, `met` whether
 * it gave one since the app was opened: then no wrong clock makes it old.
 * @type {{town?: Package | null, saved?: Saved, unheard?: boolean, closed?: string | null, shut?: string | null, met?: boolean}} */
const now = {};
let turn = 0;
/** What the screen on show was drawn from. @type {Today | null} */
let shown = null;
/** @type {Leave} */
let leave;
let onMove = () => {};

const send = practising
  ? async () => {}
  : sender(({ unheard, closed }) => {
      if (!unheard || !now.unheard) refreshQuiet(); // missed once more, nothing on show would be another
      Object.assign(now, { unheard, closed });
      reopen();
    });

const quiet = () => !shown || QUIET.has(address().screen);
const renew = upkeep(quiet);

/** A tablet that passed to another person opens anew, as theirs. */
const reopen = () => void (passedOn() && location.reload());

/** @type {Acts} */
const acts = {
  go,
  send,
  refresh: () => void render(),
  failed: () => failed(),
  locate: () => void (practising || follow(moved, () => strip("strip-nowhere"))),
  onMove: (act) => void (onMove = act),
  begin: (point) => saving(async () => to("question", await begin(point))),
  answer: (place, answer, same) =>
    saving(async () => {
      await prepared();
      const open = answer === "vacant" && !same;
      const { entry, bare } = await keepSomehow(place, { answer, same, open, here: here() });
      const what = say("savedAnswer", place.number ? say("number", place.number) : place.label, say(same ? "same" : answer));
      tell({ entry, head: say(bare ? "savedBare" : "saved"), what });
      return open ? to("concerns", place.id) : onward(place);
    }),
  complete: (place, entry, concerns) =>
    saving(async () => {
      const whole = await complete(entry, concerns);
      if (now.saved) tell({ ...now.saved, entry: whole });
      return onward(place);
    }),
  undo: (entry, what) =>
    saving(async () => {
      if (entry.kind === "observation") await takeBack(entry);
      if (entry.kind === "no-change") await keepNoChange({ ...entry.body, withdraws: entry.id }, entry.label);
      tell({ entry: null, head: say("takenBack"), what });
      const house = entry.kind === "observation" && entry.body.house;
      return house ? to("question", house) : to();
    }),
  sayNoChange: (days) =>
    saving(async () => {
      const { id = 0, name = "" } = now.town?.association ?? {};
      tell({ entry: await keepNoChange({ ...days, association: id }, name), head: say("saved"), what: say("noChange") });
      return to("all");
    }),
};

/** Whether the screen on show has saved or is about to. */
let spent = false;

/** Do what saves, then go on and send; once for each screen that is shown, however slow the tablet is and however often it
 * is pressed. @param {() => Promise<string>} work gives where to go */
async function saving(work) {
  if (spent) return;
  spent = true;
  try {
    go(await work());
  } catch {
    spent = false;
    failed();
  }
  void send();
}

/** Say what was saved: on the next screen, and a screen reader says it. @param {Saved} saved */
function tell(saved) {
  now.saved = saved;
  part(document, "spoken").textContent = `${saved.head} ${saved.what}`;
}

/** @param {string} name */
const strip = (name) => part(document, "strips").replaceChildren(copy(name));
const failed = () => strip("strip-failed");

/** Where to go after a house: the next one, or the list. @param {Place} place */
function onward(place) {
  const following = place.number !== null && next(shown?.places ?? [], place, here()?.point ?? null);
  return following ? to("question", following.id) : to();
}

/** All that a screen needs. @returns {Promise<Today>} */
async function today() {
  const town = /** @type {Package} */ (now.town);
  const [held, arrived, drafts] = await Promise.all([waiting(), receipts(), begun()]);
  const all = places(town, lastSaid([...held, ...arrived], town.generated_at), drafts, say("foundHouse"));
  const closed = now.closed ?? now.shut;
  return { ...now, closed, town, places: all, waiting: held, unsent: things(held).length, drafts, receipts: arrived, here: here() };
}

/** Whether a finger is on what would be drawn anew, or it asks whether one is sure. */
const isHeld = () => document.querySelector(":active, [data-sure]");

/** Show the screen of the address. What came later wins. @param {boolean} [anew] whether it is the one on show */
async function render(anew = false) {
  if (anew && spent) return; // the next screen is on its way
  const mine = ++turn;
  const { screen, id } = address();
  const { town } = now;
  try {
    const known = town && (now.met || usable(town, new Date())) ? await today() : null;
    const unsent = known ? 0 : things(await waiting()).length;
    const rescue = unsent || (!known && (await begun()).length);
    if (mine !== turn || (anew && spent)) return;
    if (anew && isHeld()) return refreshQuiet();
    spent = false;
    const back = anew ? bookmark() : () => {};
    leave?.();
    onMove = () => {};
    shown = known;
    if (screen === "look") leave = look();
    else if (!known) leave = closed(say(`closed-${now.shut}`) || say(town ? "old" : "noPackage"), unsent, rescue);
    else leave = draw(screen, id, known);
    back();
    if (quiet()) renew();
    if (screen !== "concerns" && known?.waiting.some(({ open }) => open)) letGoAndSend();
  } catch {
    if (mine === turn) stopped();
  }
}

/** What was held back for a screen that is gone is sent; if not now, then at the next. */
const letGoAndSend = () => void letGo().catch(() => {}).then(send);

/** The tablet's memory does not answer, not even a second time. */
function stopped() {
  shown = null;
  leave = closed(say("storeFailed"), 0, true);
}

/** @param {string} screen @param {number | string | null} id @param {Today} known @returns {Leave} */
function draw(screen, id, known) {
  const place = known.places.find((one) => one.id === id) ?? null;
  if (screen === "map") return map(place, known, acts);
  const ofAHouse = OF_A_HOUSE[screen];
  if (!ofAHouse) return SCREENS[screen](known, acts);
  return place ? ofAHouse(place, known, acts) : go(to());
}

/** One sentence, where there is nothing to show, and the way out for what was not sent or cannot be counted.
 * @param {string} sentence @param {number} unsent @param {unknown} rescue whether there is anything to be taken out */
function closed(sentence, unsent, rescue) {
  const screen = copy("closed");
  fill(screen, { sentence, unsent: unsent && say("unsent", unsent), itself: unsent, enrol: now.shut === "not_enrolled", rescue });
  onPress(part(screen, "again"), () => location.reload());
  show(screen);
}

/** Not sooner than a moment after the last time: where ten thousand answers leave, reading and drawing what is left of
 * them after each would hold them up. @type {ReturnType<typeof setTimeout> | undefined} */
let due;
function refreshQuiet() {
  due ??= setTimeout(() => {
    due = undefined;
    if (QUIET.has(address().screen)) void render(true);
  }, MOMENT);
}

/** The tablet moved: the map follows at once, a list only when it is shown anew. */
let located = false;
function moved() {
  onMove();
  if (!located) refreshQuiet();
  located = true;
}

/** Look for news and send what waits: on opening, on coming back, when there is a signal. */
async function wake() {
  if (practising) return;
  void send();
  try {
    const news = await fetchTown();
    reopen();
    Object.assign(now, news);
    if (news.shut || !shown) await render();
    else if (news.town) refreshQuiet();
  } catch {
    if (!shown) stopped();
  }
  void send();
}

async function start() {
  try {
    await forgetPractice();
    now.town = practising ? practiceTown() : await heldTown();
  } catch {
    return stopped();
  }
  void forgetOld().catch(() => {}); // what is older than it need be takes room, and is forgotten the next time
  document.documentElement.toggleAttribute("data-practice", practising);
  if (!practising) {
    void navigator.storage?.persist?.();
    if (wish() === "yes") follow(moved);
  }
  addEventListener("hashchange", () => void render());
  addEventListener("online", wake);
  addEventListener("offline", refreshQuiet);
  addEventListener("focus", send);
  addEventListener("pageshow", send);
  document.addEventListener("visibilitychange", () => (document.hidden ? letGoAndSend() : void wake()));
  if (now.town) await render();
  await wake();
}

void start();
