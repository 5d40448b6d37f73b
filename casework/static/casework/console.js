// What changes by itself is told once and politely, and the reader's place is kept.
"use strict";

(() => {
  let told = null;
  const plain = document.title;

  function tell() {
    const said = [...document.querySelectorAll("[data-announce]")]
      .map((part) => part.dataset.announce).filter(Boolean).join(" ");
    if (told !== null && said !== told) {
      document.getElementById("announcer").textContent = said;
      document.title = `● ${plain}`;
    }
    told = said;
  }

  document.addEventListener("DOMContentLoaded", tell);
  document.addEventListener("htmx:afterSettle", tell);
  window.addEventListener("focus", () => { document.title = plain; });

  // New messages are scrolled to only where the reader is at the end already.
  let atEnd = true;
  const log = () => document.getElementById("messages");
  document.addEventListener("htmx:beforeSwap", () => {
    const box = log();
    atEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  });
  function toEnd() {
    const box = log();
    if (box && atEnd) box.scrollTop = box.scrollHeight;
  }
  document.addEventListener("DOMContentLoaded", toEnd);
  document.addEventListener("htmx:afterSettle", toEnd);

  // A usual answer is put into the box, to be read and changed before it is sent.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const box = document.getElementById("text");
    const before = box.value.trim();
    box.value = (before ? before + " " : "") + button.dataset.insert;
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
