/** What is said while the app runs: surveys/templates/surveys/field/words.html. The page brings it, and its screens, in
 * each language; the one that was chosen on this tablet, else the page's own, is put to use here. */

const root = document.documentElement;
root.lang = localStorage.getItem("akiya-language") ?? root.lang;
document.body.prepend(/** @type {HTMLTemplateElement} */ (document.getElementById(root.lang)).content);
const sentences = /** @type {HTMLTemplateElement} */ (document.getElementById("words")).content.querySelectorAll("data");
const told = new Map([...sentences].map(({ value, textContent }) => [value, textContent ?? ""]));

/** A sentence by its name, its braces filled; empty where there is none of that name. @param {string} name @param {(string | number)[]} values */
export const say = (name, ...values) => (told.get(name) ?? "").replace(/{(\d)}/g, (_, at) => String(values[at]));
document.title = say("app");

/** Metres as they are spoken: 6m, 40m, 1.2km. @param {number} far */
export function distance(far) {
  if (far >= 1000) return `${(far / 1000).toFixed(1)}km`;
  return `${far < 20 ? Math.round(far) : Math.round(far / 10) * 10}m`;
}

/** The month of an earlier day, as one would say it today: 5月, 去年5月, 令和4年5月. @param {string} day @param {Date} today */
export function month(day, today) {
  const then = new Date(`${day}T12:00`);
  const years = today.getFullYear() - then.getFullYear();
  const named = (/** @type {Intl.DateTimeFormatOptions} */ parts) => then.toLocaleDateString(say("dates"), parts);
  if (years > 1) return named({ era: "long", year: "numeric", month: "long" });
  return years ? say("lastYear", named({ month: "long" })) : named({ month: "long" });
}

/** A day without its year: 9月1日. @param {Date} day */
export const dayOf = (day) => day.toLocaleDateString(say("dates"), { month: "long", day: "numeric" });

/** A day of the tablet's own calendar, as files write it: 2026-09-01. @param {Date} day */
export const isoDay = (day) => day.toLocaleDateString("sv"); // Swedish days are written so

/** When something was said: 今日 10:42, or its day. @param {string} at @param {Date} today */
export function moment(at, today) {
  const then = new Date(at);
  if (then.toDateString() !== today.toDateString()) return dayOf(then);
  return say("clock", then.toLocaleTimeString(say("dates"), { hour: "numeric", minute: "2-digit" }));
}
