// The page: who one is, where one is, and what is to be seen there.
import { call, h, refill } from "./dom.js";
import { composer, content } from "./composer.js";
import { renderHome } from "./home.js";
import { icon } from "./icons.js";
import { closeMenus } from "./menus.js";
import { avatar, renderMessages } from "./messages.js";
import { renderModal } from "./modal.js";
import { names } from "./mrkdwn.js";
import { welcome } from "./welcome.js";

const get = (id) => document.getElementById(id);
const FIRST = ["担当", "課長", "代決者", "管理者", "ゲスト"];
const here = { me: "", channel: "", thread: null, home: false };
let world = { channels: [], messages: [], ephemerals: [], modals: [], ticks: {} };
let fixed = {};
let opened = null;
const desk = {
  get me() { return here.me; },
  get ticks() { return world.ticks; },
  get shortcuts() { return fixed.shortcuts; },
  openThread, redraw: draw,
};

async function start() {
  fixed = await (await fetch("/page/start")).json();
  names.emoji = fixed.emoji;
  here.me = fixed.roles[0].id;
  const link = /^\/archives\/([^/]+)\/p(\d+)(\d{6})$/.exec(location.pathname);
  if (link) Object.assign(here, { channel: link[1], thread: new URLSearchParams(location.search).get("thread_ts") ?? `${link[2]}.${link[3]}` });
  drawRoles();
  drawComposers();
  get("close-thread").addEventListener("click", closeThread);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !closeMenus() && !get("modal").open) closeThread(); });
  const changes = new EventSource("/page/changes");
  changes.onmessage = load;
  changes.onerror = () => get("frame").classList.add("away");
  changes.onopen = () => get("frame").classList.remove("away");
  window.addEventListener("pagehide", () => changes.close());
}

let loading = false;
let again = false;

// One reading at a time; changes that come meanwhile are read together afterwards.
async function load() {
  if (loading) { again = true; return; }
  loading = true;
  do {
    again = false;
    const asked = `${here.me} ${here.channel}`;
    const answer = await fetch(`/page/state?user=${here.me}&channel=${here.channel}`).catch(() => null);
    if (answer?.ok) {
      const state = await answer.json();
      if (asked === `${here.me} ${here.channel}`) take(state);
      else again = true;
    }
  } while (again);
  loading = false;
}

function take(state) {
  world = state;
  names.users = state.users;
  names.choosable = state.choosable;
  names.groups = state.groups;
  names.channels = Object.fromEntries(state.channels.map((one) => [one.id, one.name]));
  if (!state.channels.some((one) => one.id === here.channel) && state.channels.length) {
    here.channel = state.channels[0].id;
    again = true;
  }
  draw();
}

function draw() {
  drawSide();
  drawTitle();
  const visible = world.ephemerals;
  if (here.home) renderHome(get("messages"), world.home, here.me);
  else refill(get("messages"), [
    ...(isReview() ? [welcome(fixed.samples, postSample)] : []),
    ...renderMessages(world.messages, visible.filter((one) => !one.thread_ts), desk, { inThread: false }),
  ]);
  drawThread(visible);
  get("composer").hidden = here.home;
  renderModal(world.modals, here.me);
}

const isReview = () => names.channels[here.channel] === "sns-review";

function drawRoles() {
  const [first, others] = [fixed.roles.filter(isFirst), fixed.roles.filter((one) => !isFirst(one))];
  const pick = (one) =>
    h("label", { class: "role" },
      h("input", { type: "radio", name: "role", value: one.id, checked: one.id === here.me, onchange: () => become(one.id) }),
      h("span", {}, h("b", {}, one.role), h("small", {}, one.name.split("（")[0])));
  const more = h("select", { "aria-label": "ほかの人になる", onchange: (event) => event.target.value && become(event.target.value) },
    h("option", { value: "" }, "ほかの人…"), others.map((one) => h("option", { value: one.id }, one.name)));
  get("roles").append(...first.map(pick), more);
}

const isFirst = (one) => FIRST.includes(one.role) && fixed.roles.find((other) => other.role === one.role) === one;

function become(user) {
  here.me = user;
  const radio = document.querySelector(`#roles input[value="${user}"]`);
  for (const one of document.querySelectorAll("#roles input")) one.checked = one === radio;
  const more = document.querySelector("#roles select");
  more.value = radio ? "" : user;
  more.classList.toggle("chosen", !radio);
  if (here.home) call({ do: "home", user });
  load();
}

function drawSide() {
  const item = (key, face, label, now, onclick) =>
    h("button", { type: "button", class: now ? "item now" : "item", "aria-current": now ? "page" : null, "data-key": key, onclick }, face, h("span", {}, label));
  refill(get("side"), [
    h("div", { class: "me" }, avatar(here.me), h("span", {}, names.users[here.me] ?? "")),
    h("h2", {}, "チャンネル"),
    ...world.channels.map((one) =>
      item(one.id, one.im ? icon("mail") : one.private ? icon("lock") : "#", one.name, !here.home && one.id === here.channel, () => go(one.id))),
    h("h2", {}, "アプリ"),
    item("home", icon("home"), "SNS審査デスク", here.home, goHome),
  ]);
}

function drawTitle() {
  const channel = world.channels.find((one) => one.id === here.channel);
  const text = here.home ? "SNS審査デスク — ホーム" : channel?.im ? channel.name : `# ${channel?.name ?? ""}`;
  const about = here.home ? "" : isReview() ? "SNSに出す前の文面を、ここに貼ってください" : "";
  get("title").replaceChildren(h("strong", {}, text), h("span", { class: "about" }, about));
}

function drawThread(visible) {
  const root = here.thread && !here.home && world.messages.find((one) => one.ts === here.thread);
  get("thread").hidden = !root;
  get("frame").classList.toggle("with-thread", Boolean(root));
  if (!root) return;
  const replies = [{ ...root, replies: [] }, ...root.replies];
  refill(get("replies"), renderMessages(replies, visible.filter((one) => one.thread_ts === root.ts), desk, { inThread: true }), 2);
  if (root.ts !== opened) get("replies").scrollTop = 0;
  opened = root.ts;
}

function drawComposers() {
  const where = (extra) => () => ({ user: here.me, channel: here.channel, ...extra() });
  get("composer").append(composer({
    where: where(() => ({})), commands: fixed.commands, shortcuts: fixed.shortcuts.filter((one) => one.type === "global"), sent: (ts) => isReview() && openThread(ts), label: "メッセージ",
    placeholder: () => "投稿案を貼ってください（/sns-guideline 5(12) のように条項も調べられます）",
  }));
  get("reply-composer").append(composer({
    where: where(() => ({ thread_ts: here.thread })), commands: [], shortcuts: [], label: "返信", placeholder: () => "スレッドに返信",
  }));
}

async function postSample(sample) {
  const said = await call({ do: "post", user: here.me, channel: here.channel, ...content(sample.text, sample.snippet) });
  if (said.ok) openThread(said.result);
}

function openThread(ts) {
  here.thread = ts;
  load();
}

function closeThread() {
  here.thread = null;
  draw();
}

function go(channel) {
  Object.assign(here, { channel, thread: null, home: false });
  load();
}

function goHome() {
  Object.assign(here, { home: true, thread: null });
  call({ do: "home", user: here.me });
  load();
}

start();
