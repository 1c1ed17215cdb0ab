/** Keeps the app on the tablet, and lets a newer one in only when nothing is being entered. */

/** Begin to keep it. Gives what is called whenever nothing is being entered. @param {() => boolean} quiet @returns {() => void} */
export function upkeep(quiet) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return () => {};
  let replaced = false;
  let served = Boolean(serviceWorker.controller); // the first worker replaces none
  const look = () => {
    if (!quiet()) return;
    if (replaced) location.reload();
    else serviceWorker.getRegistration().then((kept) => kept?.waiting?.postMessage("take over"), () => {}); // or next time
  };
  serviceWorker.addEventListener("controllerchange", () => {
    replaced ||= served;
    served = true;
    look();
  });
  void serviceWorker
    .register("worker.js")
    .then((registration) =>
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", look),
      ),
    )
    .catch(() => {}); // not over a safe line: then it works with a signal only
  return look;
}
