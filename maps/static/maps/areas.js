/** One long choice of areas made into two short ones: first the kind, then the area. Without script the long one serves. */

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

  const chosen = groups.findIndex((group) => group.querySelector("option:checked"));
  const associations = groups.findIndex((group) => group.hasAttribute("data-first"));
  kinds.selectedIndex = Math.max(0, chosen >= 0 ? chosen : associations);
  /** @type {HTMLOptionElement[][]} */
  const options = groups.map((group) => [...group.querySelectorAll("option")]);
  const put = () => areas.replaceChildren(all, ...options[kinds.selectedIndex]);
  const value = areas.value;
  put();
  areas.value = value;
  kinds.addEventListener("change", () => {
    put();
    areas.value = "";
    areas.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
