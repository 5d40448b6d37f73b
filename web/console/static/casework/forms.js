// A form is sent once, however often it is pressed; and a file that it makes is told of.
"use strict";

(() => {
  const WAIT_MS = 1500;

  // The second press of a double click would be another act, or be told that it came too late.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < WAIT_MS) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = String(Date.now());
    if (form.dataset.makes) {
      event.preventDefault();
      make(form, event.submitter);
    }
  });

  // A page that comes back from the browser's memory may send again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // The answer is a file: it is saved, and the page says so. With anything else the form is sent as
  // any other, and its page tells what is wrong; who is signed out is told by session.js.
  async function make(form, button) {
    const told = form.querySelector("[data-made]");
    told.hidden = true;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    const named = (answer.headers.get("Content-Disposition") || "").match(/filename="?([^";]+)/);
    if (answer.status === 401) return;
    if (!named) {
      form.submit();
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = named[1];
    link.click();
    URL.revokeObjectURL(link.href);
    told.querySelector("[data-file]").textContent = named[1];
    told.hidden = false;
    told.focus();
  }
})();
