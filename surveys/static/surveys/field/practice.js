/** れんしゅう: the same screens on a street that is nowhere. Nothing of it is ever sent. */

/** @import { Package } from "./types" */

/** Whether this page was opened to practise. */
export const practising = globalThis.location?.search === "?practice";

/** The street, as the page brings it. @returns {Package} */
export const practiceTown = () => JSON.parse(document.getElementById("practice-town")?.textContent ?? "");
