// Makes the chat quicker: posts without a new page, and looks for answers by itself.
// Without it every form works as it stands.
(() => {
  "use strict";
  const chat = document.getElementById("chat");
  let title = document.title;
  const parser = new DOMParser();
  let timer = 0;
  let busy = false;
  let offline = false;
  let begunAt = null;
  const PARTS = ["chat-head", "chat-case", "chat-who", "chat-state", "chat-tell-me", "chat-quick", "chat-foot"];
  document.documentElement.classList.add("has-script");

  const byId = (id) => document.getElementById(id);

  // The newest answer that stands here; the form to write in is not exchanged with the rest.
  const seenHere = () => byId("chat-press").querySelector("[name=sett]").value;

  // Whether a fresh page is another chat than the one that stands here: its person has signed out,
  // or ended it in another tab.
  const isAnothers = (html) => !html.includes(`data-mark="${chat.dataset.mark}"`);

  // Take over from a fresh page what has changed. What is already there stays where it is, so
  // that a screen reader reads only what is new, and nothing stands twice.
  function takeOver(html, parts) {
    const fresh = parser.parseFromString(html, "text/html");
    const freshLog = fresh.getElementById("chat-log");
    if (!freshLog) throw new Error("not the chat's page");
    const another = isAnothers(html);
    if (another) {
      // The chat that stands here is somebody else's by now: nothing of it stays.
      const unsent = [...byId("chat-pending").children];
      chat.dataset.mark = fresh.getElementById("chat").dataset.mark;
      const its = document.importNode(freshLog.closest("section"), true);
      byId("chat-log").closest("section").replaceChildren(...its.children);
      byId("chat-pending").append(...unsent);
    }
    const log = byId("chat-log");
    byId("siste")?.remove();
    const greeting = log.closest("section").querySelector(":scope > ol:not([id])");
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
      // Where the page's standard has changed, what was said in the other one is marked so.
      if (entry.lang) here.lang = entry.lang; else here.removeAttribute("lang");
      before = here;
    }
    for (const id of parts) {
      const here = byId(id);
      // A number that is being typed stays; its form is as good as a new one.
      const typing = here.querySelector("input[type=tel]");
      if (!another && typing && (typing.value || typing === document.activeElement)) continue;
      const part = document.importNode(fresh.getElementById(id), true);
      Object.assign(here.dataset, part.dataset);
      // The place itself stays: a live region that is exchanged is not read. And one that says
      // what it said is left alone, for it would be read again.
      if (here.innerHTML.trim() !== part.innerHTML.trim()) here.replaceChildren(...part.childNodes);
    }
    document.documentElement.lang = fresh.documentElement.lang;
    if (!document.hidden) document.title = title = fresh.title;
    prepare();
    return added;
  }

  function show(added) {
    const first = added[0];
    if (!first) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  function say(words, dots) {
    const line = document.createElement("p");
    line.className = "coming";
    if (dots) {
      const mark = document.createElement("span");
      mark.className = "dots";
      mark.setAttribute("aria-hidden", "true");
      line.append(mark);
    }
    line.append(words);
    byId("chat-state").replaceChildren(line);
  }

  // What is on its way: shown at once below the log, outside the part that is read aloud, so that
  // it is read when it is there and not before. Each has the key of its form: sent again, it is the
  // same message.
  const waiting = [];

  function pending(words) {
    const entry = document.createElement("li");
    entry.className = "said person pending";
    const text = document.createElement("p");
    text.textContent = words;
    const state = document.createElement("p");
    state.className = "who";
    state.textContent = chat.dataset.sending;
    entry.append(text, state);
    byId("chat-pending").append(entry);
    entry.scrollIntoView({ block: "nearest" });
    return { entry, state };
  }

  function submit(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    const written = form.querySelector("textarea");
    // A «ja» that was begun under one question is no answer to one that came while it was written.
    if (written) { fields.set("sett", begunAt ?? seenHere()); begunAt = null; }
    const words = written ? written.value : button?.name ? button.textContent : fields.get("tekst");
    if (!words.trim() && written && !waiting.length) return post({ form, fields, written: true, words });
    if (!words.trim()) return;
    // A second press of the same button while the first is on its way is the same press.
    if (!written && waiting.some((each) => !each.written)) return;
    if (written) { written.value = ""; written.focus({ preventScroll: true }); }
    waiting.push({ form, fields, written: !!written, words, ...pending(words) });
    if (waiting.length === 1) next();
  }

  function next() {
    const first = waiting[0];
    if (!first) return;
    // A form's key is good for one message: what was written meanwhile takes the new page's.
    if (!first.tried && first.written) first.fields.set("key", byId("chat-write").querySelector("[name=key]").value);
    first.tried = true;
    first.state.textContent = chat.dataset.sending;
    say(chat.dataset.writing, true);
    post(first);
  }

  async function post(message) {
    busy = true;
    clearTimeout(timer);
    let answer, html;
    try {
      answer = await fetch(message.form.action, { method: "POST", body: message.fields, credentials: "same-origin" });
      html = await answer.text();
      const box = byId("chat-text"), draft = box.value, had = document.activeElement === box;
      const added = takeOver(html, PARTS.concat("chat-write"));
      // The chat that its form belonged to has ended elsewhere (a sign-out in another tab). What was
      // written goes once more where the chat that begins here is new and empty: in one that is under
      // way it would answer what was asked there. A button's press was an old answer.
      const refusedHere = byId("chat-refused");
      if (answer.status === 400 && message.written && !message.again && refusedHere && "goesAgain" in refusedHere.dataset) {
        message.again = true;
        message.fields.set("key", byId("chat-write").querySelector("[name=key]").value);
        byId("chat-text").value = draft;
        refusedHere.remove();
        byId("chat-text").setAttribute("aria-describedby", "chat-hint");
        if (had) byId("chat-text").focus({ preventScroll: true });
        return post(message);
      }
      message.entry?.remove();
      waiting.shift();
      const refused = byId("chat-refused"), now = byId("chat-text");
      // What was refused stands in the box again, and what was written since after it.
      if (draft) now.value = now.value.trim() ? `${now.value.trim()}\n${draft}` : draft;
      show(added);
      if (refused && answer.status !== 409) now.focus();
      else if (refused) refused.focus();
      else if (message.written || had) now.focus({ preventScroll: true });
      // The log itself reads what is new; here is where one answers it.
      else byId("chat-quick").focus({ preventScroll: true });
    } catch {
      failed(message);
      busy = false;
      return wait();
    }
    busy = false;
    waiting.length ? next() : wait();
  }

  function failed(message) {
    offline = true;
    say(chat.dataset.offline);
    if (!message.state) return;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "ds-button";
    again.dataset.variant = "secondary";
    again.dataset.again = "";
    again.textContent = chat.dataset.tryAgain;
    message.state.replaceChildren(`${chat.dataset.notSent}. `, again);
  }

  function again() {
    if (!busy && waiting.length) next();
  }

  async function look() {
    const version = byId("chat-state").dataset.version;
    try {
      const address = new URL(chat.dataset.news, location.href);
      address.searchParams.set("sett", version);
      const answer = await fetch(address, { credentials: "same-origin" });
      if (offline) {
        offline = false;
        byId("chat-state").replaceChildren();
        if (waiting.length) return again();
      }
      if (answer.status === 200 && !busy) {
        const html = await answer.text();
        const another = isAnothers(html);
        if (another) { waiting.length = 0; byId("chat-pending").replaceChildren(); }
        const added = takeOver(html, another ? PARTS.concat("chat-write") : PARTS);
        if (added.length && document.hidden) document.title = `${chat.dataset.newAnswer} – ${title}`;
        else if (added.length && nearEnd()) show(added);
        concealed(false);
      } else if (answer.status === 204) concealed(false);
    } catch {
      if (!offline && !busy) { offline = true; say(chat.dataset.offline); }
    }
    if (!busy) wait();
  }

  // All but the line that tells how it goes.
  function concealed(yes) {
    const parts = ["chat-log", "chat-pending", "chat-write", ...PARTS].filter((id) => id !== "chat-state");
    for (const id of parts) byId(id).hidden = yes;
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
    if (/\/(avslutt|varsle)/.test(form.action)) return;
    event.preventDefault();
    submit(form, event.submitter);
  });
  chat.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    if (event.target.closest("[data-again]")) again();
  });
  chat.addEventListener("input", (event) => {
    if (event.target.id !== "chat-text") return;
    if (!event.target.value.trim()) begunAt = null;
    else begunAt ??= seenHere();
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

  addEventListener("online", () => look());
  // Shown again as it stood, by «back»: whose it is by now is known when the server has answered.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    concealed(true);
    // What it said may be about somebody. No version is this one: the page comes whole.
    const state = byId("chat-state");
    state.replaceChildren();
    state.dataset.version = "-";
    look();
  });

  prepare();
  const last = byId("chat-log").lastElementChild;
  if (last && !location.hash) (byId("siste") ?? last).scrollIntoView({ block: "start" });
  wait();
})();
