/** What this tablet has said: kept until the server repeats its id, then as a receipt for 30 days. */

import { all, got, write } from "./store.js";
import { after, uuid7 } from "./uuid.js";

/** @import { Answer, Concern, Draft, Entry, NoChange, Observation, ObservationEntry, Place, Point } from "./types" */

const APP = "2"; // surveys/silence.py knows how each counts
const RECEIPT_DAYS = 30;

/** The next id and number of this device, within a transaction. What is said of houses has numbers of its own besides,
 * without a gap: the office asks after one that is missing. @param {IDBObjectStore} kept @param {boolean} [ofHouse] */
export async function stamp(kept, ofHouse = false) {
  const last = (await got(kept.get("stamp"))) ?? { ms: 0, count: 0, seq: 0, nth: 0 };
  const next = { ...after(last, Date.now()), seq: last.seq + 1, nth: (last.nth ?? last.seq) + Number(ofHouse) };
  kept.put(next, "stamp");
  return { id: uuid7(next, crypto.randomUUID()), seq: next.seq, nth: next.nth };
}

/** Everything that is still to be sent: statements in the order they were made, then photos. @returns {Promise<Entry[]>} */
export async function waiting() {
  /** @type {Entry[]} */
  const entries = await all("outbox");
  const late = (/** @type {Entry} */ entry) => (entry.kind === "photo" ? 1 : 0);
  return entries.sort((a, b) => late(a) - late(b) || a.seq - b.seq);
}

/** What the server has acknowledged, newest first. @returns {Promise<Entry[]>} */
export async function receipts() {
  return (await all("receipts")).sort((a, b) => b.seq - a.seq);
}

/** Keep an answer; where the tablet is too full for its photos, without them. Gives the entry, and whether they went.
 * @param {Parameters<typeof keepAnswer>[0]} place @param {Parameters<typeof keepAnswer>[1]} given */
export async function keepSomehow(place, given) {
  try {
    return { entry: await keepAnswer(place, given), bare: false };
  } catch (reason) {
    if (!(await dropPhotos(place.id))) throw reason;
    return { entry: await keepAnswer(place, given), bare: true };
  }
}

/** Make room. Whether there were any. @param {Draft["house"]} house */
function dropPhotos(house) {
  return write(["drafts", "bytes"], async (drafts, bytes) => {
    /** @type {Draft | undefined} */
    const draft = await got(drafts.get(house));
    if (!draft?.photos.length) return false;
    for (const { id } of draft.photos) bytes.delete(id);
    drafts.put({ ...draft, photos: [] });
    return true;
  });
}

/**
 * Keep an answer with all that was prepared for its house. `open`: the next screen may complete it.
 * @param {Place} place @param {{answer: Answer, same?: boolean, open?: boolean, here: {point: Point, accuracy: number} | null}} given
 */
export function keepAnswer(place, { answer, same, open, here }) {
  return write(["kept", "outbox", "drafts"], async (kept, outbox, drafts) => {
    /** @type {Draft | undefined} */
    const draft = await got(drafts.get(place.id));
    const photos = draft?.photos ?? [];
    // A found house is where it was pinned, and each word of it says so: whichever arrives first brings it to its place.
    const at = typeof place.id === "number" ? here : { point: place.point, accuracy: null };
    const said = {
      ...of(place),
      answer,
      note: draft?.note ?? "",
      photos: photos.map((photo) => photo.id),
      basis: place.basis,
      place: at && { lng: at.point[0], lat: at.point[1], accuracy: at.accuracy },
    };
    const { label } = place;
    const entry = await add(kept, outbox, said, label, { same, open });
    for (const photo of photos) {
      const { seq } = await stamp(kept);
      outbox.add({ kind: "photo", ...photo, observation: entry.id, label, at: entry.at, seq });
    }
    drafts.delete(place.id);
    return entry;
  });
}

/**
 * Complete a vacant house with what else was seen. If its answer has left already, say the whole
 * again in its place. @param {ObservationEntry} entry @param {Concern[]} concerns
 */
export function complete(entry, concerns) {
  return write(["kept", "outbox"], async (kept, outbox) => {
    /** @type {ObservationEntry | undefined} */
    const held = await got(outbox.get(entry.id));
    if (held?.open) {
      const whole = { ...held, open: false, body: { ...held.body, concerns } };
      outbox.put(whole);
      return whole;
    }
    return add(kept, outbox, { ...entry.body, concerns, basis: entry.id, withdraws: entry.id }, entry.label);
  });
}

/** Take an answer back, which is itself something said. @param {ObservationEntry} entry */
export function takeBack(entry) {
  const { house, found, place } = entry.body;
  const said = { house, found, place, basis: entry.id, withdraws: entry.id };
  return write(["kept", "outbox"], (kept, outbox) => add(kept, outbox, said, entry.label));
}

/** Keep the word that nothing changed. @param {Omit<NoChange, "said_at">} days @param {string} label */
export function keepNoChange(days, label) {
  return write(["kept", "outbox"], async (kept, outbox) => {
    const at = new Date().toISOString();
    const { id, seq } = await stamp(kept);
    /** @type {Entry} */
    const entry = { kind: "no-change", id, seq, label, at, body: { ...days, said_at: at } };
    outbox.add(entry);
    return entry;
  });
}

/** Let go what waited for its next screen, which is not on show any more. */
export function letGo() {
  return write(["outbox"], async (outbox) => {
    for (const entry of await got(outbox.getAll())) if (entry.open) outbox.put({ ...entry, open: false });
  });
}

/** The server has repeated the id: the entry becomes a receipt, and the bytes of a photo go. @param {Entry} entry @param {string} recordedAt */
export function acknowledge(entry, recordedAt) {
  return write(["outbox", "receipts", "bytes"], async (outbox, receipts, bytes) => {
    outbox.delete(entry.id);
    bytes.delete(entry.id);
    receipts.put({ ...entry, recorded_at: recordedAt });
  });
}

/** Forget receipts that are over 30 days old by the clock of the server, as it read when it made the package: that of
 * the tablet may be wrong by years. */
export function forgetOld() {
  return write(["kept", "receipts"], async (kept, receipts) => {
    const held = await got(kept.get("town"));
    const limit = (held ? Date.parse(held.town.generated_at) : Date.now()) - RECEIPT_DAYS * 86_400_000;
    for (const { id, recorded_at } of await got(receipts.getAll())) if (Date.parse(recorded_at) < limit) receipts.delete(id);
  });
}

/** @param {Place} place @returns {Pick<Observation, "house" | "found">} */
const of = ({ id }) => (typeof id === "number" ? { house: id, found: null } : { house: null, found: id });

/** Say something of a house. @param {IDBObjectStore} kept @param {IDBObjectStore} outbox @param {Pick<Observation, "house" | "found" | "basis" | "place"> & Partial<Observation>} said
 * @param {string} label @param {{same?: boolean, open?: boolean}} [more] @returns {Promise<ObservationEntry>} */
async function add(kept, outbox, said, label, more) {
  const { id, seq, nth } = await stamp(kept, true);
  const at = new Date().toISOString();
  /** @type {Observation} */
  const body = {
    schema: 1,
    app: APP,
    answer: null,
    concerns: [],
    note: "",
    photos: [],
    withdraws: null,
    ...said,
    seen_at: at,
    device_seq: nth,
  };
  /** @type {ObservationEntry} */
  const entry = { kind: "observation", id, seq, label, at, ...more, body };
  outbox.add(entry);
  return entry;
}
