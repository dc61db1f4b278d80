// The box where a person types: a message, a long text, a picture, a command.
import { call, h, toast } from "./dom.js";
import { icon } from "./icons.js";

const LONG = 4000;

// `where()` is { user, channel, thread_ts }; `sent(ts)` is told of each message that was said.
export function composer({ where, commands, placeholder, sent, label }) {
  const box = h("textarea", { rows: 2, placeholder: placeholder(), "aria-label": label, maxlength: 40000 });
  const long = h("input", { type: "checkbox" });
  const picker = h("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
  const picked = h("span", { class: "picked" });
  picker.addEventListener("change", () => { picked.textContent = [...picker.files].map((file) => file.name).join("、"); });

  async function send() {
    const text = box.value;
    if (text.startsWith("/") && !where().thread_ts) return run(text.trim());
    const files = await Promise.all([...picker.files].map(encoded));
    if (!text.trim() && !files.length) return toast("文面を入力してください。");
    const said = await call({ do: "post", ...where(), ...content(text, long.checked, files) });
    if (said.ok) {
      clear();
      sent?.(said.result);
    }
  }

  async function run(text) {
    const [command, ...rest] = text.split(/\s+/);
    const { user, channel } = where();
    const known = commands.some((one) => one.command === command);
    if (!known) return toast(`${command} というコマンドはありません。`);
    box.value = "";
    await call({ do: "command", user, channel, command, text: rest.join(" ") });
  }

  function clear() {
    box.value = "";
    long.checked = false;
    picker.value = "";
    picked.textContent = "";
  }

  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  return h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); send(); } },
    box,
    h("div", { class: "row" },
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
