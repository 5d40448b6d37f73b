// The keyboard: j and k go through a list, Enter opens, t takes, r writes, n notes a call, b makes a new letter,
// Ctrl+Enter sends or approves, Ctrl+Shift+Enter sends, resolves and opens the next, ? tells. Single letters can be switched off
// (WCAG 2.1.4), and do nothing while somebody writes.
"use strict";

(() => {
  const OFF = "console-keys-off";
  const settles = performance.now() + 700; // As long as buttons settle (console.css).
  const ROW = ".work > li[data-row], table tr[data-row]";
  const rows = () => [...document.querySelectorAll(ROW)];
  const writing = (element) =>
    element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const off = () => localStorage.getItem(OFF) === "1";
  let at = null;

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("keys-on");
    box.checked = !off();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "0" : "1"));
    document.getElementById("show-keys").addEventListener("click", keys["?"]);
  });

  function go(step) {
    const list = rows();
    if (!list.length) return;
    const now = list.findIndex((row) => row.dataset.row === at);
    const next = list[Math.min(Math.max(now + step, 0), list.length - 1)];
    at = next.dataset.row;
    mark();
    (next.querySelector("a, button")).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function mark() {
    rows().forEach((row) => row.toggleAttribute("data-chosen", row.dataset.row === at));
  }
  document.addEventListener("htmx:afterSettle", mark);
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest(ROW);
    if (row) { at = row.dataset.row; mark(); }
  });

  function chosen() {
    return rows().find((row) => row.dataset.row === at) || rows()[0];
  }

  function press(selector, within = document) {
    const button = within && within.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    t: () => press("[data-key=take]", chosen()) || press("main [data-key=take]"),
    r: () => {
      const box = document.querySelector("#text, #outcome input");
      if (box) box.focus();
    },
    n: () => press("[data-key=call]"),
    b: () => press("[data-key=letter]"),
    v: () => press("[data-key=choose]"),
    "?": () => document.getElementById("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    // A key held down, or pressed twice, must not decide the next case too.
    if (event.repeat && !["j", "k"].includes(event.key) && !writing(event.target)) return;
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    // On a page with one thing to decide nothing need have the focus.
    const only = document.querySelectorAll("main [data-key=send]");
    const form = event.target.form || (only.length === 1 && !writing(event.target) && only[0].form);
    if (sends && form) {
      event.preventDefault();
      if (event.repeat || performance.now() < settles) return;
      const how = event.shiftKey ? "[data-key=send-resolve]" : "[data-key=send]";
      const button = form.querySelector(how) || form.querySelector("[data-key=send]");
      form.requestSubmit(button || undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    // Nothing has the focus: Enter opens what is marked, or the first.
    const open = document.querySelector("dialog[open]");
    if (event.key === "Enter" && event.target === document.body && !open) {
      const row = chosen();
      if (row) row.querySelector("a").click();
      return;
    }
    const act = keys[event.key];
    if (act && event.key !== "?" && off()) return;
    if (act) { event.preventDefault(); act(); }
  });
})();
