// A menu that opens from a button; it closes once something is chosen, clicked elsewhere, or Escape is pressed.
import { h } from "./dom.js";

// `entries` are { title, about, act() }; `more` are the class names of the button and of the whole.
export function menu(key, label, face, entries, { button = "plain", whole = "" } = {}) {
  const box = h("details", { class: `menu ${whole}`, "data-key": `${key}-menu`, ontoggle: () => box.open && list.scrollIntoView({ block: "nearest" }) },
    h("summary", { class: button, title: label, "aria-label": label, "data-key": key }, face));
  const list = h("div", { class: "list" }, entries.map((entry) => entryOf(entry, box)));
  box.append(list);
  return box;
}

function entryOf({ title, about, act }, box) {
  const choose = () => { box.open = false; act(); };
  return h("button", { type: "button", class: "entry", onclick: choose }, h("span", {}, title), about && h("small", {}, about));
}

// Whether there was one to close.
export function closeMenus(except = null) {
  const open = [...document.querySelectorAll("details.menu[open]")].filter((one) => !one.contains(except));
  for (const one of open) {
    if (one.contains(document.activeElement)) one.querySelector("summary").focus();
    one.open = false;
  }
  return open.length > 0;
}

document.addEventListener("click", (event) => closeMenus(event.target));
