// The box where a person types: a message, a long text, a picture, a command; and the app's shortcuts beside it.
import { call, h, toast } from "./dom.js";
import { split, suggestions } from "./commands.js";
import { icon } from "./icons.js";
import { menu } from "./menus.js";

const LONG = 4000;

// `where()` is { user, channel, thread_ts }; `sent(ts)` is told of each message that was said.
export function composer({ where, commands, shortcuts, placeholder, sent, label }) {
  const box = h("textarea", { rows: 2, placeholder: placeholder(), "aria-label": label, maxlength: 40000 });
  const long = h("input", { type: "checkbox" });
  const picker = h("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
  const picked = h("span", { class: "picked" });
  const { list, put, draw } = suggestions(box, commands);
  picker.addEventListener("change", () => { picked.textContent = [...picker.files].map((file) => file.name).join("、"); });

  async function send() {
    const text = box.value;
    if (/^\/[^\s/]/.test(text)) return where().thread_ts ? toast("スレッドではコマンドを使えません。チャンネルの入力欄でお試しください。") : run(text);
    const files = await Promise.all([...picker.files].map(encoded));
    if (!text.trim() && !files.length) return toast("文面を入力してください。");
    const said = await call({ do: "post", ...where(), ...content(text, long.checked, files) });
    if (said.ok) {
      clear();
      sent?.(said.result);
    }
  }

  async function run(typed) {
    const { command, text } = split(typed);
    const { user, channel } = where();
    const known = commands.some((one) => one.command === command);
    if (!known) return toast(`${command} というコマンドはありません。`);
    box.value = "";
    draw();
    await call({ do: "command", user, channel, command, text });
  }

  function clear() {
    box.value = "";
    draw();
    long.checked = false;
    picker.value = "";
    picked.textContent = "";
  }

  function bolt() {
    const used = shortcuts.map((one) => ({
      title: one.name, about: one.description, act: () => call({ do: "global_shortcut", user: where().user, callback_id: one.callback_id }),
    }));
    const typed = commands.map((one) => ({ title: one.command, about: one.description, act: () => put(one) }));
    const face = [icon("bolt"), "ショートカット"];
    return used.length + typed.length > 0 && menu(`bolt-${label}`, "ショートカットとコマンド", face, [...used, ...typed], { whole: "up" });
  }

  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  return h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); send(); } },
    commands.length > 0 && list,
    box,
    h("div", { class: "row" },
      bolt(),
      h("button", { type: "button", class: "plain", onclick: () => picker.click() }, icon("picture"), "画像を添える"), picker, picked,
      h("label", { class: "long" }, long, "長い文章として送る"),
      h("span", { class: "keys" }, "Enterで送信・Shift+Enterで改行"),
      h("button", { type: "submit", class: "button primary" }, "送信")));
}

export function content(text, long, files = []) {
  if (!long && text.length <= LONG) return { text, files };
  const snippet = { name: "投稿案.txt", content: text, snippet: true };
  return { text: "", files: [snippet, ...files] };
}

async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let place = 0; place < bytes.length; place += 32768) {
    binary += String.fromCharCode(...bytes.subarray(place, place + 32768));
  }
  return { name: file.name, mimetype: file.type, content: btoa(binary) };
}
