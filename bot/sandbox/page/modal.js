// Modals: only the topmost is shown, and it is drawn anew only when the app changed it.
import { call, h } from "./dom.js";
import { renderBlocks } from "./blocks.js";
import { formValues } from "./elements.js";
import { plain } from "./mrkdwn.js";

const dialog = document.getElementById("modal");
let shown = "";

export function renderModal(stack, me) {
  const view = stack.at(-1);
  const now = view ? `${me} ${view.id} ${view.hash}` : "";
  if (now === shown) return;
  shown = now;
  if (!view) {
    dialog.close();
    return;
  }
  dialog.replaceChildren(form(view, me));
  if (!dialog.open) dialog.showModal();
  dialog.oncancel = (event) => { event.preventDefault(); close(view, me); };
}

// The ✕ closes all that lie on each other, the button below only the topmost, as in Slack.
const close = (view, me, every = false) => call({ do: "close", user: me, view: view.id, every });

function form(view, me) {
  const act = (block, element, value) =>
    call({ do: "act", user: me, where: view.id, action_id: element.action_id, block_id: block, value, filled: formValues(made) });
  const made = h("form", { class: "modal", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(made, view, me); } },
    h("header", {}, h("h2", { id: "modal-title" }, plain(view.title.text)),
      h("button", { type: "button", class: "plain", "aria-label": "閉じる", onclick: () => close(view, me, true) }, "✕")),
    h("div", { class: "modal-body blocks" }, renderBlocks(view.blocks, { where: view.id, values: view.state.values, act })),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => close(view, me) }, plain(view.close?.text ?? "キャンセル")),
      view.submit && h("button", { type: "submit", class: "button primary" }, plain(view.submit.text))));
  return made;
}

async function submit(made, view, me) {
  const button = made.querySelector('[type="submit"]');
  if (!button || button.disabled) return;
  button.disabled = true;
  const answer = await call({ do: "submit", user: me, view: view.id, values: formValues(made) });
  button.disabled = false;
  for (const note of made.querySelectorAll(".wrong")) note.textContent = "";
  for (const [block, words] of Object.entries(answer.result?.errors ?? {})) {
    const note = made.querySelector(`[data-block="${CSS.escape(block)}"] .wrong`);
    if (note) note.textContent = words;
  }
  made.querySelector(".field:has(.wrong:not(:empty))")?.scrollIntoView({ block: "nearest" });
}
