// Makes the chat quicker: posts without a new page, and looks for answers by itself.
// Without it every form works as it stands.
(() => {
  "use strict";
  const chat = document.getElementById("chat");
  const title = document.title;
  const parser = new DOMParser();
  let timer = 0;
  let busy = false;
  document.documentElement.classList.add("has-script");

  const byId = (id) => document.getElementById(id);

  // Take over from a fresh page what has changed. What is already there stays where it is, so
  // that a screen reader reads only what is new, and nothing stands twice.
  function takeOver(html, parts) {
    const fresh = parser.parseFromString(html, "text/html");
    const freshLog = fresh.getElementById("chat-log");
    if (!freshLog) throw new Error("not the chat's page");
    const log = byId("chat-log");
    byId("siste")?.remove();
    const greeting = log.closest("section").querySelector(":scope > ol");
    const added = [];
    let before = null;
    if (freshLog.children.length) greeting?.remove();
    for (const entry of [...freshLog.children]) {
      let here = byId(entry.id);
      if (!here) {
        here = document.importNode(entry, true);
        if (!added.length) log.querySelectorAll("button").forEach((button) => button.remove());
        before ? before.after(here) : log.prepend(here);
        added.push(here);
      }
      before = here;
    }
    for (const id of parts) {
      const here = byId(id);
      const part = fresh.getElementById(id);
      // The place itself stays: a live region that is exchanged is not read.
      here.replaceChildren(...document.importNode(part, true).childNodes);
      Object.assign(here.dataset, part.dataset);
    }
    document.documentElement.lang = fresh.documentElement.lang;
    prepare();
    return added;
  }

  function show(added) {
    const first = added[0];
    if (!first) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  function say(words) {
    const line = document.createElement("p");
    line.className = "coming";
    line.textContent = words;
    byId("chat-state").replaceChildren(line);
  }

  async function send(form, button) {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    const written = form.querySelector("textarea");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, credentials: "same-origin" });
      const html = await answer.text();
      const parts = ["chat-state", "chat-quick", "chat-standard", "chat-foot", "chat-write"];
      const draft = !written && answer.ok ? byId("chat-text").value : "";
      const added = takeOver(html, parts);
      if (draft) byId("chat-text").value = draft;
      show(added);
      const refused = byId("chat-refused");
      if (refused && answer.status !== 409) byId("chat-text").focus();
      else if (refused) refused.focus();
      else if (written) byId("chat-text").focus({ preventScroll: true });
      else added.at(-1)?.focus({ preventScroll: true });
    } catch {
      say(chat.dataset.offline);
    }
    busy = false;
    wait();
  }

  async function look() {
    const version = byId("chat-state").dataset.version;
    try {
      const address = new URL(chat.dataset.news, location.href);
      address.searchParams.set("sett", version);
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.status === 200 && !busy) {
        const added = takeOver(await answer.text(), ["chat-state", "chat-quick", "chat-standard", "chat-foot"]);
        if (added.length && document.hidden) document.title = `${chat.dataset.newAnswer} – ${title}`;
        else if (added.length && nearEnd()) show(added);
      }
    } catch {
      // No contact: asked again the next time.
    }
    if (!busy) wait();
  }

  function nearEnd() {
    const box = byId("chat-write").getBoundingClientRect();
    return box.top < innerHeight * 2;
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(look, Number(byId("chat-state").dataset.poll));
  }

  function prepare() {
    chat.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  }

  chat.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.action.includes("/avslutt")) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  chat.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
  // Enter sends, as people expect of a chat; a new line comes with Shift.
  chat.addEventListener("keydown", (event) => {
    if (event.target.id !== "chat-text" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target.form.requestSubmit(byId("chat-send"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chat.dataset.framed && window.parent !== window)
      window.parent.postMessage("brukervalg:lukk", "*");
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { document.title = title; look(); }
  });

  prepare();
  const last = byId("chat-log").lastElementChild;
  if (last && !location.hash) (byId("siste") ?? last).scrollIntoView({ block: "start" });
  wait();
})();
