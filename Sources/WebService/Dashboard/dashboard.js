"use strict";
// Everything from the service is shown by textContent alone: a model's text is never markup.
// Control characters, and those that turn the direction of the text around them, are shown as a mark.
const $ = (id) => document.getElementById(id);
const plain = (text) => String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = plain(text);
  return node;
};
const put = (node, text) => {
  const shown = plain(text);
  if (node.textContent !== shown) node.textContent = shown;
};
const number = (value) => value.toLocaleString("en");
const compact = (value) => value < 10000 ? number(Math.round(value))
  : new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
const percent = (rate) => rate === null || rate === undefined ? "–"
  : rate > 0 && rate < 0.1 ? (rate * 100).toFixed(1) + "\u00a0%" : Math.round(rate * 100) + "\u00a0%";
const bytes = (value) => {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit += 1; }
  return (value < 10 && unit ? value.toFixed(1) : Math.round(value)) + " " + units[unit];
};
const span = (seconds) => seconds < 90 ? Math.round(seconds) + " s" : seconds < 5400 ? Math.round(seconds / 60) + " min"
  : seconds < 172800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86400) + " d";
const share = (part, whole) => whole > 0 ? Math.min(100, 100 * part / whole) + "%" : "0%";
const words = (reason) => reason.replaceAll("_", " ");
const reasons = {
  rejected: ["unparsed", "incorrect", "violated", "overlong", "degenerate", "duplicate", "surplus", "uninformative"],
  unscored: ["verifier_timeout", "verifier_crash", "verifier_error"],
  failed: ["endpoint_timeout", "endpoint_refused", "endpoint_status", "endpoint_malformed", "prompt_too_long", "content_filter"],
  cancelled: ["paused", "shutdown", "crash", "aborted", "incomplete", "retired"],
};

/** Keeps one child of a list for each item, in the items' order, and updates it in place. */
function each(list, items, key, build, update) {
  const known = new Map([...list.children].filter((node) => node.dataset.key).map((node) => [node.dataset.key, node]));
  if (items.length) list.querySelector(":scope > .empty")?.remove();
  let place = list.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let node = known.get(name);
    known.delete(name);
    if (!node) { node = build(item); node.dataset.key = name; }
    if (node === place) place = place.nextElementSibling; else list.insertBefore(node, place);
    update(node, item);
  }
  for (const node of known.values()) node.remove();
}

// ---------------------------------------------------------------- overview

const history = [];
function tile(name) {
  const node = make("div", "tile");
  node.append(make("p", "name", name), make("p", "big"), make("p", "sub"));
  $("tiles").append(node);
  return (big, unit, sub) => {
    const value = node.querySelector(".big");
    if (value.dataset.text !== big + unit) {
      value.dataset.text = big + unit;
      value.replaceChildren(big, make("small", "", unit ? " " + unit : ""));
    }
    put(node.querySelector(".sub"), sub);
    return node;
  };
}
const tiles = {
  accepted: tile("Accepted"), acceptance: tile("Acceptance rate, 5 min"), pass: tile("Pass rate, 5 min"),
  tokens: tile("Tokens sampled"), ready: tile("Ready to lease"),
};
const chart = document.createElementNS("http://www.w3.org/2000/svg", "svg");
chart.setAttribute("viewBox", "0 0 120 40");
chart.setAttribute("preserveAspectRatio", "none");
chart.setAttribute("aria-hidden", "true");
chart.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));

const sum = (items, value) => items.reduce((total, item) => total + value(item), 0);

function overview(stats) {
  const environments = stats.environments;
  const accepted = sum(environments, (one) => one.accepted);
  const now = Date.parse(stats.taken_at) / 1000;
  history.push({ now, accepted });
  while (history.length > 121) history.shift();
  const recent = (minutes, field) => sum(environments, (one) => one.windows.find((w) => w.minutes === minutes)?.[field] ?? 0);
  const perMinute = recent(1, "accepted");
  const node = tiles.accepted(compact(perMinute), "a minute", number(accepted) + " in all");
  draw(node);
  const judged = recent(5, "accepted") + recent(5, "rejected");
  tiles.acceptance(percent(judged ? recent(5, "accepted") / judged : null), "", number(recent(5, "accepted")) + " of " + number(judged) + " kept");
  const verdicts = recent(5, "verdicts");
  tiles.pass(percent(verdicts ? recent(5, "passed") / verdicts : null), "", number(recent(5, "passed")) + " of " + number(verdicts) + " passed");
  const speed = sum(stats.endpoints, (one) => one.tokens_per_second);
  const tokens = sum(environments, (one) => one.tokens);
  tiles.tokens(compact(speed), "a second", accepted ? compact(tokens / accepted) + " for each accepted" : compact(tokens) + " in all");
  const queues = Object.values(stats.queues);
  const ready = sum(queues, (one) => one.ready);
  const oldest = Math.max(0, ...queues.map((one) => one.oldest_ready_seconds ?? 0));
  tiles.ready(compact(ready), "", ready ? "oldest for " + span(oldest) : number(sum(queues, (one) => one.leased)) + " leased");
}

function draw(node) {
  if (!chart.isConnected) node.prepend(chart);
  const points = history.slice(1).map((point, index) => {
    const before = history[index];
    return Math.max(0, point.accepted - before.accepted) / Math.max(0.2, point.now - before.now);
  });
  const top = Math.max(...points, 0);
  if (points.length < 2 || top === 0) return chart.firstChild.setAttribute("d", "");
  const x = (index) => (120 - points.length + 1 + index).toFixed(1);
  const y = (value) => (40 - 30 * value / top).toFixed(1);
  chart.firstChild.setAttribute("d", "M" + x(0) + ",40" + points.map((v, i) => "L" + x(i) + "," + y(v)).join("") + "L" + x(points.length - 1) + ",40Z");
}

function status(stats) {
  const inFlight = sum(stats.environments, (one) => one.in_flight);
  const broken = stats.environments.filter((one) => one.state === "broken").length;
  const stalled = stats.environments.filter((one) => one.state === "stalled").length;
  let tone = "good", text = inFlight ? number(inFlight) + " rollouts in flight" : "Ready";
  if (stats.idle_because) { tone = "idle"; text = stats.idle_because; }
  if (stalled) { tone = "warn"; text += " · " + stalled + " stalled"; }
  if (broken) { tone = "bad"; text += " · " + broken + " broken"; }
  if (stats.draining) { tone = "warn"; text = "Draining: no new rollouts"; }
  if (stats.disk_full) { tone = "bad"; text = "The disk is full: make room, and it goes on by itself"; }
  say(tone, text);
  put($("clock"), new Date(stats.taken_at).toLocaleTimeString("en-GB"));
}

function say(tone, text) {
  $("status").dataset.tone = tone;
  put($("status"), text);
}

// ---------------------------------------------------------------- environments

const windows = [["1 min", 1], ["5 min", 5], ["60 min", 60], ["all", 0]];

function buildEnvironment() {
  const node = make("article", "environment");
  const about = make("div");
  const line = make("div", "line");
  const button = make("button");
  button.type = "button";
  button.addEventListener("click", () => steer(node.dataset.key, button.dataset.verb));
  line.append(make("span", "state"), button);
  about.append(make("h3"), line, make("p", "about"));
  const table = make("table", "rates");
  const head = table.createTHead().insertRow();
  head.append(make("td"));
  for (const [label] of windows) { const cell = make("th", "", label); cell.scope = "col"; head.append(cell); }
  const body = table.createTBody();
  for (const [label, kind] of [["Acceptance", "acceptance"], ["Pass", "pass"]]) {
    const row = body.insertRow();
    row.className = kind;
    const name = make("th", "", label);
    name.scope = "row";
    row.append(name);
    for (const [, minutes] of windows) {
      const cell = row.insertCell();
      if (minutes === 5) cell.dataset.main = "";
      cell.append(make("span"));
    }
  }
  const outcomes = make("div", "outcomes");
  const stack = make("div", "stack");
  stack.setAttribute("role", "img");
  outcomes.append(stack, make("ul", "legend"), make("p", "beside"));
  node.append(about, table, outcomes);
  return node;
}

function updateEnvironment(node, one) {
  put(node.querySelector("h3"), one.name);
  const state = node.querySelector(".state");
  state.dataset.state = one.state;
  put(state, one.state);
  put(node.querySelector(".about"), one.about ?? "");
  const button = node.querySelector("button");
  const verb = { serving: "pause", stalled: "resume", paused: "resume" }[one.state];
  button.hidden = !verb;
  button.dataset.verb = verb ?? "";
  put(button, verb === "pause" ? "Pause" : "Resume");
  button.setAttribute("aria-label", button.textContent + " " + one.name);
  for (const [row, field] of [[0, "acceptance_rate"], [1, "pass_rate"]]) {
    const cells = node.querySelector("tbody").rows[row].querySelectorAll("td span");
    windows.forEach(([, minutes], index) => {
      const rate = minutes ? one.windows.find((w) => w.minutes === minutes)?.[field] : one[field];
      put(cells[index], percent(rate));
      cells[index].style.setProperty("--rate", (rate ?? 0) * 100 + "%");
    });
  }
  const isBlank = one.state === "broken" && one.requested === 0;
  node.querySelector(".rates").hidden = node.querySelector(".outcomes").hidden = isBlank;
  outcomesOf(node, one);
  trouble(node, one);
}

function outcomesOf(node, one) {
  const judged = one.accepted + one.rejected;
  const parts = [["accepted", one.accepted]].concat(
    reasons.rejected.map((reason) => [reason, one.reasons[reason] ?? 0])).filter(([, count]) => count > 0);
  const stack = node.querySelector(".stack");
  stack.setAttribute("aria-label", judged ? "Of " + number(judged) + " judged: " + parts.map(([name, count]) => words(name) + " " + number(count)).join(", ") : "Nothing judged yet");
  each(stack, parts, ([name]) => name, ([name]) => { const part = make("i"); part.style.setProperty("--colour", "var(--" + name + ")"); return part; },
    (part, [, count]) => { part.style.width = share(count, judged); });
  each(node.querySelector(".legend"), parts, ([name]) => name, ([name]) => {
    const item = make("li");
    item.style.setProperty("--colour", "var(--" + name + ")");
    item.append(make("span", "", words(name)), make("b"));
    return item;
  }, (item, [, count]) => put(item.lastChild, number(count)));
  const besides = ["unscored", "failed", "cancelled"].map((name) => [name, one[name]]).concat([["in flight", one.in_flight], ["requested", one.requested]]);
  const line = node.querySelector(".beside");
  each(line, besides, ([name]) => name, ([name]) => { const item = make("span"); item.append(name + " ", make("b")); return item; },
    (item, [name, count]) => {
      put(item.lastChild, number(count));
      const why = (reasons[name] ?? []).filter((reason) => one.reasons[reason]).map((reason) => words(reason) + " " + number(one.reasons[reason]));
      item.title = why.join(", ");
    });
}

function trouble(node, one) {
  let lines = [];
  if (one.stall) lines = [words(one.stall.reason) + ": " + one.stall.remedy, "Tried again in " + span(one.stall.retry_in_seconds) + "."];
  if (one.finished_because) lines = [one.finished_because];
  if (one.errors) lines = one.errors;
  let box = node.querySelector(".trouble");
  if (!lines.length) return box?.remove();
  if (!box) { box = make("div", "trouble"); node.append(box); }
  box.dataset.tone = one.errors ? "bad" : one.stall ? "warn" : "calm";
  each(box, lines.map((text, index) => ({ text, index })), (line) => "line" + line.index, () => make("p"), (p, line) => put(p, line.text));
}

async function steer(name, verb) {
  const reply = await fetch("/v1/environments/" + encodeURIComponent(name) + "/" + verb, { method: "POST" }).catch(() => null);
  if (!reply?.ok) {
    const problem = await reply?.json().catch(() => null);
    say("bad", "Could not " + verb + " " + name + ": " + (problem?.detail ?? "the service did not answer"));
  }
}

// ---------------------------------------------------------------- queues and endpoints

function facts(node, pairs) {
  each(node, pairs, ([name]) => name, ([name]) => { const item = make("span"); item.append(make("b"), " " + name); return item; },
    (item, [, value]) => put(item.firstChild, value));
}

function buildRow() {
  const node = make("div", "row");
  const line = make("div", "line");
  line.append(make("h3"), make("span", "state"));
  const bar = make("div", "bar");
  bar.setAttribute("role", "img");
  node.append(line, bar, make("div", "facts"), make("p", "about"));
  return node;
}

function bar(node, label, parts) {
  const strip = node.querySelector(".bar");
  strip.setAttribute("aria-label", label);
  each(strip, parts, ([colour]) => colour, ([colour]) => { const part = make("i"); part.style.setProperty("--colour", "var(--" + colour + ")"); return part; },
    (part, [, width]) => { part.style.width = width; });
}

function updateQueue(node, [name, queue]) {
  put(node.querySelector("h3"), name);
  const full = Math.max((queue.ready + queue.leased) / queue.max_trajectories, queue.bytes / queue.max_bytes);
  const state = node.querySelector(".state");
  state.dataset.state = full >= 1 ? "stalled" : "healthy";
  put(state, full >= 1 ? "full: sampling waits for trainers" : percent(full) + " full");
  const size = (count) => share(full * count, queue.ready + queue.leased);
  bar(node, number(queue.ready) + " ready and " + number(queue.leased) + " leased of " + number(queue.max_trajectories), [["accepted", size(queue.ready)], ["overlong", size(queue.leased)]]);
  facts(node.querySelector(".facts"), [["ready", number(queue.ready)], ["leased", number(queue.leased)], ["leases", number(queue.leases)],
    ["acked", number(queue.acked)], ["dead", number(queue.dead)], ["evicted", number(queue.evicted)]]);
  put(node.querySelector(".about"), bytes(queue.bytes) + " of " + bytes(queue.max_bytes) + " · room for " + compact(queue.max_trajectories)
    + (queue.oldest_ready_seconds === null ? "" : " · the oldest waits for " + span(queue.oldest_ready_seconds)));
}

function updateEndpoint(node, one) {
  put(node.querySelector("h3"), one.name);
  const state = node.querySelector(".state");
  state.dataset.state = one.healthy ? "healthy" : "unhealthy";
  put(state, one.healthy ? "healthy" : "not answering");
  bar(node, number(one.in_use) + " of " + number(one.limit) + " sequences in use", [["overlong", share(one.in_use, one.limit)]]);
  const retries = Object.values(one.retries).reduce((a, b) => a + b, 0);
  facts(node.querySelector(".facts"), [["of " + number(one.limit) + " in use (at most " + number(one.max_limit) + ")", number(one.in_use)],
    ["waiting", number(one.waiting)], ["tokens/s", compact(one.tokens_per_second)], ["requests", number(one.attempts)], ["retried", number(retries)]]);
  const causes = Object.entries(one.retries).map(([cause, count]) => words(cause) + " " + number(count)).join(", ");
  put(node.querySelector(".about"), one.url + (causes ? " · retried: " + causes : "") + (one.last_error ? " · last failure: " + words(one.last_error) : ""));
}

// ---------------------------------------------------------------- rollouts

const filter = $("filter");
let shown = [];

function fillFilter(environments) {
  const names = environments.map((one) => one.name);
  const select = filter.elements.environment;
  if (select.options.length - 1 !== names.length || names.some((name, index) => select.options[index + 1].value !== name)) {
    const chosen = select.value;
    select.replaceChildren(new Option("all", ""), ...names.map((name) => new Option(name)));
    select.value = names.includes(chosen) ? chosen : "";
  }
}
function fillReasons() {
  const outcome = filter.elements.outcome.value;
  const list = outcome ? reasons[outcome] ?? [] : Object.values(reasons).flat();
  filter.elements.reason.replaceChildren(new Option("all", ""), ...list.map((reason) => new Option(words(reason), reason)));
}

function query(more) {
  const fields = new URLSearchParams({ limit: "30", ...more });
  for (const name of ["environment", "outcome", "reason"]) if (filter.elements[name].value) fields.set(name, filter.elements[name].value);
  return fetch("/v1/rollouts?" + fields).then((reply) => reply.ok ? reply.json() : Promise.reject(reply));
}

async function rollouts(older) {
  const reading = document.querySelector("#rollout-list details[open]");
  if (!older && (reading || !filter.elements.live.checked)) return;
  const last = shown[shown.length - 1];
  const reply = await query(older && last ? { before: last.id } : {}).catch(() => null);
  if (!reply) return;
  shown = older ? shown.concat(reply.rollouts) : reply.rollouts;
  $("older").hidden = reply.rollouts.length < 30;
  showRollouts();
}

function showRollouts() {
  const list = $("rollout-list");
  each(list, shown, (one) => one.id, buildRollout, (node, one) => put(node.querySelector(".age"), age(one.created_at)));
  if (!shown.length && !list.firstChild) list.append(make("p", "empty", "No rollout fits."));
}

const age = (time) => span(Math.max(0, (Date.now() - Date.parse(time)) / 1000));

function textOf(messages) { return messages.map((message) => message.content ?? "").join("\n"); }

function buildRollout(one) {
  const node = make("details");
  const line = make("summary");
  const passed = one.verdict?.passed;
  const mark = make("span", "mark", passed === true ? "✓" : passed === false ? "✗" : "·");
  mark.dataset.passed = String(passed);
  mark.setAttribute("aria-label", passed === true ? "passed" : passed === false ? "not passed" : "not judged");
  mark.setAttribute("role", "img");
  const reason = make("span", "reason", one.reason ? words(one.reason) : one.outcome);
  reason.style.setProperty("--colour", "var(--" + (one.reason && reasons.rejected.includes(one.reason) ? one.reason : one.outcome === "accepted" ? "accepted" : "soft") + ")");
  const said = one.verdict?.extracted ?? textOf(one.completion).trim();
  line.append(mark, make("span", "clip name", one.environment), reason, make("span", "clip muted", said.slice(0, 300)), make("span", "age muted"));
  node.append(line);
  node.addEventListener("toggle", () => { if (node.open && node.children.length === 1) node.append(reader(one)); });
  return node;
}

function reader(one) {
  const node = make("div", "reader");
  const verdict = one.verdict;
  node.append(facts2([["task", one.task_id], ["model", one.model], ["endpoint", one.endpoint ?? "none"],
    ["finish reason", one.finish_reason ?? "none"], ["tokens", one.completion_tokens === null ? "unknown" : number(one.completion_tokens)],
    ["requests", number(one.attempts)], ["sampled in", Math.round(one.milliseconds.sampled) + " ms"], ["judged in", one.milliseconds.judged.toFixed(1) + " ms"],
    ["score", verdict?.score ?? "none"]]));
  const why = one.detail ?? verdict?.detail;
  if (why) { const box = make("div", "trouble"); box.append(make("p", "", why)); node.append(box); }
  for (const message of one.messages) node.append(said(message));
  for (const message of one.completion) node.append(said(message, verdict?.extracted));
  if (verdict?.checks.length) node.append(checks(verdict.checks));
  return node;
}

function facts2(pairs) {
  const node = make("div", "facts");
  for (const [name, value] of pairs) { const item = make("span"); item.append(name + " ", make("b", "", String(value))); node.append(item); }
  return node;
}

function said(message, extracted) {
  const node = make("div", "message");
  const text = make("pre", "text");
  text.tabIndex = 0;
  const content = message.content ?? (message.tool_calls ? JSON.stringify(message.tool_calls, null, 2) : "");
  const at = extracted ? content.lastIndexOf(extracted) : -1;
  if (at < 0) text.textContent = plain(content);
  else text.append(plain(content.slice(0, at)), make("mark", "", extracted), plain(content.slice(at + extracted.length)));
  node.append(make("p", "role", message.role));
  if (message.reasoning) {
    const thought = make("details");
    thought.append(make("summary", "muted", "reasoning"), make("pre", "text", message.reasoning));
    node.append(thought);
  }
  node.append(text);
  return node;
}

function checks(list) {
  const table = make("table", "checks");
  const head = table.createTHead().insertRow();
  for (const name of ["Check", "Passed", "Reason"]) { const cell = make("th", "", name); cell.scope = "col"; head.append(cell); }
  const body = table.createTBody();
  for (const check of list) {
    const row = body.insertRow();
    row.insertCell().textContent = check.name;
    row.insertCell().textContent = check.passed === null ? "not judged" : check.passed ? "yes" : "no";
    row.insertCell().textContent = [check.reason && words(check.reason), check.detail].filter(Boolean).join(": ");
  }
  return table;
}

// ---------------------------------------------------------------- the clockwork

let failures = 0;
async function poll() {
  if (document.hidden) return;
  const reply = await fetch("/v1/stats").catch(() => null);
  if (!reply?.ok) {
    failures += 1;
    if (failures > 1) say("bad", reply ? "The service refuses: " + reply.status : "The service does not answer; trying again");
    return;
  }
  failures = 0;
  const stats = await reply.json();
  status(stats);
  overview(stats);
  each($("environment-list"), stats.environments, (one) => one.name, buildEnvironment, updateEnvironment);
  each($("queue-list"), Object.entries(stats.queues), ([name]) => name, buildRow, updateQueue);
  each($("endpoint-list"), stats.endpoints, (one) => one.name, buildRow, updateEndpoint);
  fillFilter(stats.environments);
}

function repeat(work, milliseconds) {
  const next = () => setTimeout(() => work().catch(() => {}).finally(next), milliseconds() );
  work().catch(() => {}).finally(next);
}
filter.addEventListener("change", (event) => {
  if (event.target.name === "outcome") fillReasons();
  for (const node of document.querySelectorAll("#rollout-list details[open]")) node.open = false;
  const live = filter.elements.live;
  if (event.target.name !== "live" && !live.checked) { live.checked = true; rollouts().finally(() => { live.checked = false; }); } else rollouts();
});
filter.addEventListener("submit", (event) => event.preventDefault());
$("older").addEventListener("click", () => { filter.elements.live.checked = false; rollouts(true); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
fillReasons();
repeat(poll, () => Math.min(10000, 1000 * 2 ** Math.min(failures, 4)));
repeat(rollouts, () => 2000);
