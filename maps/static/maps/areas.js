/**
 * One long choice of areas made into short ones: first the kind, then the area, and where a kind has many of them a
 * field that narrows them by letters of their names, compared as every search compares them: the server says which
 * areas they name. Without script the long one serves.
 */

const MANY = 8;
const field = /** @type {HTMLElement} */ (document.querySelector("[data-areas]"));
const areas = /** @type {HTMLSelectElement} */ (field.querySelector("select"));
const label = /** @type {HTMLLabelElement} */ (field.querySelector("label"));
const all = /** @type {HTMLOptionElement} */ (areas.options[0]);
const groups = [...areas.querySelectorAll("optgroup")];

if (groups.length) {
  const kinds = document.createElement("select");
  kinds.id = "kind";
  kinds.className = areas.className;
  groups.forEach((group, nth) => kinds.add(new Option(group.label, String(nth))));
  const kindLabel = document.createElement("label");
  kindLabel.htmlFor = kinds.id;
  kindLabel.textContent = field.dataset.kindLabel ?? "";
  label.before(kindLabel, kinds);

  const letters = document.createElement("input");
  letters.id = "area-letters";
  letters.type = "search";
  letters.autocomplete = "off";
  letters.className = areas.className;
  const lettersLabel = document.createElement("label");
  lettersLabel.htmlFor = letters.id;
  lettersLabel.textContent = field.dataset.lettersLabel ?? "";
  label.before(lettersLabel, letters);

  const chosen = groups.findIndex((group) => group.querySelector("option:checked"));
  const associations = groups.findIndex((group) => group.hasAttribute("data-first"));
  kinds.selectedIndex = Math.max(0, chosen >= 0 ? chosen : associations);
  /** @type {HTMLOptionElement[][]} */
  const options = groups.map((group) => [...group.querySelectorAll("option")]);

  /** The areas that the letters name; null where there are no letters. @type {Set<number> | null} */
  let named = null;

  /** Offer the areas of the kind that the letters name, and the one that is chosen, whatever it is called. */
  const put = () => {
    const { value } = areas;
    const of = options[kinds.selectedIndex] ?? [];
    letters.hidden = lettersLabel.hidden = of.length <= MANY;
    const isOffered = (/** @type {HTMLOptionElement} */ { value: id }) => id === value || !named || named.has(Number(id));
    areas.replaceChildren(all, ...of.filter(isOffered));
    areas.value = value;
    if (areas.selectedIndex < 0) areas.value = "";
  };

  let asking = new AbortController();
  /** Ask which areas the letters name. Where no answer comes, all that were offered stay. */
  const narrow = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const typed = letters.value.trim();
    try {
      const query = new URLSearchParams({ q: typed });
      const answer = typed ? await fetch(`${field.dataset.named}?${query}`, { signal }) : null;
      if (answer && !answer.ok) return;
      const found = answer ? new Set(/** @type {number[]} */ ((await answer.json()).areas)) : null;
      if (signal.aborted) return;
      named = found;
      put();
    } catch {
      // Given up for later letters, or the network is away.
    }
  };
  put();
  letters.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || narrow());
  letters.addEventListener("compositionend", narrow);
  // The letters are no filter of their own: neither the form nor the map hears of them.
  letters.addEventListener("change", (event) => event.stopPropagation());
  letters.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    areas.focus();
  });
  kinds.addEventListener("change", () => {
    asking.abort();
    letters.value = "";
    named = null;
    areas.value = "";
    put();
    areas.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
