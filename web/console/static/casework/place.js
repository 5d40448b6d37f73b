// Where things stand: bars at the top cover nothing that is gone to, and the answer box is in view.
"use strict";

(() => {
  const root = document.documentElement;

  function measure() {
    const bars = document.getElementById("bars");
    if (bars) root.style.setProperty("--bars", `${bars.offsetHeight}px`);
    const talk = document.querySelector(".talk");
    if (talk) {
      const above = talk.getBoundingClientRect().top + window.scrollY;
      root.style.setProperty("--above", `${Math.round(above)}px`);
    }
  }

  // What has come above pushes what is written in out of sight: it is brought back.
  function keepInView() {
    measure();
    const at = document.activeElement;
    if (at && at !== document.body && !at.closest("#bars")) at.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("DOMContentLoaded", () => {
    measure();
    new ResizeObserver(keepInView).observe(document.getElementById("bars"));
    window.addEventListener("resize", measure);
  });
  document.addEventListener("htmx:afterSettle", measure);
})();
