// Brukervalg's button for a municipality's own page:
//   <script src="https://…/widget.js" data-kommune="0301" data-maalform="nb" defer></script>
// It asks for nothing but the chat's page, and only when somebody presses the button. Its style is
// made in the shadow tree, so that a page whose policy allows no inline style can use it.
(() => {
  "use strict";
  const WORDS = __WORDS__;
  const own = document.currentScript;
  const { kommune, maalform } = own.dataset;
  if (!kommune) return;
  const asked = maalform || document.documentElement.lang;
  const standard = asked === "nn" || asked?.startsWith("nn-") ? "nn" : "nb";
  const words = WORDS[standard];
  const home = new URL(own.src).origin;

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; }
    button { font: 600 1.125rem/1.4 system-ui, sans-serif; min-height: 3rem; padding: .6rem 1.25rem;
      border-radius: .5rem; border: 2px solid #00366b; cursor: pointer; }
    button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #00366b; }
    .open { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000;
      background: #00366b; color: #fff; max-width: calc(100vw - 2rem); box-shadow: 0 2px 10px #0005; }
    .open:hover { background: #004e95; }
    dialog { box-sizing: border-box; width: min(44rem, 100vw); height: min(54rem, 100dvh - 2rem); max-width: 100vw;
      max-height: none; inset: 0; padding: 0; border: 2px solid #00366b; border-radius: .75rem; margin: auto 1rem 1rem auto;
      background: #fff; color: #111; overflow: hidden; }
    dialog[open] { display: grid; grid-template-rows: auto 1fr; }
    dialog::backdrop { background: #0006; }
    .bar { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .5rem .75rem .5rem 1.25rem;
      font: 600 1.125rem/1.4 system-ui, sans-serif; border-block-end: 1px solid #bbb; }
    .bar button { background: #fff; color: #00366b; }
    iframe { width: 100%; height: 100%; border: 0; }
    @media (max-width: 46rem) { dialog { margin: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } }
    @media print { .open { display: none; } }
  `);

  const make = (tag, attributes, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const place = make("div", { lang: standard });
  const tree = place.attachShadow({ mode: "open" });
  tree.adoptedStyleSheets = [style];
  const open = make("button", { type: "button", class: "open", "aria-haspopup": "dialog" }, words.open);
  const dialog = make("dialog", { "aria-labelledby": "name" });
  const bar = make("div", { class: "bar" });
  const close = make("button", { type: "button" }, words.close);
  bar.append(make("span", { id: "name" }, words.title), close);
  dialog.append(bar);
  tree.append(open, dialog);
  let frame = null;

  open.addEventListener("click", () => {
    if (!frame) {
      const address = `${home}/chat/${encodeURIComponent(kommune)}?ramme=1&maalform=${standard}`;
      frame = make("iframe", { src: address, title: words.title });
      dialog.append(frame);
    }
    dialog.showModal();
  });
  close.addEventListener("click", () => dialog.close());
  // Escape within the frame is not heard here, so the frame tells.
  addEventListener("message", (event) => {
    const ours = event.origin === home && event.source === frame?.contentWindow;
    if (ours && event.data === "brukervalg:lukk") dialog.close();
  });
  dialog.addEventListener("close", () => open.focus());
  (document.body ?? document.documentElement).append(place);
})();
