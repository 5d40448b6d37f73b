// A page of somebody's own, left open or come back to, on a machine that several use: it stays only as
// long as whoever it is about is the one who is signed in.
(() => {
  "use strict";
  const { while: address, gone } = document.documentElement.dataset;
  const EVERY_MS = 30_000;

  async function look() {
    try {
      const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
      if (answer.status === 410) location.replace(gone);
    } catch { /* without contact nothing can be known; it is asked again */ }
  }

  // Shown again as it stood, by «back»: asked for anew, so that the server decides what is shown.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    location.reload();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  setInterval(look, EVERY_MS);
  // A sign-out in another tab is told at once.
  new BroadcastChannel("brukervalg").addEventListener("message", look);
})();
