/** Sends what waits, one thing at a time, until the server has repeated each id. Nothing here asks anyone to press. */

import { acknowledge, waiting } from "./outbox.js";
import { holder, one } from "./store.js";
import { thingOf, things } from "./things.js";

/** @import { Entry } from "./types" */
/** @typedef {"sent" | "aside" | "stuck" | "later" | "closed"} Verdict
 *  sent: it may go · aside: refused, keep it and go on with the next · stuck: failed upon, not understood or not
 *  answered in time: go on, and try it again by itself · later: no signal or a busy server, for all of them · closed: not with this device */

const LONGEST_WAIT = 60_000; // ms
const PATIENCE = 30_000; // ms
const PATIENCE_PHOTO = 180_000; // ms
const IN_A_ROW = 5; // stuck ones, after which it is not the records
const ADDRESS = { observation: "observations", photo: "photos", "no-change": "no-change" };

/**
 * What a response means for what was sent. Only JSON that repeats the id, and the hash of a photo,
 * acknowledges it: a hotel's sign-in page is a 200 too.
 * @param {Entry} entry @param {number} status @param {any} body JSON, or null where it was none @returns {Verdict}
 */
export function verdict(entry, status, body) {
  if (status === 200 && body?.id === entry.id && (entry.kind !== "photo" || body.sha256 === entry.sha256)) return "sent";
  if (status === 503 || status === 429 || body?.code === "csrf") return "later";
  if (status >= 500 || status === 408 || !body?.code) return "stuck";
  return status === 401 || status === 403 ? "closed" : "aside";
}

/** How long to wait before attempt `n` (from 0), in ms: doubling from 2 s to 60 s, at least what the server asks, and
 * not all tablets at once. @param {number} n @param {number} asked ms @param {number} chance 0–1 */
export const pause = (n, asked, chance) => Math.max(asked, Math.min(LONGEST_WAIT, 2000 * 2 ** n) * (0.5 + chance / 2));

/** Ask the server; an answer that does not come in time is none. @param {string} address @param {RequestInit} [more] @param {number} [time] ms */
export function ask(address, more, time = PATIENCE) {
  const patience = new AbortController(); // AbortSignal.timeout is unknown to Safari before 16
  setTimeout(() => patience.abort(), time);
  return fetch(address, { ...more, signal: patience.signal });
}

/**
 * The sender of this tab. `heard` is told after each attempt whether the server was heard, and the code
 * with which it closed. Tabs take turns by a lock.
 * @param {(state: {unheard: boolean, closed: string | null}) => void} heard
 */
export function sender(heard) {
  let misses = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Those on which the server fails: how often, and when each is tried again. They hold up no other.
   * @type {Map<string, [times: number, due: number]>} */
  const stuck = new Map();
  const aside = (/** @type {Entry} */ { id }) => stuck.get(id) ?? [0, 0];
  /** Another round, later each time that none arrives. @param {number} asked */
  const rest = (asked) => void (timer = setTimeout(start, pause(misses++, asked, Math.random())));

  async function flush() {
    clearTimeout(timer);
    const tried = new Set();
    let left = 0;
    let row = 0;
    /** @type {Entry[]} */
    let all = [];
    /** @type {Entry[]} */
    let queue = [];
    for (;;) {
      // Read once for many, or ten thousand would be read ten thousand times; but anew before each photo, so that
      // what has been said since goes before it.
      if (!queue.length || queue[0].kind === "photo") {
        all = await waiting();
        left = things(all).length;
        queue = all.filter((entry) => !entry.open && !tried.has(entry.id) && aside(entry)[1] < Date.now());
        queue.sort((a, b) => aside(a)[0] - aside(b)[0]);
      }
      const entry = queue.shift();
      if (!entry) break;
      tried.add(entry.id);
      const more = all.some((other) => other !== entry && thingOf(other) === thingOf(entry));
      const { result, body, asked = 0 } = await send(entry, more ? left + 1 : left);
      if (result === "sent") await acknowledge(entry, body.recorded_at).then(() => more || left--);
      if (result === "stuck") {
        const [times] = aside(entry);
        stuck.set(entry.id, [times + 1, Date.now() + pause(times, asked, 0)]);
        row++;
      } else if (result !== "later") {
        stuck.delete(entry.id);
        misses = row = 0;
      }
      const isClosed = result === "closed";
      heard({ unheard: result === "stuck" || result === "later", closed: isClosed ? body.code : null });
      if (isClosed) return;
      if (result === "later" || row === IN_A_ROW) return rest(asked);
    }
    if (stuck.size) rest(0);
  }

  let queued = false;
  /** One round runs and at most one more waits: what was added after the first had looked is sent by the second. What
   * goes wrong with the tablet's own memory ends a round like a signal that is lost. */
  async function start() {
    if (queued) return;
    queued = true;
    const turn = () => {
      queued = false;
      return flush();
    };
    await navigator.locks.request("akiya-send", turn).catch(() => {
      queued = false;
      rest(0);
    });
  }
  return start;
}

/** @param {Entry} entry @param {number} left itself, and how many things wait once it has arrived
 * @returns {Promise<{result: Verdict, asked?: number, body?: any}>} */
async function send(entry, left) {
  const sending = await request(entry, left);
  try {
    const response = await ask(address(entry), sending, entry.kind === "photo" ? PATIENCE_PHOTO : PATIENCE);
    const body = await response.json().catch(() => null);
    const asked = Number(response.headers.get("Retry-After")) * 1000 || 0;
    const result = verdict(entry, response.status, body);
    if (body?.code === "csrf") await ask("api/hello"); // which brings the token that has gone
    return { result, asked, body };
  } catch (reason) {
    return { result: /** @type {Error} */ (reason).name === "AbortError" ? "stuck" : "later" };
  }
}

/** @param {Entry} entry */
const address = (entry) =>
  `api/${ADDRESS[entry.kind]}/${entry.id}${entry.kind === "photo" ? `?observation=${entry.observation}` : ""}`;

/** What every write carries: whose it is, when, and that our own page sends it; read anew each time. */
export function asking() {
  const mine = holder();
  return {
    "Device-Time": new Date().toISOString(),
    "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "",
    ...(mine && { "Device-Holder": mine }),
  };
}

/** @param {Entry} entry @param {number} left @returns {Promise<RequestInit>} */
async function request(entry, left) {
  const isPhoto = entry.kind === "photo";
  return {
    method: "PUT",
    headers: {
      ...asking(),
      "Device-Pending": String(left),
      "Content-Type": isPhoto ? entry.type : "application/json",
      ...(isPhoto && { "Content-SHA256": entry.sha256 }),
    },
    body: isPhoto ? await one("bytes", entry.id) : JSON.stringify(entry.body),
  };
}
