/** Sends once more what was sent after the sign-in had ended, with the mark of the new one: signing in changes it. */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-again]"));
const mark = /** @type {HTMLInputElement | null} */ (form?.querySelector("input[name=csrfmiddlewaretoken]") ?? null);

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const page = await fetch("/", { headers: { Accept: "text/html" } }).then((answer) => answer.text(), () => "");
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("input[name=csrfmiddlewaretoken]");
  if (mark && fresh instanceof HTMLInputElement) mark.value = fresh.value;
  form.submit();
});
