/** 送る 記録: what this tablet holds, and what has arrived. */

import { onPress } from "./press.js";
import { copy, fill, part, show, tellGiven } from "./screen.js";
import { holder } from "./store.js";
import { things } from "./things.js";
import { moment, say } from "./words.js";

/** @import { Acts, Entry, Today } from "./types" */

const AT_FIRST = 10;

/** @param {Today} today @param {Acts} acts */
export function sent(today, acts) {
  const screen = copy("sent");
  const waiting = things(today.waiting).reverse();
  const [many, begun] = [waiting.length, today.drafts.length];
  const what = joined(many && say("things", many), begun && say("begun", begun));
  const later = things(today.receipts);
  const first = later.splice(0, AT_FIRST);
  const rest = part(screen, "rest");
  const list = (/** @type {string} */ name, /** @type {Entry[]} */ entries) =>
    part(screen, name).append(...entries.map(record));
  list("waiting-list", waiting);
  list("sent-list", first);
  onPress(rest, () => {
    list("sent-list", later);
    rest.remove();
  });
  onPress(part(screen, "try"), acts.send);
  part(screen, "give").addEventListener("click", () => {
    const done = givingOut().then(async ({ gather, give }) => {
      const held = (await gather()).held.filter(mine);
      if (!held.length) throw held; // what waits was not read
      await give(held);
    });
    done.then(
      () => tellGiven(say("given", what)),
      ({ name }) => tellGiven(name === "AbortError" ? "" : say("saveFailed")), // or they changed their mind
    );
  });
  fill(screen, {
    "waiting-count": say("things", many),
    "sent-count": say("things", first.length + later.length),
    "file-of": say("oneFile", what),
    rest: later.length && say("rest", later.length),
    waiting: many,
    try: many,
    give: many + begun,
    sent: first.length,
    nothing: !many && !first.length,
  });
  // What earlier holders of this tablet have not sent is theirs, and leaves it by the rescue page.
  const others = part(screen, "earlier");
  void givingOut()
    .then(({ gather }) => gather(false))
    .then(({ held, unread }) => (others.hidden = !unread && held.every((one) => mine(one) || !one.entries.length)))
    .catch(() => (others.hidden = false)); // what was not read may be theirs
  show(screen);
}

/** @param {import("./gather.js").Holding} holding */
const mine = (holding) => String(holding.holder) === String(holder());

/** The rescue page reads it too, and does so without the app. */
const givingOut = () => import("./handover.js");

/** @param {Entry} entry */
function record(entry) {
  const made = copy("record");
  const done = Boolean(entry.recorded_at);
  made.firstElementChild?.classList.toggle("done", done);
  if (done) part(made, "sign").setAttribute("href", "#i-tick");
  fill(made, { label: entry.label, what: what(entry), when: moment(entry.at, new Date()) });
  return made;
}

/** @param {Entry} entry */
function what(entry) {
  if (entry.kind === "no-change") return say(entry.body.withdraws ? "takenBack" : "noChange");
  if (entry.kind === "photo") return say("photo");
  const { answer, photos } = entry.body;
  const said = say(!answer ? "takenBack" : entry.same ? "same" : answer);
  return joined(said, photos.length && say("photos", photos.length));
}

/** @param {(string | number)[]} words those that are said */
const joined = (...words) => words.filter(Boolean).join(say("join"));
