/** The service worker: keeps the app on the tablet and opens it without a signal. It answers GETs of the app's own
 * pages and files and nothing else: never a write, never the API. `self.shell` is written before it by the server. */

/** @typedef {Event & {waitUntil(work: Promise<unknown>): void}} Living */
/** @typedef {Event & {request: Request, respondWith(answer: Promise<Response>): void}} Fetching */
/** @typedef {{shell: {version: string, pages: Record<string, string>, files: string[]}, skipWaiting(): void,
 *   clients: {claim(): Promise<void>}, addEventListener(name: string, act: (event: any) => void): void}} Worker_ */

const worker = /** @type {Worker_} */ (/** @type {unknown} */ (self));
const { version, pages, files } = worker.shell;
const NAME = "akiya-shell-";

/** Fetch what this version is made of; what an older version has under the same name is the same. */
async function gather() {
  const cache = await caches.open(NAME + version);
  await Promise.all([
    ...Object.values(pages).map(async (page) => {
      const response = await fetch(page, { cache: "reload" });
      if (!response.ok || response.redirected) throw new Error(page);
      await cache.put(page, response);
    }),
    ...files.map(async (file) => {
      const held = await caches.match(file);
      return held ? cache.put(file, held) : cache.add(file);
    }),
  ]);
}

async function clean() {
  for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== NAME + version) await caches.delete(name);
  await worker.clients.claim();
}

/** From what is kept; what the tablet has thrown away comes from the server. @param {string} address @param {Request} request */
async function answer(address, request) {
  return (await (await caches.open(NAME + version)).match(address)) ?? fetch(request);
}

worker.addEventListener("install", (/** @type {Living} */ event) => event.waitUntil(gather()));
worker.addEventListener("activate", (/** @type {Living} */ event) => event.waitUntil(clean()));
worker.addEventListener("message", ({ data }) => data === "take over" && worker.skipWaiting());
worker.addEventListener("fetch", (/** @type {Fetching} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const page = request.mode === "navigate" && pages[pathname];
  const address = page || (files.includes(pathname) && pathname);
  if (address) event.respondWith(answer(address, request));
});
