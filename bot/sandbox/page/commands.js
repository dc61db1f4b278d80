// The slash commands: listed while a person types one, and split from the text that follows.
import { h } from "./dom.js";

// The command at the start of a text and what stands behind it, as it was typed.
export function split(text) {
  const [, command, rest] = /^(\S+)\s*([\s\S]*)$/.exec(text.trim());
  return { command, text: rest };
}

// A list over `box` that follows what is typed there; Tab or a click puts the command in.
export function suggestions(box, commands) {
  const list = h("div", { class: "suggestions", hidden: true, "aria-label": "使えるコマンド" });
  const fitting = () => (/^\/\S*$/.test(box.value) ? commands.filter((one) => one.command.startsWith(box.value)) : []);
  const put = (one) => {
    box.value = `${one.command} `;
    box.focus();
    draw();
  };
  const draw = () => {
    list.hidden = fitting().length === 0;
    list.replaceChildren(...fitting().map((one) =>
      h("button", { type: "button", class: "entry", tabindex: -1, onclick: () => put(one) },
        h("span", {}, h("b", {}, one.command), one.usage_hint ? ` ${one.usage_hint}` : ""), h("small", {}, one.description))));
  };
  box.addEventListener("input", draw);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || fitting().length === 0 || fitting()[0].command === box.value) return;
    event.preventDefault();
    put(fitting()[0]);
  });
  return { list, put, draw };
}
