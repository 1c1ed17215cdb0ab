/** A form that is on its way is not sent again: the browser drops the first answer for the second, and with it what is
 * shown once — a first password, the number of a paper, the key of a tablet. */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute("aria-busy")) event.preventDefault();
  form.setAttribute("aria-busy", "true");
});
// Who comes back to the page may press again.
addEventListener("pageshow", () => {
  for (const form of document.forms) form.removeAttribute("aria-busy");
});
export {};
