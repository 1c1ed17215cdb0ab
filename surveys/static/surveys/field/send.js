/** Sends what waits, one thing at a time, until the server has repeated each id. Nothing here asks anyone to press. */

import { acknowledge, waiting } from "./outbox.js";
import { holder, one } from "./store.js";
import { thingOf, things } from "./things.js";

/** @import { Entry } from "./types" */
/** @typedef {"sent" | "aside" | "later" | "closed"} Verdict
 *  sent: it may go · aside: keep it, go on with the next · later: no signal or a busy server · closed: not with this device */

const LONGEST_WAIT = 60_000; // ms
const PATIENCE = { statement: 30_000, photo: 180_000 }; // ms
const ADDRESS = { observation: "observations", photo: "photos", "no-change": "no-change" };

/**
 * What a response means for what was sent. Only JSON that repeats the id, and the hash of a photo,
 * acknowledges it: a hotel's sign-in page is a 200 too.
 * @param {Entry} entry @param {number} status @param {any} body JSON, or null where it was none @returns {Verdict}
 */
export function verdict(entry, status, body) {
  if (status === 200 && body?.id === entry.id) {
    return entry.kind !== "photo" || body.sha256 === entry.sha256 ? "sent" : "later";
  }
  if (status >= 500 || status === 429 || status === 408 || !body?.code || body.code === "csrf") return "later";
  return status === 401 || status === 403 ? "closed" : "aside";
}

/** How long to wait before attempt `n` (from 0), in ms: doubling from 2 s to 60 s, at least what the server asks, and
 * not all tablets at once. @param {number} n @param {number} asked ms @param {number} chance 0–1 */
export const pause = (n, asked, chance) => Math.max(asked, Math.min(LONGEST_WAIT, 2000 * 2 ** n) * (0.5 + chance / 2));

/**
 * The sender of this tab. `heard` is told after each attempt whether the server was heard, and the code
 * with which it closed. Tabs take turns by a lock.
 * @param {(state: {unheard: boolean, closed: string | null}) => void} heard
 */
export function sender(heard) {
  let misses = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function flush() {
    clearTimeout(timer);
    const tried = new Set();
    let left = 0;
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
        queue = all.filter(({ id, open }) => !open && !tried.has(id));
      }
      const entry = queue.shift();
      if (!entry) break;
      tried.add(entry.id);
      const more = all.some((other) => other !== entry && thingOf(other) === thingOf(entry));
      const { result, code, asked, recordedAt } = await send(entry, more ? left + 1 : left);
      if (result === "sent") await acknowledge(entry, recordedAt).then(() => more || left--);
      if (result === "later") timer = setTimeout(start, pause(misses++, asked, Math.random()));
      else misses = 0;
      heard({ unheard: result === "later", closed: result === "closed" ? code : null });
      if (result === "later" || result === "closed") break;
    }
  }

  let queued = false;
  /** One round runs and at most one more waits: what was added after the first had looked is sent by the second. */
  async function start() {
    if (queued) return;
    queued = true;
    await navigator.locks.request("akiya-send", () => {
      queued = false;
      return flush();
    });
  }
  return start;
}

/** @param {Entry} entry @param {number} left itself, and how many things wait once it has arrived */
async function send(entry, left) {
  const patience = AbortSignal.timeout(entry.kind === "photo" ? PATIENCE.photo : PATIENCE.statement);
  try {
    const response = await fetch(address(entry), await request(entry, left, patience));
    const body = await response.json().catch(() => null);
    const asked = Number(response.headers.get("Retry-After")) * 1000 || 0;
    const result = verdict(entry, response.status, body);
    if (body?.code === "csrf") await fetch("api/hello"); // which brings the token that has gone
    return { result, asked, code: body?.code ?? null, recordedAt: body?.recorded_at ?? new Date().toISOString() };
  } catch {
    return { result: /** @type {Verdict} */ ("later"), asked: 0, code: null, recordedAt: "" };
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
    .../** @type {Record<string, string>} */ (mine ? { "Device-Holder": mine } : {}),
  };
}

/** @param {Entry} entry @param {number} left @param {AbortSignal} signal @returns {Promise<RequestInit>} */
async function request(entry, left, signal) {
  const headers = { ...asking(), "Device-Pending": String(left) };
  if (entry.kind === "photo") {
    const more = { "Content-Type": entry.type, "Content-SHA256": entry.sha256 };
    return { method: "PUT", signal, headers: { ...headers, ...more }, body: await one("bytes", entry.id) };
  }
  return {
    method: "PUT",
    signal,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(entry.body),
  };
}
