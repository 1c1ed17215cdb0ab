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
export const month = (day, today) => dated(new Date(`${day}T12:00`), today);

/** A day as one would say it today: 9月1日, 去年9月1日. @param {Date} day @param {Date} today */
export const dayOf = (day, today) => dated(day, today, { day: "numeric" });

/** The month of a day, and what else is asked for; with its year where that is not this one.
 * @param {Date} day @param {Date} today @param {Intl.DateTimeFormatOptions} [more] */
function dated(day, today, more) {
  const years = today.getFullYear() - day.getFullYear();
  const year = /** @type {Intl.DateTimeFormatOptions} */ (years > 1 && { era: "long", year: "numeric" });
  const said = day.toLocaleDateString(say("dates"), { month: "long", ...more, ...year });
  return years === 1 ? say("lastYear", said) : said;
}

/** A day of the tablet's own calendar, as files write it: 2026-09-01. @param {Date} day */
export const isoDay = (day) => day.toLocaleDateString("sv"); // Swedish days are written so

/** When something was said: 今日 10:42, or its day. @param {string} at @param {Date} today */
export function moment(at, today) {
  const then = new Date(at);
  if (then.toDateString() !== today.toDateString()) return dayOf(then, today);
  return say("clock", then.toLocaleTimeString(say("dates"), { hour: "numeric", minute: "2-digit" }));
}
