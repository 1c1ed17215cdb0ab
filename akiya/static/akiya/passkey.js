/** Where a passkey was refused or the dialog closed, say so beside the button instead of nowhere. */

const sentence = document.getElementById("passkey-failed");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (!sentence) return;
  document.querySelector("main .card")?.prepend(sentence);
  sentence.hidden = false;
});
