// The app's home tab, drawn anew only when the app changed it, so that what is being typed there stays.
import { call, h, refill } from "./dom.js";
import { renderBlocks } from "./blocks.js";
import { formValues } from "./elements.js";

let drawn = "";
let shown = null;

export function renderHome(place, view, me) {
  const now = view ? `${me} ${view.id} ${view.hash}` : me;
  if (now === drawn && shown?.parentNode === place) return;
  drawn = now;
  shown = view ? body(view, me) : h("p", { class: "empty" }, "アプリのホームを準備しています。しばらくお待ちください。");
  refill(place, [shown]);
}

function body(view, me) {
  const made = h("div", { class: "home blocks" });
  const act = (block, element, value) =>
    call({ do: "act", user: me, where: view.id, action_id: element.action_id, block_id: block, value, filled: formValues(made) });
  made.append(...renderBlocks(view.blocks, { where: view.id, values: view.state.values, act }));
  return made;
}
