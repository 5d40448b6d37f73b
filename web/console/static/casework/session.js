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

  function heard(status, seconds) {
    if (status === 401) {
      over = true;
    } else if (seconds !== null) {
      over = false;
      left(Number(seconds));
    }
    look();
  }

  document.addEventListener("DOMContentLoaded", () => {
    left(Number(bar().dataset.seconds));
    look();
    setInterval(look, 1000);
    bar().querySelector("[data-go-on]").addEventListener("click", async (event) => {
      const answer = await fetch(event.target.dataset.goOn, { headers: { "HX-Request": "true" } });
      heard(answer.status, answer.headers.get("X-Session-Seconds"));
    });
  });

  // The answer to a request of the page itself: not signed in any more. The page is not loaded
  // again, as the answer asks: what is being written stands on it.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401) event.preventDefault();
    heard(xhr.status, xhr.getResponseHeader("X-Session-Seconds"));
  });

  // A form asks before it is sent (forms.js): so it is known here too.
  document.addEventListener("session-asked", (event) => {
    if (event.detail) heard(event.detail.status, event.detail.headers.get("X-Session-Seconds"));
  });
})();
