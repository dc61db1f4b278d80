// Block Kit as elements. `host` says where the blocks stand and does what a person does there:
// { where, values, act(blockId, element, value) }, or without `act` in a form that is sent as a whole.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn, plain, richText } from "./mrkdwn.js";

export function renderBlocks(blocks, host) {
  return blocks.map((block) => (BLOCKS[block.type] ?? unknown)(block, host));
}

const textOf = (object) => (object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text));

const BLOCKS = {
  section: (block, host) =>
    h("div", { class: "section" },
      h("div", { class: "body" },
        block.text && h("div", { class: "text" }, textOf(block.text)),
        block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "text" }, textOf(field))))),
      block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, host))),
  header: (block) => h("h3", {}, plain(block.text.text)),
  divider: () => h("hr"),
  context: (block) =>
    h("div", { class: "context" }, block.elements.map((one) =>
      one.type === "image" ? picture(one) : h("span", { class: "text" }, textOf(one)))),
  actions: (block, host) => h("div", { class: "actions" }, block.elements.map((one) => element(one, block, host))),
  image: (block) => h("figure", {}, picture(block), block.title && h("figcaption", {}, plain(block.title.text))),
  rich_text: (block) => h("div", { class: "text" }, richText(block)),
  markdown: (block) => h("div", { class: "text" }, plain(block.text)),
  input: (block, host) =>
    h("div", { class: "field", "data-block": block.block_id },
      h("label", { class: "label", for: idOf(block, block.element, host) }, plain(block.label.text),
        block.optional ? h("span", { class: "optional" }, "（任意）") : null),
      element(block.element, block, host),
      block.hint && h("div", { class: "hint" }, plain(block.hint.text)),
      h("div", { class: "wrong", role: "alert" })),
};

const unknown = (block) => h("div", { class: "hint" }, `（この部品は見本では表示できません: ${block.type}）`);

function picture(image) {
  const own = image.image_url?.startsWith(location.origin) || image.image_url?.startsWith("data:");
  return own ? h("img", { src: image.image_url, alt: image.alt_text }) : h("span", { class: "picture" }, icon("picture"), image.alt_text ?? "");
}

const idOf = (block, one, host) => `${host.where}-${block.block_id}-${one.action_id}`;
const held = (block, one, host) => host.values?.[block.block_id]?.[one.action_id] ?? {};

function element(one, block, host) {
  const make = ELEMENTS[one.type];
  return make ? make(one, block, host) : unknown(one);
}

function agreed(one) {
  return !one.confirm || window.confirm(`${one.confirm.title.text}\n\n${one.confirm.text.text}`);
}

function send(one, block, host, value) {
  if (host.act && agreed(one)) host.act(block.block_id, one, value);
}

const ELEMENTS = {
  button: (one, block, host) =>
    h("button", {
      type: "button", class: `button ${one.style ?? ""}`, "data-key": idOf(block, one, host), "data-action": one.action_id,
      onclick: () => send(one, block, { ...host, act: host.act ?? host.press }, one.value ?? null),
    }, plain(one.text.text)),
  checkboxes: (one, block, host) => choices(one, block, host, "checkbox"),
  radio_buttons: (one, block, host) => choices(one, block, host, "radio"),
  static_select: (one, block, host) => {
    const chosen = held(block, one, host).selected_option ?? one.initial_option;
    const options = (one.option_groups ?? [one]).flatMap((group) => group.options);
    return h("select", {
      id: idOf(block, one, host), "data-key": idOf(block, one, host), "data-action": one.action_id, "data-input": block.block_id,
      "aria-label": one.placeholder?.text ?? "選択", onchange: (event) => send(one, block, host, event.target.value),
    },
    h("option", { value: "", selected: !chosen, disabled: !block.optional }, one.placeholder?.text ?? "選んでください"),
    options.map((option) => h("option", { value: option.value, selected: option.value === chosen?.value }, option.text.text)));
  },
  multi_static_select: (one, block, host) => choices({ ...one, options: (one.option_groups ?? [one]).flatMap((group) => group.options) }, block, host, "checkbox"),
  overflow: (one, block, host) =>
    h("details", { class: "menu" },
      h("summary", { class: "button", "aria-label": "その他の操作", "data-key": idOf(block, one, host) }, "⋯"),
      h("div", { class: "list" }, one.options.map((option) =>
        h("button", { type: "button", class: "plain", onclick: () => send(one, block, host, option.value) }, plain(option.text.text))))),
  plain_text_input: (one, block, host) => {
    const props = {
      id: idOf(block, one, host), "data-action": one.action_id, "data-input": block.block_id, maxlength: one.max_length ?? 3000,
      placeholder: one.placeholder?.text, value: held(block, one, host).value ?? one.initial_value ?? "",
    };
    return one.multiline ? h("textarea", { ...props, rows: 5 }) : h("input", { ...props, type: "text" });
  },
  number_input: (one, block, host) => typed(one, block, host, "number"),
  email_text_input: (one, block, host) => typed(one, block, host, "email"),
  url_text_input: (one, block, host) => typed(one, block, host, "url"),
  datepicker: (one, block, host) => picked(one, block, host, "date", "selected_date"),
  timepicker: (one, block, host) => picked(one, block, host, "time", "selected_time"),
  users_select: (one, block, host) => picked(one, block, host, "text", "selected_user"),
  image: picture,
};

function typed(one, block, host, type) {
  return h("input", {
    id: idOf(block, one, host), type, "data-action": one.action_id, "data-input": block.block_id, placeholder: one.placeholder?.text,
    value: held(block, one, host).value ?? one.initial_value ?? "",
  });
}

function picked(one, block, host, type, field) {
  return h("input", {
    id: idOf(block, one, host), type, "data-action": one.action_id, "data-input": block.block_id, "data-key": idOf(block, one, host),
    value: held(block, one, host)[field] ?? one[field.replace("selected", "initial")] ?? "",
    onchange: (event) => send(one, block, host, event.target.value),
  });
}

function choices(one, block, host, type) {
  const now = held(block, one, host);
  const chosen = now.selected_options ?? one.initial_options ?? [now.selected_option ?? one.initial_option].filter(Boolean);
  const values = chosen.map((option) => option.value);
  const box = h("div", {
    class: "choices", role: type === "radio" ? "radiogroup" : "group", "data-action": one.action_id, "data-input": block.block_id, "data-kind": type,
  });
  const ticked = () => [...box.querySelectorAll("input:checked")].map((input) => input.value);
  box.append(...one.options.map((option) =>
    h("label", { class: "choice" },
      h("input", {
        type, name: idOf(block, one, host), value: option.value, checked: values.includes(option.value),
        "data-key": `${idOf(block, one, host)}-${option.value}`,
        onchange: () => send(one, block, host, type === "radio" ? option.value : ticked()),
      }),
      h("span", {}, h("span", { class: "text" }, textOf(option.text)),
        option.description && h("span", { class: "hint text" }, textOf(option.description))))));
  return box;
}

// What a person filled into a form, by block and action.
export function formValues(form) {
  const values = {};
  for (const field of form.querySelectorAll("[data-input]")) {
    const ticked = [...field.querySelectorAll("input:checked")].map((input) => input.value);
    const kind = field.dataset.kind;
    const value = kind === "checkbox" ? ticked : kind === "radio" ? ticked[0] ?? null : field.value || null;
    (values[field.dataset.input] ??= {})[field.dataset.action] = value;
  }
  return values;
}
