// Messages: one line of a channel or thread, with what can be done to it.
import { call, h, toast } from "./dom.js";
import { face, icon } from "./icons.js";
import { renderBlocks } from "./blocks.js";
import { menu } from "./menus.js";
import { emoji, mrkdwn, names, pill, stateOf, typedText } from "./mrkdwn.js";

const REACTIONS = [["white_check_mark", "✅", "承認する"], ["x", "❌", "差し戻す"], ["eyes", "👀", "見ています"]];
const COLOURS = ["#2f6f8f", "#7a4f9a", "#b0563b", "#3d7d4c", "#8a6d1f", "#94476b", "#4a5fa5"];

// What is being edited, and in which of the two columns: a thread's first message stands in both.
export const editing = { ts: null, file: null, text: "", inThread: false };
const hidden = new Set();
const opened = new Set();

export function timeOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
}

export function avatar(user) {
  const code = [...user].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const face = h("span", { class: "avatar", "aria-hidden": "true" }, user === "bot" ? "審" : (names.users[user] ?? "？")[0]);
  face.style.background = user === "bot" ? "#1f4e5f" : COLOURS[Math.abs(code) % COLOURS.length];
  return face;
}

// `desk` is { me, ticks, shortcuts, openThread(ts), redraw() }.
export function renderMessages(messages, ephemerals, desk, { inThread }) {
  const shown = ephemerals.filter((one) => !hidden.has(one.ts));
  return [...messages, ...shown].sort((a, b) => (a.ts < b.ts ? -1 : 1)).map((one) => renderMessage(one, desk, inThread));
}

function renderMessage(message, desk, inThread) {
  const mine = message.user === desk.me && message.subtype !== "tombstone";
  const own = Boolean(message.bot_id);
  return h("article", { class: `message${message.is_ephemeral ? " ephemeral" : ""}${own ? " app" : ""}`, "data-ts": message.ts },
    avatar(own ? "bot" : message.user),
    h("div", { class: "content" },
      message.is_ephemeral && h("div", { class: "only" }, icon("eye"), "あなただけに表示されています",
        h("button", { type: "button", class: "plain", onclick: () => { hidden.add(message.ts); desk.redraw(); } }, "閉じる")),
      h("div", { class: "who" }, h("strong", {}, own ? "SNS審査デスク" : names.users[message.user] ?? message.user),
        own && h("span", { class: "badge" }, "アプリ"), h("time", {}, timeOf(message.ts))),
      body(message, desk, inThread),
      (message.files ?? []).map((file) => renderFile(file, message, desk, mine, inThread)),
      reactions(message, desk),
      !inThread && threadLink(message, desk)),
    !message.is_ephemeral && message.subtype !== "tombstone" && toolbar(message, desk, mine, inThread));
}

function body(message, desk, inThread) {
  if (editing.ts === message.ts && !editing.file && editing.inThread === inThread) return editor(desk, () => call({ do: "edit", user: desk.me, ts: message.ts, text: editing.text }));
  if (message.subtype === "tombstone") return h("div", { class: "gone" }, "このメッセージは削除されました。");
  const edited = message.edited && !message.bot_id && h("span", { class: "edited" }, "（編集済み）");
  if (!message.blocks?.length) return h("div", { class: "text" }, mrkdwn(message.text), edited);
  const host = {
    where: message.ts, values: desk.ticks[message.ts],
    act: (block, element, value) => call({ do: "act", user: desk.me, where: message.ts, action_id: element.action_id, block_id: block, value }),
  };
  return h("div", { class: message.bot_id ? "blocks card" : "blocks" }, renderBlocks(message.blocks, host), edited);
}

function editor(desk, save) {
  const done = () => { editing.ts = null; editing.file = null; desk.redraw(); };
  const send = async () => { if ((await save()).ok) done(); };
  return h("div", { class: "editor" },
    h("textarea", {
      "data-key": "editor", rows: Math.min(12, editing.text.split("\n").length + 1), value: editing.text, "aria-label": "編集",
      oninput: (event) => { editing.text = event.target.value; },
      onkeydown: (event) => {
        if (event.key === "Escape") done();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
      },
    }),
    h("div", { class: "row" },
      h("button", { type: "button", class: "button", onclick: done }, "やめる"),
      h("button", { type: "button", class: "button primary", onclick: send }, "保存する")));
}

function renderFile(file, message, desk, mine, inThread) {
  if (file.mode !== "snippet") {
    return file.mimetype.startsWith("image/")
      ? h("figure", { class: "file" }, h("img", { src: `/page/files/${file.id}`, alt: file.alt_txt ?? file.title }), h("figcaption", {}, file.title))
      : h("div", { class: "file" }, h("a", { href: `/page/files/${file.id}`, download: file.name }, icon("file"), file.title));
  }
  if (editing.file === file.id && editing.inThread === inThread) return editor(desk, () => call({ do: "edit_snippet", user: desk.me, file: file.id, text: editing.text }));
  const content = async () => (await fetch(`/page/files/${file.id}`)).text();
  const text = h("pre", {}, file.preview ?? "");
  const unfold = async () => { text.textContent = await content(); opened.add(file.id); more.remove(); };
  const more = h("button", { type: "button", class: "plain", onclick: unfold }, `続きを読む（全${file.lines}行）`);
  if (opened.has(file.id)) unfold();
  const change = async () => { Object.assign(editing, { ts: message.ts, file: file.id, text: await content(), inThread }); desk.redraw(); focusEditor(); };
  return h("figure", { class: "file snippet" },
    h("figcaption", {}, h("span", {}, icon("file"), file.title), mine && h("button", { type: "button", class: "plain", onclick: change }, "編集")),
    text, file.lines_more > 0 && more);
}

function reactions(message, desk) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((one) => {
    const mine = one.users.includes(desk.me);
    const who = one.users.map((user) => names.users[user] ?? user).join("、");
    return h("button", {
      type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), title: who,
      "data-key": `${message.ts}-${one.name}`, onclick: () => react(message, one.name, desk),
    }, emoji(one.name) ?? `:${one.name}:`, h("span", {}, String(one.count)));
  }));
}

const react = (message, name, desk) => call({ do: "react", user: desk.me, ts: message.ts, name });

function threadLink(message, desk) {
  if (!message.replies?.length) return null;
  const state = message.replies.map((one) => one.bot_id && stateOf(one.text)).filter(Boolean)[0];
  return h("button", { type: "button", class: "replies", "data-key": `thread-${message.ts}`, onclick: () => desk.openThread(message.ts) },
    state && pill(state), h("span", {}, `${message.replies.length}件の返信を見る`), h("span", { class: "arrow", "aria-hidden": "true" }, "›"));
}

function toolbar(message, desk, mine, inThread) {
  const key = (name) => `${message.ts}-bar-${name}`;
  const button = (name, content, label, onclick) =>
    h("button", { type: "button", class: "plain", "data-key": key(name), title: label, "aria-label": label, onclick }, content);
  return h("div", { class: "bar", role: "toolbar", "aria-label": "メッセージの操作" },
    REACTIONS.map(([name, character, label]) => button(name, face(character), `${label}（${character}）`, () => react(message, name, desk))),
    !inThread && button("thread", icon("reply"), "スレッドで返信する", () => desk.openThread(message.ts)),
    mine && button("edit", icon("pencil"), "編集する", () => startEdit(message, desk, inThread)),
    mine && button("delete", icon("trash"), "削除する", () => remove(message, desk)),
    shortcuts(message, desk, key("more")));
}

function shortcuts(message, desk, key) {
  const use = (one) => call({ do: "message_shortcut", user: desk.me, callback_id: one.callback_id, ts: message.ts });
  const entries = desk.shortcuts.filter((one) => one.type === "message")
    .map((one) => ({ title: one.name, about: one.description, act: () => use(one) }));
  return entries.length > 0 && menu(key, "その他の操作", icon("more"), entries);
}

function startEdit(message, desk, inThread) {
  Object.assign(editing, { ts: message.ts, file: null, text: typedText(message.text), inThread });
  desk.redraw();
  focusEditor();
}

function focusEditor() {
  document.querySelector('[data-key="editor"]')?.focus();
}

async function remove(message, desk) {
  if (!window.confirm("このメッセージを削除します。よろしいですか。")) return;
  if ((await call({ do: "delete", user: desk.me, ts: message.ts })).ok) toast("削除しました。");
}
