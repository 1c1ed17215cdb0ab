/** A photo made small enough to send: JPEG, 1600 px, and nothing in it but the picture. */

import { hex } from "./uuid.js";

const LONGEST = 1600; // px
const QUALITY = 0.75;

/** How large it becomes. Never larger than it is. @param {number} width @param {number} height */
export function reduced(width, height) {
  const by = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.round(width * by), height: Math.round(height * by) };
}

/** Make a photo ready. What this browser cannot decode (HEIC) stays as it is: the server can.
 * @param {Blob} file @returns {Promise<{bytes: ArrayBuffer, type: string, sha256: string}>} */
export async function ready(file) {
  const small = await shrink(file);
  const bytes = await (small ?? file).arrayBuffer();
  return { bytes, type: small ? small.type : file.type || "application/octet-stream", sha256: await sha256(bytes) };
}

/** @param {Blob} file @returns {Promise<Blob | null>} */
async function shrink(file) {
  const address = URL.createObjectURL(file);
  const canvas = document.createElement("canvas");
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    Object.assign(canvas, reduced(image.naturalWidth, image.naturalHeight));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
    canvas.width = 0; // its pixels are given back at once
  }
}

/** In hex. @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => hex(byte, 2)).join("");
}
