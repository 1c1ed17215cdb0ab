/** The paper's square pattern before the camera, where this browser can read one: an app on the home screen has
 * cookies of its own, so a link opened elsewhere would set up the wrong place. */

/** @typedef {{detect(source: HTMLVideoElement): Promise<{rawValue: string}[]>}} Reader */
/** @typedef {{new (options: {formats: string[]}): Reader, getSupportedFormats(): Promise<string[]>}} Readers */

const EVERY = 250; // ms between two looks at the picture
const MISSES = 20; // looks that failed in a row, after which the number is asked for
const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(name));
const { BarcodeDetector } = /** @type {{BarcodeDetector?: Readers}} */ (/** @type {unknown} */ (globalThis));

if (BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  const video = /** @type {HTMLVideoElement} */ (part("view"));
  part("scan").hidden = false;
  part("open-camera").addEventListener("click", async () => {
    part("no-camera").hidden = true;
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      part("no-camera").hidden = false;
      return;
    }
    video.hidden = false;
    void look(reader, video);
  });
}

/** Look until the paper is seen; then go where it leads, if that is here. A look that fails, as where the picture is not
 * there yet, is only missed; after many it is said that the number may be entered, and looked on.
 * @param {Reader} reader @param {HTMLVideoElement} video @param {number} [misses] in a row */
async function look(reader, video, misses = 0) {
  try {
    if (video.paused) await video.play();
    const found = (await reader.detect(video)).map(({ rawValue }) => rawValue).find((text) => isOurs(text, location));
    if (found) return location.assign(found);
    misses = 0;
  } catch {
    misses += 1;
  }
  part("no-camera").hidden = misses < MISSES;
  setTimeout(() => look(reader, video, misses), EVERY);
}

/** Only a paper of this very register leads anywhere. @param {string} text @param {{origin: string, pathname: string}} here */
export function isOurs(text, here) {
  try {
    const { origin, pathname } = new URL(text);
    return origin === here.origin && pathname.startsWith(here.pathname) && pathname !== here.pathname;
  } catch {
    return false; // no address at all
  }
}
