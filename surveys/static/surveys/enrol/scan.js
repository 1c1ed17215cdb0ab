/** The paper's square pattern before the camera, where this browser can read one: an app on the home screen has
 * cookies of its own, so a link opened elsewhere would set up the wrong place. */

/** @typedef {{detect(source: HTMLVideoElement): Promise<{rawValue: string}[]>}} Reader */
/** @typedef {{new (options: {formats: string[]}): Reader, getSupportedFormats(): Promise<string[]>}} Readers */

const EVERY = 250; // ms between two looks at the picture
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
    await video.play();
    look(reader, video);
  });
}

/** Look until the paper is seen; then go where it leads, if that is here. @param {Reader} reader @param {HTMLVideoElement} video */
async function look(reader, video) {
  const found = (await reader.detect(video)).map(({ rawValue }) => rawValue).find((text) => isOurs(text, location));
  if (found) location.assign(found);
  else setTimeout(() => look(reader, video), EVERY);
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
