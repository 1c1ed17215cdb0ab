/** A paper opens one tablet, once: a second press would take back the first one's answer, and with it the tablet's key. */

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => form.querySelector("button")?.setAttribute("disabled", ""));
}
// Who comes back to the page may press again.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
export {};
