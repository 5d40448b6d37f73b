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
    // The menu's number follows the list that lives.
    document.querySelectorAll("[data-count-of]").forEach((part) => {
      const badge = document.querySelector(`[data-live="${part.dataset.countOf}"]`);
      if (badge) badge.dataset.count = part.dataset.count;
    });
  }

  document.addEventListener("DOMContentLoaded", tell);
  document.addEventListener("htmx:afterSettle", tell);
  window.addEventListener("focus", () => { document.title = plain; });

  // New messages are scrolled to only where the reader is at the end already. Elsewhere the place
  // is kept, and what was unfolded stays so: both are read off before the list is exchanged.
  let atEnd = true;
  let place = 0;
  let unfolded = [];
  const log = () => document.getElementById("messages");
  const folds = () => [...document.querySelectorAll("#messages details")];
  const nameOf = (fold) => `${fold.closest("li").id} ${fold.className}`;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = log();
    if (!box || event.detail.target.id !== "talk") return;
    atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    place = box.scrollTop;
    unfolded = folds().filter((fold) => fold.open).map(nameOf);
  });
  function backToPlace(event) {
    const box = log();
    if (!box || (event.detail && event.detail.target && event.detail.target.id === "preview")) return;
    folds().forEach((fold) => { if (unfolded.includes(nameOf(fold))) fold.open = true; });
    box.scrollTop = atEnd ? box.scrollHeight : place;
  }
  document.addEventListener("DOMContentLoaded", backToPlace);
  document.addEventListener("htmx:afterSettle", backToPlace);

  // Whoever has not seen the tour is offered it, once for each browser.
  document.addEventListener("DOMContentLoaded", () => {
    const offer = document.getElementById("new-here");
    if (!offer || localStorage.getItem("tour-done") === "1") return;
    offer.hidden = false;
    offer.querySelectorAll("[data-tour-done]").forEach((part) => part.addEventListener("click", () => {
      localStorage.setItem("tour-done", "1");
      offer.hidden = true;
    }));
  });

  // What an address points at is unfolded, and its first field has the focus: after the browser has
  // gone there itself, and loaded: until then it takes the focus away again.
  window.addEventListener("load", () => {
    const part = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!part || part.tagName !== "DETAILS") return;
    part.open = true;
    const field = part.querySelector("input:not([type=hidden]), textarea, button");
    if (!field) return;
    // When the browser goes there, which may be after that too, the focus falls back to the page.
    let looks = 30;
    const focus = () => {
      if (document.activeElement === document.body) field.focus();
      if (--looks) setTimeout(focus, 100);
    };
    focus();
  });

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
