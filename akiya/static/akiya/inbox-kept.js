/**
 * What somebody has ticked and typed in the inbox and not yet sent, kept by this window: opening another item,
 * settling one, or coming back from a house loses none of it.
 * @typedef {{ticked: string[], reason: string, drafts: Record<string, string>}} Kept
 */

/** @type {Kept} */
const NOTHING = { ticked: [], reason: "", drafts: {} };

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
}
