// A form is sent once, to somebody who answers; until it is, what was written stands, and what is
// wrong is told beside the button. A file that a form makes is told of.
"use strict";

(() => {
  const LET_GO_MS = 10000;
  // So long an answer is waited for: whether somebody is there, and a file that is made.
  const ASK_MS = 10000;
  const MAKE_MS = 60000;
  const SAYS = {
    away: "Vi får ikke kontakt med tjenesten. Ingenting er sendt. Det du skrev, står her fortsatt. Prøv igjen.",
    unclear: "Vi fikk ikke svar. Last siden på nytt for å se om det ble gjort, før du prøver igjen.",
    failed: "Det gikk galt hos oss. Det du skrev, står her fortsatt. Last siden på nytt for å se om det ble gjort.",
    moved: "Siden ble oppdatert da du trykket. Ingenting er sendt. Se over, og trykk igjen.",
    over: "Du er logget ut. Ingenting er sendt. Logg inn i en ny fane, og trykk så her igjen.",
  };

  // The second press of a double click would be another act, or be told that it came too late.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !form.closest("main")) return;
    if (form.dataset.state === "asked") {
      form.dataset.state = "sent";
      setTimeout(letGo, LET_GO_MS, form);
      return;
    }
    event.preventDefault();
    if (form.dataset.state) return;
    form.dataset.state = "asking";
    send(form, event.submitter);
  });

  // A page that comes back from the browser's memory may send again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-state]").forEach(letGo));

  // A list that lives takes no form away that is being sent: it would never be sent, and nobody told.
  // The list asks again soon.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target } = event.detail;
    if (target.matches("form[data-state]") || target.querySelector("form[data-state]")) event.detail.shouldSwap = false;
  });

  function letGo(form) {
    delete form.dataset.state;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }

  // What is sent to nobody would be lost: first it is asked whether somebody is there, and signed in.
  async function send(form, button) {
    tell(form, "");
    if (button) button.setAttribute("aria-busy", "true");
    const there = await asked(document.body.dataset.session, { headers: { "HX-Request": "true" } }, ASK_MS);
    document.dispatchEvent(new CustomEvent("session-asked", { detail: there }));
    if (!form.isConnected) {
      tell(sameAs(form, document) || document.querySelector("main"), SAYS.moved);
      return;
    }
    if (!there || !there.ok) {
      letGo(form);
      tell(form, there && there.status === 401 ? SAYS.over : SAYS.away);
      return;
    }
    // Whoever has signed in again in another tab has a new key.
    const key = form.querySelector("[name=csrf_token]");
    if (key) key.value = there.headers.get("X-CSRF-Token");
    if (form.dataset.makes) {
      await make(form, button);
      return;
    }
    form.dataset.state = "asked";
    form.requestSubmit(button || undefined);
    // Something is not filled in, and the browser says what.
    if (form.dataset.state === "asked") letGo(form);
  }

  function sameAs(form, page) {
    return [...page.forms].find((each) => each.getAttribute("action") === form.getAttribute("action"));
  }

  async function asked(address, what, most) {
    try {
      return await fetch(address, { ...what, signal: AbortSignal.timeout(most) });
    } catch {
      return null;
    }
  }

  // The answer is a file: it is saved, and the page says so. Else the form comes back with what is
  // wrong, and takes this one's place.
  async function make(form, button) {
    const told = form.querySelector("[data-made]");
    told.hidden = true;
    const answer = await asked(form.action, { method: "POST", body: new FormData(form, button) }, MAKE_MS);
    // What has begun to come may stop on the way.
    const came = answer && await answer.blob().catch(() => null);
    letGo(form);
    if (!came) {
      tell(form, SAYS.unclear);
      return;
    }
    const named = (answer.headers.get("Content-Disposition") || "").match(/filename="?([^";]+)/);
    if (!named) {
      const page = new DOMParser().parseFromString(await came.text(), "text/html");
      const again = sameAs(form, page);
      if (!again) {
        tell(form, SAYS.failed);
        return;
      }
      form.replaceWith(document.adoptNode(again));
      const wrong = again.querySelector("[aria-invalid]") || again.querySelector("button");
      wrong.focus();
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(came);
    link.download = named[1];
    link.click();
    URL.revokeObjectURL(link.href);
    told.querySelector("[data-file]").textContent = named[1];
    told.hidden = false;
    told.focus();
  }

  function tell(form, says) {
    let line = form.querySelector(":scope > [data-not-sent]");
    if (!line && says) {
      line = document.createElement("p");
      line.className = "ds-validation-message";
      line.dataset.notSent = "";
      line.setAttribute("role", "alert");
      form.append(line);
    }
    if (line) line.hidden = !says;
    if (line) line.textContent = says;
    if (says) line.scrollIntoView({ block: "nearest" });
  }
})();
