/**
 * What somebody has ticked and typed in the inbox and not yet sent, kept by this window: opening another item,
 * settling one, or coming back from a house loses none of it.
 * What was sent is forgotten only once the page that comes back names the act by which it was taken.
 * @typedef {{ticked: string[], key: string, before: string}} Sent
 * @typedef {{ticked: string[], reason: string, drafts: Record<string, string>, sent: Sent | null}} Kept
 */

/** @type {Kept} */
const NOTHING = { ticked: [], reason: "", drafts: {}, sent: null };

export class Keeper {
  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} person whose words they are: nobody else who signs in here is shown them
   */
  constructor(storage, person) {
    this.storage = storage;
    this.name = `inbox:${person}`;
    /** @type {Kept} */
    this.kept = { ...NOTHING, ...this.read() };
  }

  /** @returns {Partial<Kept>} */
  read() {
    try {
      return JSON.parse(this.storage.getItem(this.name) ?? "{}");
    } catch {
      return {};
    }
  }

  /** @param {Partial<Kept>} change */
  keep(change) {
    this.kept = { ...this.kept, ...change };
    try {
      this.storage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // A window that may not store anything keeps it until it is left.
    }
  }

  /** @param {string} key @param {string} reason typed for the item with this key; empty to forget it */
  draft(key, reason) {
    const { [key]: _before, ...others } = this.kept.drafts;
    this.keep({ drafts: reason ? { ...others, [key]: reason } : others });
  }

  /**
   * What is on its way: many items, or the one that is open.
   * @param {{ticked?: string[], key?: string}} what
   * @param {string} act the act that the address of the page names already
   */
  send(what, act) {
    this.keep({ sent: { ticked: what.ticked ?? [], key: what.key ?? "", before: act } });
  }

  /** @param {string} act the act that the address of the page names: another than before has taken what was sent */
  arrive(act) {
    const sent = this.kept.sent;
    if (!sent || !act || act === sent.before) return;
    if (sent.key) this.draft(sent.key, "");
    const left = this.kept.ticked.filter((key) => !sent.ticked.includes(key));
    this.keep({ sent: null, ticked: left, ...(sent.key ? {} : { reason: "" }) });
  }
}
