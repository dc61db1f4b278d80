// Elements are built node by node, never from markup, so that nothing a person typed can become markup.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Puts new content in and keeps the focus and the place, save that a new message is scrolled to once there were `steady`.
export function refill(node, children, steady = 0) {
  const known = new Set([...node.querySelectorAll("article")].map((one) => one.dataset.ts));
  const before = node.scrollTop;
  const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const caret = key && document.activeElement.selectionStart;
  const unfolded = [...node.querySelectorAll("details[open][data-key]")].map((one) => one.dataset.key);
  node.replaceChildren(...children);
  for (const one of node.querySelectorAll("details[data-key]")) one.open = unfolded.includes(one.dataset.key);
  node.scrollTop = before;
  const fresh = [...node.querySelectorAll("article")].filter((one) => !known.has(one.dataset.ts));
  if (known.size >= steady && fresh.length) fresh.at(-1).scrollIntoView({ block: "nearest" });
  const held = key && node.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (held) {
    held.focus({ preventScroll: true });
    if (typeof caret === "number" && held.setSelectionRange) held.setSelectionRange(caret, caret);
  }
}

const WORDS = {
  not_in_channel: "このチャンネルのメンバーではないため、操作できません。",
  cant_update_message: "ご自分のメッセージだけを編集できます。",
  cant_delete_message: "ご自分のメッセージだけを削除できます。",
  message_not_found: "そのメッセージは見つかりませんでした。",
  unknown_command: "そのコマンドはありません。入力欄に / と打つと、使えるコマンドが並びます。",
  missing_scope: "アプリの設定（マニフェスト）に、この操作の権限がありません。",
  no_text: "文面を入力してください。",
  not_found: "その画面はもう閉じられています。",
  invalid_arguments: "アプリからの返事を表示できませんでした。アプリの担当者にお知らせください。",
};

export function toast(text) {
  const note = h("div", { class: "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), 5000);
}

export async function call(deed) {
  const response = await fetch("/page/do", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(deed),
  });
  const answer = await response.json().catch(() => ({ ok: false, error: `http_${response.status}` }));
  if (!answer.ok) toast(WORDS[answer.error] ?? `操作できませんでした（${answer.error}）`);
  else if (answer.result === false || answer.result?.not_acknowledged) toast("アプリから応答がありませんでした。少し待ってからお試しください。");
  return answer;
}
