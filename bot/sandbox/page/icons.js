// Line icons and the few emoji that matter here, drawn, so that they look the same where no emoji font is installed.
const NS = "http://www.w3.org/2000/svg";
const LINES = {
  reply: "M20 15a2 2 0 0 1-2 2H9l-5 4V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2z",
  pencil: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  home: "M4 11l8-7 8 7v9h-6v-6h-4v6H4z",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  more: "M4.6 12a.7.7 0 1 0 1.4 0a.7.7 0 1 0-1.4 0M11.3 12a.7.7 0 1 0 1.4 0a.7.7 0 1 0-1.4 0M18 12a.7.7 0 1 0 1.4 0a.7.7 0 1 0-1.4 0",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
};
const CHECK = ["#1c8a4d", "M7 12.5l3.5 3.5L17 8.5"];
const CROSS = ["#c8352b", "M8 8l8 8M16 8l-8 8"];
const STOP = ["#c8352b", "M7 12h10"];
const INFO = ["#2a6fb0", "M12 11v6M12 7.5h.01"];
const FACES = { "✅": CHECK, "✔️": CHECK, "❌": CROSS, "✖️": CROSS, "⛔": STOP, "🚫": STOP, "ℹ️": INFO };
const DOTS = { "🔴": "#c8352b", "🟠": "#d9731f", "🟡": "#d9a520", "🟢": "#1c8a4d", "🔵": "#2a6fb0", "⚪": "#b9c3c7" };

function svg(kind, label, ...shapes) {
  const node = document.createElementNS(NS, "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("class", kind);
  if (label) {
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", label);
  } else node.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    node.append(shape);
  }
  return node;
}

const stroke = (d, colour, width = 1.8) =>
  ["path", { d, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" }];

export const icon = (name) => svg("icon", "", stroke(LINES[name], "currentColor"));

// An emoji as a picture where there is one, else the character itself.
export function face(character) {
  const bare = character.replace("\ufe0f", "");
  const drawn = FACES[character] ?? FACES[bare] ?? FACES[`${bare}\ufe0f`];
  if (drawn) return svg("face", character, ["rect", { x: 2, y: 2, width: 20, height: 20, rx: 6, fill: drawn[0] }], stroke(drawn[1], "#fff", 2.6));
  if (DOTS[bare]) return svg("face", character, ["circle", { cx: 12, cy: 12, r: 9, fill: DOTS[bare] }]);
  if (bare === "⚠") return svg("face", character, ["path", { d: "M12 3l10 18H2z", fill: "#f0b429" }], stroke("M12 10v5M12 18h.01", "#4a3500", 2.2));
  if (bare === "👀") return svg("face", character, ...[7, 17].flatMap((cx) => [["ellipse", { cx, cy: 12, rx: 4.4, ry: 7, fill: "#fff", stroke: "#55646a", "stroke-width": 1.4 }], ["circle", { cx: cx - 1, cy: 13, r: 2.2, fill: "#26343a" }]]));
  return character;
}

export const DRAWN = "[✅✔❌✖⛔🚫ℹ🔴🟠🟡🟢🔵⚪⚠👀]\\ufe0f?";
