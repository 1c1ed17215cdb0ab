/** The symbols of the page's own sprite, made ready for drawing on a canvas at one size. */

const STATES = ["occupied", "gone", "unknown", "occasional", "vacant"];
const CERTAINTIES = ["signalled", "reported", "confirmed"];
const HALO = 0.15;

/** The order of drawing: what stands out is drawn last. */
export const RANK = Object.fromEntries(STATES.map((state, rank) => [state, rank]));

/** @typedef {(context: CanvasRenderingContext2D, name: string, x: number, y: number) => void} Draw */

/** @type {Map<string, Promise<Draw>>} */
const made = new Map();

/**
 * @param {number} size pixels on the screen @returns {Promise<Draw>} draws the symbol `vacant-reported` … round x, y
 */
export function symbols(size) {
  const ratio = window.devicePixelRatio || 1;
  const key = `${size}@${ratio}`;
  let drawing = made.get(key);
  if (!drawing) made.set(key, (drawing = draw(size, ratio)));
  return drawing;
}

/** @param {number} size @param {number} ratio @returns {Promise<Draw>} */
async function draw(size, ratio) {
  const names = STATES.flatMap((state) => CERTAINTIES.map((certainty) => `${state}-${certainty}`));
  const field = Math.ceil(size * (1 + 2 * HALO)) + 2;
  const inset = (field - size) / 2;
  const places = names.map((name, nth) => `<use href="#${name}" x="${nth * field + inset}" y="${inset}" width="${size}" height="${size}"/>`);
  const sprite = document.querySelector("svg.sprite")?.innerHTML ?? "";
  const width = field * names.length;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * ratio}" height="${field * ratio}" viewBox="0 0 ${width} ${field}">${sprite}${places.join("")}</svg>`,
  )}`;
  await image.decode();
  const sheet = document.createElement("canvas");
  sheet.width = width * ratio;
  sheet.height = field * ratio;
  sheet.getContext("2d")?.drawImage(image, 0, 0);
  const nth = Object.fromEntries(names.map((name, index) => [name, index * field * ratio]));
  return (context, name, x, y) => {
    context.drawImage(sheet, nth[name], 0, field * ratio, field * ratio, x - field / 2, y - field / 2, field, field);
  };
}
