/** Keeps the app on the tablet, and lets a newer one in only when nothing is being entered. */

/** Begin to keep it. Gives what is called whenever nothing is being entered. @param {() => boolean} quiet @returns {() => void} */
export function upkeep(quiet) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return () => {};
  let replaced = false;
  let served = Boolean(serviceWorker.controller); // the first worker replaces none
  const look = async () => {
    if (!quiet()) return;
    if (replaced) location.reload();
    else (await serviceWorker.getRegistration())?.waiting?.postMessage("take over");
  };
  serviceWorker.addEventListener("controllerchange", () => {
    replaced ||= served;
    served = true;
    void look();
  });
  void serviceWorker
    .register("worker.js")
    .then((registration) =>
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", () => void look()),
      ),
    )
    .catch(() => {}); // not over a safe line: then it works with a signal only
  return () => void look();
}
