/** What only a device with a passkey of its own is shown; and a passkey that did not come says so in its place. */

const can = await globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.().catch(() => false);
for (const one of document.querySelectorAll("[data-passkey]")) {
  one.toggleAttribute("hidden", !can);
  one.toggleAttribute("disabled", !can);
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-failed");
  if (trouble) trouble.hidden = false;
});
export {};
