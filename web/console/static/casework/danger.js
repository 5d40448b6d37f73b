// Danger that nobody has taken sounds on every page, until it is taken or the sound is turned off.
"use strict";

(() => {
  const AGAIN_MS = 15000;
  const HEARD = "danger-heard";
  let sound = null;
  let last = 0;

  // A browser lets a page sound only after somebody has touched it.
  function wake() {
    sound = sound || new AudioContext();
    if (sound.state === "suspended") sound.resume();
  }
  ["pointerdown", "keydown"].forEach((each) => document.addEventListener(each, wake, { once: true }));

  function beep() {
    if (!sound || sound.state !== "running") return false;
    [0, 0.35, 0.7].forEach((after) => {
      const tone = sound.createOscillator();
      const loud = sound.createGain();
      tone.frequency.value = 880;
      loud.gain.value = 0.2;
      tone.connect(loud).connect(sound.destination);
      tone.start(sound.currentTime + after);
      tone.stop(sound.currentTime + after + 0.2);
    });
    return true;
  }

  function look() {
    const bar = document.getElementById("danger");
    if (!bar) return;
    const newest = Number(bar.dataset.newest || 0);
    const heard = Number(localStorage.getItem(HEARD) || 0);
    const rings = newest > heard;
    bar.dataset.sounds = rings ? "yes" : "no";
    bar.querySelectorAll("[data-quiet]").forEach((button) => { button.hidden = !rings; });
    if (rings && Date.now() - last >= AGAIN_MS && beep()) {
      last = Date.now();
      bar.dataset.sounded = String(newest);
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-quiet]")) return;
    localStorage.setItem(HEARD, document.getElementById("danger").dataset.newest);
    look();
  });
  document.addEventListener("DOMContentLoaded", look);
  document.addEventListener("htmx:afterSettle", look);
  setInterval(look, 1000);
})();
