/** The button of the decision says its outcome: 空き家（確認）と決める. */

const form = document.querySelector("form.decide");
const button = form?.querySelector("button[data-ending]");

/** Write the chosen state on the button; until one is chosen it keeps its own words. */
function sayOutcome() {
  const chosen = form?.querySelector("input[name=state]:checked");
  const words = chosen?.closest("label")?.querySelector("span")?.textContent;
  if (button instanceof HTMLElement && words) button.textContent = words + (button.dataset.ending ?? "");
}

form?.addEventListener("change", sayOutcome);
sayOutcome();
