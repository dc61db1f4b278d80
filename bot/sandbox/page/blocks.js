// Block Kit as elements; for `host` see elements.js.
import { h } from "./dom.js";
import { element, idOf, picture, textOf, unknown } from "./elements.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./richtext.js";

export function renderBlocks(blocks, host) {
  return blocks.map((block) => (BLOCKS[block.type] ?? unknown)(block, host));
}

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
  rich_text: (block) => h("div", { class: "text rich" }, richText(block)),
  markdown: (block) => h("div", { class: "text" }, plain(block.text)),
  input: (block, host) =>
    h("div", { class: "field", "data-block": block.block_id },
      h("label", { class: "label", for: idOf(block, block.element, host) }, plain(block.label.text),
        block.optional ? h("span", { class: "optional" }, "（任意）") : null),
      element(block.element, block, host),
      block.hint && h("div", { class: "hint" }, plain(block.hint.text)),
      h("div", { class: "wrong", role: "alert" })),
};
