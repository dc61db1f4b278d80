// Modals: only the topmost is shown, and it is drawn anew only when the app changed it.
import { call, h } from "./dom.js";
import { formValues, renderBlocks } from "./blocks.js";
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

const close = (view, me) => call({ do: "close", user: me, view: view.id });

function form(view, me) {
  const host = {
    where: view.id, values: view.state.values,
    press: (block, element, value) => act(view, me, block, element, value),
  };
  // A choice outside an input block is told to the app at once; what is typed goes with the form.
  const acting = { ...host, act: host.press };
  const body = view.blocks.flatMap((block) => renderBlocks([block], block.type === "input" && !block.dispatch_action ? host : acting));
  const made = h("form", { class: "modal", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(made, view, me); } },
    h("header", {}, h("h2", {}, plain(view.title.text)),
      h("button", { type: "button", class: "plain", "aria-label": "閉じる", onclick: () => close(view, me) }, "✕")),
    h("div", { class: "modal-body blocks" }, body),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => close(view, me) }, plain(view.close?.text ?? "キャンセル")),
      view.submit && h("button", { type: "submit", class: "button primary" }, plain(view.submit.text))));
  return made;
}

const act = (view, me, block, element, value) =>
  call({ do: "act", user: me, where: view.id, action_id: element.action_id, block_id: block, value });

async function submit(made, view, me) {
  const answer = await call({ do: "submit", user: me, view: view.id, values: formValues(made) });
  for (const note of made.querySelectorAll(".wrong")) note.textContent = "";
  for (const [block, words] of Object.entries(answer.result?.errors ?? {})) {
    const note = made.querySelector(`[data-block="${CSS.escape(block)}"] .wrong`);
    if (note) note.textContent = words;
  }
  made.querySelector(".wrong:not(:empty)")?.scrollIntoView({ block: "nearest" });
}
