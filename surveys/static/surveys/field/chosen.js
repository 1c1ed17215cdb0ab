/** What was chosen on this tablet, put to use before anything is drawn: the size of letters, the colours of the screen, and
 * which of the languages that the page brings. */

const root = document.documentElement;
const chosen = (/** @type {string} */ name) => localStorage.getItem(`akiya-${name}`);
for (const [name, usual] of Object.entries(root.dataset)) root.dataset[name] = chosen(name) ?? usual;
root.lang = chosen("language") ?? root.lang;
const page = /** @type {HTMLTemplateElement} */ (document.getElementById(root.lang));
document.title = page.title;
document.getElementById("app")?.replaceWith(page.content);
