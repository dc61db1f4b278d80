// Slack's text markup, its plain text and its rich text, as nodes.
import { h } from "./dom.js";
import { DRAWN, face } from "./icons.js";

// `choosable` are the people that one can choose, by id.
export const names = { users: {}, choosable: [], groups: {}, channels: {}, emoji: {} };

const STATES = { 要修正: "stop", 確認待ち: "wait", 承認待ち: "ready", 公開可: "go", 差し戻し: "back", 取り下げ: "off", 公開済み: "done" };
const PIECES = new RegExp(`【(${Object.keys(STATES).join("|")})】|:([a-z0-9_+'-]+):|(${DRAWN})`, "gu");
const EDGE = "(?<![\\p{L}\\p{N}_])", END = "(?![\\p{L}\\p{N}_])";
const INLINE = new RegExp(
  "`(?<code>[^`\\n]+)`" +
  "|<(?<link>[^<>\\n]+)>" +
  `|${EDGE}\\*(?<bold>[^*\\s](?:[^*\\n]*[^*\\s])?)\\*${END}` +
  `|${EDGE}_(?<italic>[^_\\s](?:[^_\\n]*[^_\\s])?)_${END}` +
  `|${EDGE}~(?<strike>[^~\\s](?:[^~\\n]*[^~\\s])?)~${END}`, "gu");

const unescaped = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function plain(text) {
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(PIECES)) {
    const node = match[1] ? pill(match[1]) : emoji(match[2], match[3]);
    if (!node) continue;
    nodes.push(text.slice(place, match.index), node);
    place = match.index + match[0].length;
  }
  return [...nodes, text.slice(place)];
}

// Slack says `large_yellow_circle` where Unicode says `yellow_circle`.
export function emoji(name, character = names.emoji[name] ?? names.emoji[name.replace(/^large_/, "")]) {
  return character && face(character);
}

export function pill(state) {
  return h("span", { class: `pill ${STATES[state]}` }, `【${state}】`);
}

// The text as the person typed it, to be edited.
export function typedText(text) {
  const bare = text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (all, target, label) => {
    if (target.startsWith("@")) return `@${names.users[target.slice(1)] ?? target.slice(1)}`;
    if (target.startsWith("#")) return `#${names.channels[target.slice(1)] ?? target.slice(1)}`;
    if (target.startsWith("!subteam^")) return `@${names.groups[target.slice(9)] ?? target.slice(9)}`;
    return target.startsWith("!") ? `@${target.slice(1)}` : label || target;
  });
  return unescaped(bare.replace(/:([a-z0-9_+'-]+):/g, (all, name) => names.emoji[name] ?? all));
}

export function stateOf(text) {
  return /^【(.+?)】/.exec(text ?? "")?.[1];
}

export function mrkdwn(text) {
  const parts = text.split("```");
  return parts.flatMap((part, number) =>
    number % 2 && number < parts.length - 1 ? [h("pre", {}, unescaped(part.replace(/^\n|\n$/g, "")))] : lines(part));
}

function lines(text) {
  const nodes = [];
  let quote = null;
  text.split("\n").forEach((line, number, all) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      quote ??= nodes[nodes.push(h("blockquote")) - 1];
      if (quote.childNodes.length) quote.append("\n");
      quote.append(...inline(quoted[1]));
      return;
    }
    quote = null;
    nodes.push(...inline(line));
    if (number < all.length - 1 && !/^(?:&gt;|>)/.test(all[number + 1])) nodes.push("\n");
  });
  return nodes;
}

function inline(text) {
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(...plain(unescaped(text.slice(place, match.index))), made(match.groups));
    place = match.index + match[0].length;
  }
  return [...nodes, ...plain(unescaped(text.slice(place)))];
}

function made(groups) {
  if (groups.code !== undefined) return h("code", {}, unescaped(groups.code));
  if (groups.bold !== undefined) return h("strong", {}, inline(groups.bold));
  if (groups.italic !== undefined) return h("em", {}, inline(groups.italic));
  if (groups.strike !== undefined) return h("s", {}, inline(groups.strike));
  return angled(groups.link);
}

function angled(inner) {
  const [target, label] = inner.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(names.users[target.slice(1)] ?? target);
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${label || names.channels[target.slice(1)] || target}`);
  if (target.startsWith("!subteam^")) return mention(names.groups[target.slice(9)] ?? label ?? target);
  if (target.startsWith("!date^")) return label ?? target;
  if (target.startsWith("!")) return mention(target.slice(1));
  return link(unescaped(target), label && unescaped(label));
}

export const mention = (name) => h("span", { class: "mention" }, name.startsWith("@") ? name : `@${name}`);

// A link shows where it leads, but opens only inside the demo: nothing leaves the machine.
export function link(url, label) {
  const own = url.startsWith(location.origin);
  return own
    ? h("a", { href: url }, label || url)
    : h("a", { href: "#", class: "outside", title: `${url}（見本では開きません）`, onclick: (event) => event.preventDefault() }, label || url);
}
