// How the page looks, as the reader has set it in this browser: kept here and nowhere else. Runs
// before the page is drawn, so that nothing jumps. Without it the device's own settings hold.
(() => {
  "use strict";
  const root = document.documentElement;
  const read = (name, otherwise) => { try { return localStorage.getItem(`visning-${name}`) || otherwise; } catch { return otherwise; } };
  const keep = (name, value) => { try { localStorage.setItem(`visning-${name}`, value); } catch { /* no room is given: it holds for this page */ } };
  const show = () => {
    root.dataset.colorScheme = read("scheme", "auto");
    root.dataset.textSize = read("size", "normal");
  };
  show();

  function speech(button) {
    const voices = window.speechSynthesis;
    const norwegian = () => voices.getVoices().filter((each) => /^(nb|nn|no)\b/i.test(each.lang));
    // Another language's voice would make the words hard to understand, so without one: no button.
    const offer = () => { button.hidden = !norwegian().length; };
    offer();
    voices.addEventListener?.("voiceschanged", offer);
    button.addEventListener("click", () => {
      if (voices.speaking) { voices.cancel(); button.textContent = button.dataset.read; return; }
      const [voice] = norwegian();
      const blocks = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, legend, label, th, td)")]
        .filter((each) => each.offsetParent && !each.querySelector("p, li, dt, dd"));
      for (const each of blocks) {
        const words = new SpeechSynthesisUtterance(each.innerText);
        words.voice = voice; words.lang = voice.lang; words.rate = 0.9;
        voices.speak(words);
      }
      const end = new SpeechSynthesisUtterance(" ");
      end.onend = () => { button.textContent = button.dataset.read; };
      voices.speak(end);
      button.textContent = button.dataset.stop;
    });
    addEventListener("pagehide", () => voices.cancel());
  }

  addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector(".page-settings");
    if (!panel) return;
    panel.hidden = false;
    const mark = () => {
      for (const each of panel.querySelectorAll("[data-set]")) {
        const now = each.dataset.set === "size" ? root.dataset.textSize : root.dataset.colorScheme;
        each.setAttribute("aria-pressed", String(each.value === now));
      }
    };
    mark();
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("[data-set]");
      if (!button) return;
      keep(button.dataset.set, button.value);
      if (button.dataset.set === "size") root.dataset.textSize = button.value;
      else root.dataset.colorScheme = button.value;
      mark();
    });
    const aloud = panel.querySelector("[data-read]");
    if (window.speechSynthesis && aloud) speech(aloud);
    // Closed again by Escape, as a menu is; the focus goes back to what opened it.
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && panel.open) { panel.open = false; panel.querySelector("summary").focus(); }
    });
  });
})();
