// What people press, choose and type in blocks. `host` says where they stand and does what a person does there:
// { where, values, act(blockId, element, value) }.
import { h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menus.js";
import { mrkdwn, names, plain } from "./mrkdwn.js";

export const textOf = (object) => (object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text));
export const idOf = (block, one, host) => `${host.where}-${block.block_id}-${one.action_id}`;
const held = (block, one, host) => host.values?.[block.block_id]?.[one.action_id] ?? start(one);
const optionsOf = (one) => (one.option_groups ?? [one]).flatMap((group) => group.options);
const person = (user) => ({ value: user, text: { type: "plain_text", text: names.users[user] ?? user } });

// What stands in a field that nobody touched: `initial_date` is the `selected_date`.
const start = (one) => Object.fromEntries(Object.entries(one).filter(([name]) => name.startsWith("initial_"))
  .map(([name, value]) => [name === "initial_value" ? "value" : name.replace("initial", "selected"), value]));

export function element(one, block, host) {
  const make = ELEMENTS[one.type];
  return make ? make(one, block, host) : unknown(one);
}

export const unknown = (one) => h("div", { class: "hint" }, `（この部品は見本では表示できません: ${one.type}）`);

export function picture(image) {
  const own = image.image_url?.startsWith(location.origin) || image.image_url?.startsWith("data:");
  return own ? h("img", { src: image.image_url, alt: image.alt_text }) : h("span", { class: "picture" }, icon("picture"), image.alt_text ?? "");
}

const ELEMENTS = {
  button: (one, block, host) =>
    h("button", {
      type: "button", class: `button ${one.style ?? ""}`, "data-key": idOf(block, one, host), "data-action": one.action_id,
      onclick: () => send(one, block, host, one.value ?? null),
    }, plain(one.text.text)),
  overflow: (one, block, host) =>
    menu(idOf(block, one, host), "その他の操作", "⋯",
      one.options.map((option) => ({ title: plain(option.text.text), act: () => send(one, block, host, option.value) })), { button: "button" }),
  checkboxes: (one, block, host) => choices(one, block, host, "checkbox", one.options),
  radio_buttons: (one, block, host) => choices(one, block, host, "radio", one.options),
  multi_static_select: (one, block, host) => choices(one, block, host, "checkbox", optionsOf(one)),
  multi_users_select: (one, block, host) => choices(one, block, host, "checkbox", names.choosable.map(person)),
  static_select: (one, block, host) => select(one, block, host, held(block, one, host).selected_option?.value,
    one.option_groups ? one.option_groups.map(group) : one.options.map(choice)),
  users_select: (one, block, host) => select(one, block, host, held(block, one, host).selected_user,
    names.choosable.map(person).map(choice)),
  plain_text_input: (one, block, host) => typed(one, block, host, one.multiline ? null : "text"),
  number_input: (one, block, host) => typed(one, block, host, "number"),
  email_text_input: (one, block, host) => typed(one, block, host, "email"),
  url_text_input: (one, block, host) => typed(one, block, host, "url"),
  datepicker: (one, block, host) => picked(one, block, host, "date", held(block, one, host).selected_date),
  timepicker: (one, block, host) => picked(one, block, host, "time", held(block, one, host).selected_time),
  datetimepicker: (one, block, host) => picked(one, block, host, "datetime-local", clock(held(block, one, host).selected_date_time)),
  image: picture,
};

// A field of a form goes with its form; anything else is told at once.
function send(one, block, host, value) {
  if (block.type === "input" && !block.dispatch_action) return;
  if (!one.confirm || window.confirm(`${one.confirm.title.text}\n\n${one.confirm.text.text}`)) host.act(block.block_id, one, value);
}

const marks = (one, block, host) => ({
  id: idOf(block, one, host), "data-key": idOf(block, one, host), "data-action": one.action_id, "data-input": block.block_id,
});

const choice = (option) => h("option", { value: option.value }, option.text.text);
const group = (one) => h("optgroup", { label: one.label.text }, one.options.map(choice));

function select(one, block, host, chosen, options) {
  const made = h("select", {
    ...marks(one, block, host), "aria-label": block.type === "input" ? null : one.placeholder?.text ?? "選択",
    onchange: () => send(one, block, host, made.value || null),
  }, h("option", { value: "", disabled: !block.optional }, one.placeholder?.text ?? "選んでください"), options);
  made.value = chosen ?? "";
  return made;
}

function typed(one, block, host, type) {
  const props = {
    ...marks(one, block, host), maxlength: one.max_length ?? 3000, placeholder: one.placeholder?.text,
    value: held(block, one, host).value ?? "",
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || !type) return;
      event.preventDefault();
      send(one, block, host, event.target.value);
    },
  };
  return type ? h("input", { ...props, type }) : h("textarea", { ...props, rows: 5 });
}

function picked(one, block, host, type, value) {
  const made = h("input", { ...marks(one, block, host), type, value: value ?? "", onchange: () => send(one, block, host, valueOf(made)) });
  return made;
}

function choices(one, block, host, type, options) {
  const now = held(block, one, host);
  const chosen = now.selected_users ?? (now.selected_options ?? [now.selected_option ?? []].flat()).map((option) => option.value);
  const box = h("div", {
    class: options.length > 8 ? "choices long" : "choices", role: type === "radio" ? "radiogroup" : "group", "aria-label": block.label?.text,
    "data-action": one.action_id, "data-input": block.block_id, "data-kind": type,
  });
  const changed = (event) => {
    if (type === "checkbox" && valueOf(box).length > (one.max_selected_items ?? Infinity)) {
      event.target.checked = false;
      toast(`選べるのは${one.max_selected_items}件までです。`);
    } else send(one, block, host, valueOf(box));
  };
  box.append(...options.map((option) =>
    h("label", { class: "choice" },
      h("input", {
        type, name: idOf(block, one, host), value: option.value, checked: chosen.includes(option.value),
        "data-key": `${idOf(block, one, host)}-${option.value}`, onchange: changed,
      }),
      h("span", {}, h("span", { class: "text" }, textOf(option.text)),
        option.description && h("span", { class: "hint text" }, textOf(option.description))))));
  return box;
}

// Seconds since 1970 as the browser's own wall clock shows them, and back.
const clock = (seconds) => seconds && new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
const seconds = (written) => Math.floor(new Date(written).getTime() / 1000);

function valueOf(field) {
  const ticked = [...field.querySelectorAll("input:checked")].map((input) => input.value);
  if (field.dataset.kind) return field.dataset.kind === "radio" ? ticked[0] ?? null : ticked;
  if (!field.value) return null;
  return field.type === "datetime-local" ? seconds(field.value) : field.value;
}

// What a person filled in, by block and action.
export function formValues(form) {
  const values = {};
  for (const field of form.querySelectorAll("[data-input]")) (values[field.dataset.input] ??= {})[field.dataset.action] = valueOf(field);
  return values;
}
