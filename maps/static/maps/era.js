// Beside each date that is chosen, the same day in the Japanese calendar, for who reads Japanese.

const japanese = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { dateStyle: "long", timeZone: "UTC" });
const isJapanese = document.documentElement.lang === "ja";

for (const output of isJapanese ? document.querySelectorAll("[data-era-of]") : []) {
  const input = /** @type {HTMLInputElement} */ (document.getElementById(output.getAttribute("data-era-of") ?? ""));
  const show = () => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(input.value) ? new Date(`${input.value}T00:00:00Z`) : null;
    output.textContent = day && !Number.isNaN(day.getTime()) ? japanese.format(day) : "";
  };
  input.addEventListener("input", show);
  show();
}
