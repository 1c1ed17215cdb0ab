/**
 * One long choice of areas made into short ones: first the kind, then the area, and where a kind has many of them a
 * field that narrows them by letters of their names. Without script the long one serves.
 */

const MANY = 8;
const field = /** @type {HTMLElement} */ (document.querySelector("[data-areas]"));
const areas = /** @type {HTMLSelectElement} */ (field.querySelector("select"));
const label = /** @type {HTMLLabelElement} */ (field.querySelector("label"));
const all = /** @type {HTMLOptionElement} */ (areas.options[0]);
const groups = [...areas.querySelectorAll("optgroup")];

/** @param {string} text @returns {string} in which full width and small letters make no difference */
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

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

  /** Offer the areas of the kind whose names hold the letters, and the one that is chosen, whatever it is called. */
  const put = () => {
    const { value } = areas;
    const of = options[kinds.selectedIndex] ?? [];
    letters.hidden = lettersLabel.hidden = of.length <= MANY;
    const wanted = letters.hidden ? "" : plain(letters.value);
    areas.replaceChildren(all, ...of.filter((option) => option.value === value || plain(option.text).includes(wanted)));
    areas.value = value;
    if (areas.selectedIndex < 0) areas.value = "";
  };
  put();
  letters.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || put());
  letters.addEventListener("compositionend", put);
  // The letters are no filter of their own: neither the form nor the map hears of them.
  letters.addEventListener("change", (event) => event.stopPropagation());
  letters.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    areas.focus();
  });
  kinds.addEventListener("change", () => {
    letters.value = "";
    areas.value = "";
    put();
    areas.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
