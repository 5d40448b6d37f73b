// A session that nears its end is told of, and one that has ended takes nothing that was written.
"use strict";

(() => {
  const WARN_BEFORE = 300;
  const bar = () => document.getElementById("session");
  let ends = null;
  let over = false;

  function left(seconds) {
    ends = Date.now() + 1000 * seconds;
  }

  function show(kind) {
    const box = bar();
    if (box.dataset.shows === kind) return;
    box.dataset.shows = kind;
    box.hidden = kind === "nothing";
    box.querySelectorAll("[data-when]").forEach((part) => {
      part.hidden = part.dataset.when !== kind;
    });
  }

  function look() {
    if (ends === null) return;
    const seconds = (ends - Date.now()) / 1000;
    if (over || seconds <= 0) {
      over = true;
      show("over");
    } else {
      show(seconds < WARN_BEFORE ? "soon" : "nothing");
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    left(Number(bar().dataset.seconds));
    look();
    setInterval(look, 1000);
    bar().querySelector("[data-go-on]").addEventListener("click", async (event) => {
      const answer = await fetch(event.target.dataset.goOn, { headers: { "HX-Request": "true" } });
      over = answer.status === 401;
      if (answer.ok) left(Number(answer.headers.get("X-Session-Seconds")));
      look();
    });
  });

  // The answer to a request of the page itself: not signed in any more. The page is not loaded
  // again, as the answer asks: what is being written stands on it.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    const seconds = xhr.getResponseHeader("X-Session-Seconds");
    if (xhr.status === 401) {
      event.preventDefault();
      over = true;
    } else if (seconds !== null) {
      over = false;
      left(Number(seconds));
    }
    look();
  });

  // A form that is sent to nobody would be lost: it waits until somebody is signed in again.
  document.addEventListener("submit", (event) => {
    if (!over || event.target.closest("#session")) return;
    event.preventDefault();
    bar().querySelector("a").focus();
  });
})();
