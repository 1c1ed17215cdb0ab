/** 職員に わたす: what was not sent is given out of the tablet as one file. */

import { fileName, handover } from "./file.js";
import { gather } from "./gather.js";
import { rescue } from "./rescue.js";

export { gather };

/** @import { Holding } from "./gather.js" */

/** Give the file out of the tablet: to be shared where the tablet can, else as a download. @param {Holding[]} holdings */
export async function give(holdings) {
  const now = new Date();
  const content = handover(holdings, now);
  const file = new File([JSON.stringify(content)], fileName(content.device, now), { type: "application/json" });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      return await navigator.share({ files: [file] });
    } catch (reason) {
      if (/** @type {Error} */ (reason).name === "AbortError") throw reason; // they changed their mind
    }
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

if (globalThis.document?.getElementById("unread")) void rescue(gather, give); // this is the rescue page
