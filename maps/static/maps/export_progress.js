// While an export is under way: ask about once a second how far it is, and show the page anew when it is over.

/** Milliseconds until the next question: small exports are over in a moment. */
let pause = 250;
const card = /** @type {HTMLElement} */ (document.querySelector("[data-status]"));
const bar = /** @type {HTMLProgressElement} */ (card.querySelector("progress"));
const heading = /** @type {HTMLElement} */ (card.querySelector("h2"));
const numbers = /** @type {HTMLElement} */ (card.querySelector("[data-numbers]"));
const written = new Intl.NumberFormat(document.documentElement.lang);

/** @typedef {{ words: string, rows: number, total: number, over: boolean }} Standing */

/** @param {Standing} now */
function show(now) {
  if (heading.textContent !== now.words) heading.textContent = now.words;
  if (!now.total) return;
  bar.max = now.total;
  bar.value = now.rows;
  const said = { rows: written.format(now.rows), total: written.format(now.total) };
  numbers.textContent = (numbers.dataset.numbers ?? "").replace("{rows}", said.rows).replace("{total}", said.total);
}

async function ask() {
  try {
    const answer = await fetch(card.dataset.status ?? "", { headers: { Accept: "application/json" } });
    // Signed out, or ours no more: the page itself says what is the matter.
    if (!answer.ok || answer.redirected) return location.reload();
    const now = /** @type {Standing} */ (await answer.json());
    if (now.over) return location.reload();
    show(now);
  } catch {
    // The network is away for a moment: ask again.
  }
  pause = Math.min(1000, pause * 2);
  setTimeout(ask, pause);
}

setTimeout(ask, pause);
