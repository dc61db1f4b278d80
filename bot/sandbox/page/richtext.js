// Rich text as nodes: what people type, and what the app sends as `rich_text`.
import { h } from "./dom.js";
import { emoji, link, mention, names, plain } from "./mrkdwn.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

const PARTS = {
  rich_text_section: (part) => h("span", {}, inside(part)),
  rich_text_quote: (part) => h("blockquote", {}, inside(part)),
  rich_text_preformatted: (part) => h("pre", {}, inside(part)),
  rich_text_list: (part) =>
    h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : null },
      part.elements.map((item) => h("li", {}, richPart(item)))),
};

const INLINE = {
  text: (one) => plain(one.text),
  link: (one) => [link(one.url, one.text)],
  emoji: (one) => [emoji(one.name) ?? `:${one.name}:`],
  user: (one) => [mention(names.users[one.user_id] ?? one.user_id)],
  usergroup: (one) => [mention(names.groups[one.usergroup_id] ?? one.usergroup_id)],
  broadcast: (one) => [mention(one.range)],
  channel: (one) => [h("span", { class: "mention" }, `#${names.channels[one.channel_id] ?? one.channel_id}`)],
  date: (one) => [one.fallback ?? new Date(one.timestamp * 1000).toLocaleString("ja-JP")],
  color: (one) => [h("code", {}, one.value)],
};

export const richText = (block) => block.elements.map(richPart);

const richPart = (part) => (PARTS[part.type] ?? PARTS.rich_text_section)(part);

const inside = (part) => part.elements.flatMap((one) => styled(INLINE[one.type]?.(one) ?? [], one.style ?? {}));

const styled = (nodes, style) =>
  Object.keys(TAGS).filter((name) => style[name]).reduce((inner, name) => [h(TAGS[name], {}, inner)], nodes);
