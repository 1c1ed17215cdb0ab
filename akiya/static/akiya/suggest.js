/**
 * What is offered under a search field while somebody types: areas and houses, found by the server as the list finds
 * them. A combobox with a list (WAI-ARIA 1.2): arrow keys move, Enter opens, Escape closes; the cursor stays in the
 * field. Without this file, and until something is chosen, the field and its form are what they were.
 *
 * @typedef {object} Suggestion
 * @property {"area" | "house"} kind
 * @property {number} id
 * @property {string} label
 * @property {string} about
 * @property {string} address where it leads
 */

const PAUSE = 150; // milliseconds after the last key

/**
 * @param {number} here the place in the list, -1 for the field itself @param {string} key @param {number} length
 * @returns {number} the place to which an arrow key leads; past either end stands the field
 */
export function moved(here, key, length) {
  const step = key === "ArrowDown" ? 1 : -1;
  return ((here + 1 + step + length + 1) % (length + 1)) - 1;
}

/** @param {string} words with {} for a number @param {number} number */
export const counted = (words, number) => words.replace("{}", String(number));

export class Suggestions {
  /** @param {HTMLFormElement} form with the address and the words in its data @param {HTMLInputElement} field */
  constructor(form, field) {
    this.form = form;
    this.field = field;
    /** @type {Suggestion[]} */
    this.found = [];
    this.here = -1;
    this.asking = new AbortController();
    this.timer = 0;
    this.isComposing = false;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.id = `${field.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.suggestLabel ?? "");
    this.said = document.createElement("p");
    this.said.setAttribute("role", "status");
    this.said.className = "visually-hidden";
    form.append(this.list, this.said);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    this.listen();
  }

  listen() {
    // While kana are being turned into kanji the field holds what nobody means yet: nothing is asked.
    this.field.addEventListener("compositionstart", () => {
      this.isComposing = true;
      this.forget();
    });
    this.field.addEventListener("compositionend", () => {
      this.isComposing = false;
      this.askSoon();
    });
    this.field.addEventListener("input", () => this.isComposing || this.askSoon());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    // The cursor stays in the field: a press on the list must not take it away before the click arrives.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("li") : null;
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  /** Whatever was asked is not waited for any more. */
  forget() {
    clearTimeout(this.timer);
    this.asking.abort();
  }

  askSoon() {
    this.forget();
    if (!this.field.value.trim()) {
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  async ask() {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const query = new URLSearchParams({ q: this.field.value });
      const answer = await fetch(`${this.form.dataset.suggest}?${query}`, { signal, headers: { Accept: "application/json" } });
      const { found } = answer.ok ? await answer.json() : { found: null };
      if (signal.aborted) return;
      if (found) this.show(found);
      else this.close();
    } catch {
      // Given up for a later question, or no connection: the form itself still searches, and says what is wrong.
      if (!signal.aborted) this.close();
    }
  }

  /** @param {Suggestion[]} found */
  show(found) {
    this.found = found;
    this.here = -1;
    this.list.replaceChildren(...found.map((each, nth) => this.option(each, nth)));
    this.list.hidden = found.length === 0;
    const { suggestNone = "", suggestFound = "" } = this.form.dataset;
    this.said.textContent = found.length ? counted(suggestFound, found.length) : suggestNone;
    this.said.className = found.length ? "visually-hidden" : "suggestions-none";
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.mark();
  }

  /** @param {Suggestion} suggestion @param {number} nth */
  option(suggestion, nth) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${nth}`;
    option.setAttribute("role", "option");
    option.className = suggestion.kind;
    const label = document.createElement("b");
    label.textContent = suggestion.label;
    const about = document.createElement("small");
    about.textContent = suggestion.about;
    option.append(label, " ", about);
    return option;
  }

  mark() {
    [...this.list.children].forEach((option, nth) => option.setAttribute("aria-selected", String(nth === this.here)));
    const option = this.list.children[this.here];
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.forget();
    this.found = [];
    this.here = -1;
    this.list.replaceChildren();
    this.list.hidden = true;
    this.said.textContent = "";
    this.said.className = "visually-hidden";
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event Enter and the arrows belong to the input method while it composes */
  press(event) {
    if (event.isComposing || this.isComposing) return;
    const isOpen = this.said.textContent !== "";
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.found.length) {
      event.preventDefault();
      this.here = moved(this.here, event.key, this.found.length);
      this.mark();
    } else if (event.key === "Enter" && this.here >= 0) {
      event.preventDefault();
      this.choose(this.here);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault(); // a second press empties the field, as it always did
      this.close();
    }
  }

  /** Open what was chosen, unless the page shows it itself. @param {number} nth */
  choose(nth) {
    const chosen = this.found[nth];
    if (!chosen) return;
    this.close();
    const offered = new CustomEvent("suggestion", { detail: chosen, cancelable: true, bubbles: true });
    if (this.form.dispatchEvent(offered)) location.assign(chosen.address);
  }
}
