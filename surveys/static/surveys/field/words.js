/** What is said while the app runs: surveys/templates/surveys/field/words.html, in the language that was chosen. */

const sentences = /** @type {HTMLTemplateElement} */ (document.getElementById("words")).content.querySelectorAll("data");
const told = new Map([...sentences].map(({ value, textContent }) => [value, textContent ?? ""]));

/** A sentence by its name, its braces filled; empty where there is none of that name. @param {string} name @param {(string | number)[]} values */
export const say = (name, ...values) => (told.get(name) ?? "").replace(/{(\d)}/g, (_, at) => String(values[at]));

/** Metres as they are spoken: 6m, 40m, 1.2km. @param {number} far */
export function distance(far) {
  if (far >= 1000) return `${(far / 1000).toFixed(1)}km`;
  return `${far < 20 ? Math.round(far) : Math.round(far / 10) * 10}m`;
}

/** The month of an earlier day, as one would say it today: 5月, 去年5月, 令和4年5月. @param {string} day @param {Date} today */
export function month(day, today) {
  const then = new Date(`${day}T12:00`);
  const years = today.getFullYear() - then.getFullYear();
  if (years > 1) return dated(then, { era: "long", year: "numeric" });
  return years ? say("lastYear", dated(then)) : dated(then);
}

/** A day, with its year where that is not this one: 9月1日, 令和7年4月1日. @param {Date} day */
export const dayOf = (day) =>
  dated(day, { day: "numeric", ...(day.getFullYear() !== new Date().getFullYear() && { era: "long", year: "numeric" }) });

/** The month of a day, and what else is asked for. @param {Date} day @param {Intl.DateTimeFormatOptions} [more] */
const dated = (day, more) => day.toLocaleDateString(say("dates"), { month: "long", ...more });

/** A day of the tablet's own calendar, as files write it: 2026-09-01. @param {Date} day */
export const isoDay = (day) => day.toLocaleDateString("sv"); // Swedish days are written so

/** When something was said: 今日 10:42, or its day. @param {string} at @param {Date} today */
export function moment(at, today) {
  const then = new Date(at);
  if (then.toDateString() !== today.toDateString()) return dayOf(then);
  return say("clock", then.toLocaleTimeString(say("dates"), { hour: "numeric", minute: "2-digit" }));
}
