/** 送る 記録: what this tablet holds, and what has arrived. */

import { gather } from "./gather.js";
import { give } from "./handover.js";
import { onPress } from "./press.js";
import { copy, fill, keep, part, show } from "./screen.js";
import { holder } from "./store.js";
import { moment, words } from "./words.js";

/** @import { Acts, Entry, Today } from "./types" */

const AT_FIRST = 10;

/** @param {Today} today @param {Acts} acts */
export function sent(today, acts) {
  const screen = copy("sent");
  const waiting = today.waiting.filter(statement).reverse();
  const receipts = today.receipts.filter(statement);
  const list = part(screen, "sent-list");
  const rest = part(screen, "rest");
  fill(screen, { "waiting-count": words.things(waiting.length), "sent-count": words.things(receipts.length) });
  part(screen, "waiting-list").append(...waiting.map((entry) => record(entry, false)));
  list.append(...receipts.slice(0, AT_FIRST).map((entry) => record(entry, true)));
  rest.textContent = words.rest(receipts.length - AT_FIRST);
  onPress(rest, () => {
    list.append(...receipts.slice(AT_FIRST).map((entry) => record(entry, true)));
    rest.remove();
  });
  onPress(part(screen, "try"), acts.send);
  part(screen, "file-of").textContent = words.oneFile(waiting.length);
  const given = part(screen, "given");
  part(screen, "give").addEventListener("click", async () => {
    const all = await gather();
    try {
      await give(all.filter(mine));
      given.textContent = words.given(waiting.length);
    } catch {
      given.textContent = ""; // its holder changed their mind
    }
  });
  keep(screen, {
    rest: receipts.length > AT_FIRST,
    waiting: waiting.length,
    sent: receipts.length,
    nothing: !waiting.length && !receipts.length,
  });
  const others = part(screen, "earlier");
  others.hidden = true;
  void earlier().then((left) => (others.hidden = !left));
  show(screen);
}

/** @param {import("./gather.js").Holding} holding */
const mine = (holding) => String(holding.holder) === holder();

/** How many entries of earlier holders of this tablet were not sent. What they say stays theirs. */
async function earlier() {
  const others = (await gather(false)).filter((holding) => !mine(holding));
  return others.reduce((sum, { entries }) => sum + entries.length, 0);
}

/** A photo goes with its answer's row, unless it is all that is left. @param {Entry} entry @param {number} _at @param {Entry[]} all */
const statement = (entry, _at, all) => entry.kind !== "photo" || !all.some(({ id }) => id === entry.observation);

/** @param {Entry} entry @param {boolean} done */
function record(entry, done) {
  const made = copy("record");
  made.firstElementChild?.classList.toggle("done", done);
  if (done) part(made, "sign").setAttribute("href", "#i-tick");
  fill(made, { label: entry.label, what: what(entry), when: moment(entry.at, new Date()) });
  return made;
}

/** @param {Entry} entry */
function what(entry) {
  if (entry.kind === "no-change") return words.noChange;
  if (entry.kind === "photo") return words.photo;
  const { answer, photos } = entry.body;
  const said = !answer ? words.takenBackAnswer : entry.same ? words.same : words.answers[answer];
  return [said, photos.length && words.photos(photos.length)].filter(Boolean).join(words.join);
}
