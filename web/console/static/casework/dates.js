// What was typed as a day stands beside the field in words, so that a slip is seen.
"use strict";

(() => {
  const inWords = new Intl.DateTimeFormat("nb", { dateStyle: "full", timeZone: "UTC" });

  function asDay(typed) {
    const found = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed.trim());
    if (!found) return null;
    const [day, month, year] = found.slice(1).map(Number);
    const at = new Date(Date.UTC(year, month - 1, day));
    return at.getUTCDate() === day && at.getUTCMonth() === month - 1 ? at : null;
  }

  function say(field) {
    const words = field.nextElementSibling;
    if (!words || !words.classList.contains("day-in-words")) return;
    const day = asDay(field.value);
    words.textContent = day ? inWords.format(day) : "";
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("main input[data-typed=date]").forEach((field) => {
      const words = document.createElement("output");
      words.className = "day-in-words";
      words.htmlFor = field.id;
      field.after(words);
      say(field);
    });
  });
  document.addEventListener("input", (event) => say(event.target));
})();
