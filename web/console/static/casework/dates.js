// A browser shows a day in its own language, 12/01/2026 for the first of December: what was chosen
// stands beside it in words.
"use strict";

(() => {
  const inWords = new Intl.DateTimeFormat("nb", { dateStyle: "full", timeZone: "UTC" });

  function say(field) {
    const words = field.nextElementSibling;
    if (!words || !words.classList.contains("day-in-words")) return;
    if (!field.value) words.textContent = "";
    else if (field.type === "time") words.textContent = `kl. ${field.value.replace(":", ".")}`;
    else words.textContent = inWords.format(new Date(`${field.value}T00:00Z`));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("main input:is([type=date], [type=time])").forEach((field) => {
      const words = document.createElement("output");
      words.className = "day-in-words";
      words.htmlFor = field.id;
      field.after(words);
      say(field);
    });
  });
  document.addEventListener("input", (event) => say(event.target));
})();
