// The first steps, and the sample drafts one click away.
import { h } from "./dom.js";
import { plain } from "./mrkdwn.js";

const STEPS = [
  ["見本を送る", "下の「見本の投稿案」を押すか、文面を打ち込んで送信します。"],
  ["指摘を読む", "右に開くスレッドで、気になる箇所と条項を確かめ、確認事項にチェックを入れます。"],
  ["課長になる", "上の「課長」に切り替え、投稿案に ✅ を付けると承認、❌ で差し戻しです。"],
  ["条項を調べる", "入力欄に /sns-guideline 5(12) や /sns-guideline 写真 と打ちます。"],
];
let folded = false;

export function welcome(samples, post) {
  const steps = STEPS.map(([title, text]) => h("li", {}, h("b", {}, title), h("span", {}, plain(text))));
  const buttons = samples.map((sample) =>
    h("button", { type: "button", class: "sample", "data-key": `sample-${sample.title}`, onclick: () => { folded = true; post(sample); } },
      h("b", {}, sample.title), h("small", {}, sample.about)));
  return h("details", { class: "welcome", open: !folded, ontoggle: (event) => { folded = !event.target.open; } },
    h("summary", {}, "はじめかた・見本の投稿案"),
    h("ol", {}, steps),
    h("h4", {}, "見本の投稿案（押すと、いまの役の人として送ります）"),
    h("div", { class: "samples" }, buttons));
}
