// What the pages can do without: the next item at once, one key a decision, the recording at a second.
"use strict";

const main = document.getElementById("main");
const said = document.getElementById("said");
const ahead = new Map(); // pages of items that come next, by id
const past = []; // ids of items that were shown before
let turn = Promise.resolve(); // decisions are sent one after the other
let shown = 0; // items that were asked for to be shown
let unsent = 0;

const card = () => document.getElementById("card");

function ask(path, form) {
  const body = form ? new URLSearchParams(form) : undefined;
  return fetch(path, { method: form ? "POST" : "GET", body, headers: { "X-Minutebook": "part" }, credentials: "same-origin", keepalive: Boolean(form) });
}

function say(words, problem = false) {
  said.textContent = words;
  said.className = problem ? "shown problem" : "shown";
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { said.className = ""; }, problem ? 12000 : 4000);
}

/** Fetch an item that comes next, and some after it. */
function fetchAhead(id, depth = 3) {
  if (!id || id === "end") return;
  if (!ahead.has(id)) {
    const page = ask(`/review/${id}`).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
    page.catch(() => ahead.delete(id));
    ahead.set(id, page);
  }
  if (depth > 1) ahead.get(id).then((html) => fetchAhead(/data-next="([^"]*)"/.exec(html)?.[1], depth - 1), () => {});
}

async function show(id, remember = true) {
  const mine = shown += 1; // what is fetched late never covers what was asked for after it
  if (remember && card()?.dataset.id) past.push(card().dataset.id);
  if (id === "end") await turn;
  fetchAhead(id, 1);
  let html;
  try {
    html = await (ahead.get(id) ?? ask("/review/end").then((answer) => answer.text()));
  } catch {
    say("Minutebook does not answer; is `minutebook serve` still running?", true);
    return;
  }
  ahead.delete(id);
  if (mine !== shown) return;
  main.innerHTML = html;
  history.replaceState(null, "", `/review/${id}`);
  settle();
}

function settle() {
  if (!card()) return;
  window.scrollTo(0, 0);
  const asked = document.getElementById("same-as");
  (asked ?? document.getElementById("words"))?.focus({ preventScroll: true });
  asked?.parentElement.scrollIntoView({ block: "nearest" });
  document.querySelectorAll(".heard:not(.several), .several .passage").forEach(bringToSight);
  fetchAhead(card().dataset.next);
}

/** Scroll a passage that has a height of its own to what is lit in it: to its first line where there is room for all, else to its last. */
function bringToSight(passage) {
  const lit = [...passage.querySelectorAll(".talk .lit")];
  if (!lit.length || getComputedStyle(passage).overflowY !== "auto") return;
  const top = passage.getBoundingClientRect().top - passage.scrollTop;
  const first = lit[0].getBoundingClientRect().top - top;
  const last = lit[lit.length - 1].getBoundingClientRect().bottom - top;
  const room = passage.clientHeight * 2 / 3;
  passage.scrollTop = (last - first < room ? first : last - room) - passage.clientHeight / 3;
}

/** Send a decision; the next item does not wait for it, unless words that may not be understood are part of it. */
async function decide(form, button) {
  const { id, next } = card().dataset;
  const fields = new FormData(form);
  if (button?.name) fields.set(button.name, button.value);
  if (button?.dataset.act && !fields.get("act")) fields.set("act", button.dataset.act);
  if (fields.get("act") === "skip") return show(next);
  const careful = "open" in form.dataset;
  const sent = turn.then(() => ask(form.getAttribute("action"), fields)).then(answered);
  unsent += 1;
  turn = sent.catch(() => {}).finally(() => { unsent -= 1; });
  if (!careful) show(next);
  try {
    const { said: words, failed } = await sent;
    say(words, failed);
    if (failed && !careful) { ahead.delete(id); await show(id, false); }
    if (!failed && careful) { ahead.delete(id); await show(fields.get("act") === "edit" ? id : next); }
  } catch (problem) {
    say(String(problem.message ?? problem), true);
    if (!careful) { ahead.delete(id); await show(id, false); }
  }
}

async function answered(answer) {
  if (answer.headers.get("content-type")?.includes("json")) return answer.json();
  const text = new DOMParser().parseFromString(await answer.text(), "text/html");
  throw new Error(text.querySelector("p")?.textContent || text.body.textContent || `Error ${answer.status}`);
}

async function undo(form) {
  try {
    await turn;
    const { said: words, id } = await ask("/review/undo", new FormData(form)).then(answered);
    ahead.clear();
    await show(id, false);
    say(words);
  } catch (problem) {
    say(String(problem.message ?? problem), true);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#card") || form.method === "get") return;
  event.preventDefault();
  if (form.dataset.act === "undo") undo(form);
  else decide(form, event.submitter);
});

function open(details, field) {
  const box = document.getElementById(details);
  if (!box) return;
  box.open = true;
  const into = field ? document.getElementById(field) : box.querySelector("button, summary");
  into?.focus();
  into?.select?.();
}

/** Close "Same as". Whether it was open. */
function leave() {
  const open = Boolean(document.getElementById("same-as"));
  if (open) show(card().dataset.id, false);
  return open;
}

const keys = {
  a: () => press('.acts button[value="accept"]'),
  r: () => press('.acts button[value="reject"]'),
  x: () => press('.acts button[value="done"]'),
  s: () => press('.acts button[value="skip"]'),
  u: () => press('form[data-act="undo"] button'),
  e: () => open("change", "edit-words"),
  o: () => open("change", "edit-owner"),
  d: () => open("change", "edit-due"),
  m: () => {
    const link = document.querySelector("[data-key=m]");
    if (link) turn.then(() => location.assign(link.href));
    else document.getElementById("same")?.focus();
  },
  Escape: leave,
  b: () => { if (leave()) return; const id = past.pop() || card().dataset.previous; if (id) show(id, false); },
  "?": () => { const help = document.getElementById("help"); if (help) help.open = !help.open; },
};

/** Keys of a list: a digit opens a line, the next key says what becomes of it. Whether the key meant something here. */
function list(key) {
  const line = document.querySelector("#card .line[open]");
  const take = (box) => { if (box) { box.checked = true; box.dispatchEvent(new Event("change", { bubbles: true })); } line.open = false; document.getElementById("words").focus({ preventScroll: true }); };
  if (!line) {
    const lines = [...document.querySelectorAll("#card .line")];
    if (/^[1-9]$/.test(key)) { const picked = lines[Number(key) - 1]; if (picked) { picked.open = true; picked.querySelector("summary").focus(); picked.scrollIntoView({ block: "nearest" }); } return true; }
    if (key === "R") return press('.acts button[value="reject"]');
    if (key === "c") { show(card().dataset.alone); return true; }
    if ("rxeod".includes(key)) { say("Press the number of a line first; R rejects all"); return true; }
    return false;
  }
  if (/^[1-9]$/.test(key)) { const other = line.querySelector(`[data-choice="${key}"]`); if (other) { line.querySelector('[value="accept"]').checked = true; take(other); } return true; }
  const fate = { a: "accept", y: "accept", r: "reject", n: "reject", x: "done", s: "skip" }[key];
  if (fate) { const box = line.querySelector(`[name^="fate-"][value="${fate}"]`); if (fate === "accept") { const stands = line.querySelector('[name^="as-"][value=""]'); if (stands) stands.checked = true; } if (box) take(box); return true; }
  const field = line.querySelector(`[data-key="${key}"]`);
  if (field) { field.focus(); field.select(); return true; }
  if (key === "Escape" || key === "b") { take(null); return true; }
  return false;
}

/** Say on a line what becomes of it. */
function tell(line) {
  const fate = line.querySelector('[name^="fate-"]:checked').value;
  const other = line.querySelector('[name^="as-"]:checked')?.dataset.words;
  const typed = [...line.querySelectorAll("[data-key]")].filter((field) => field.value.trim() !== line.querySelector(`[name="${field.name}-was"]`).value.trim());
  if (typed.length) line.closest("form").dataset.open = "";
  const changes = [other, ...typed.filter((field) => field.dataset.key !== "e").map((field) => field.value.trim() || "none")].filter(Boolean);
  const words = line.querySelector('[data-key="e"]');
  if (words && words.value.trim()) line.querySelector(".text").textContent = words.value.trim();
  line.dataset.fate = fate;
  line.querySelector(".fate").textContent = { reject: "rejected", done: "done already", skip: "left" }[fate] ?? (changes.length ? `→ ${changes.join(", ")}` : "");
  const kept = [...document.querySelectorAll("#card .line")].filter((each) => (each.dataset.fate ?? "accept") === "accept").length;
  document.querySelector('.acts button[value="accept"]').firstChild.textContent = kept ? `Accept ${kept} ` : "Do so ";
}

document.addEventListener("change", (event) => { const line = event.target.closest(".line"); if (line) tell(line); });
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".line") && event.target.open) document.querySelectorAll("#card .line[open]").forEach((each) => { if (each !== event.target) each.open = false; });
}, true);

function press(selector) {
  const button = document.querySelector(`#card ${selector}`);
  button?.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target, key } = event;
  const writing = target.matches("input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select");
  if (writing) {
    const line = target.closest(".line");
    if (line && (key === "Escape" || (key === "Enter" && !event.shiftKey))) { event.preventDefault(); tell(line); line.open = false; document.getElementById("words").focus({ preventScroll: true }); return; }
    if (key === "Escape") { target.closest("details")?.removeAttribute("open"); target.blur(); document.getElementById("words")?.focus(); }
    if (key === "Enter" && target.matches("textarea") && !event.shiftKey && target.closest("#change")) {
      event.preventDefault();
      target.form.requestSubmit(target.form.querySelector('[value="accept"]'));
    }
    return;
  }
  if (key === "/") { event.preventDefault(); document.getElementById("find").focus(); return; }
  const many = document.querySelector("#many form.many");
  if (many && (key === "a" || key === "r")) { event.preventDefault(); many.querySelector(`[value="${key === "a" ? "accept" : "reject"}"]`).click(); return; }
  if (many && key === "t") { const boxes = [...many.querySelectorAll("[type=checkbox]")]; const all = boxes.every((box) => box.checked); boxes.forEach((box) => { box.checked = !all; }); return; }
  if (key === "l") { const link = document.querySelector("[data-key=l]"); if (link) { turn.then(() => location.assign(link.href)); return; } }
  if (key === "u" && !card()) { document.querySelector('.notice form[action="/review/undo"] button')?.click(); return; }
  if (key === "Enter" && target === document.body) { document.querySelector("[data-key=Enter]")?.click(); return; }
  if (!card()) return;
  if (card().dataset.kind === "together" && list(key)) { event.preventDefault(); return; }
  if (/^[1-9]$/.test(key)) { press(`[data-choice="${key}"]`); return; }
  if (keys[key]) { event.preventDefault(); keys[key](); }
});

addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

document.addEventListener("click", (event) => {
  const at = event.target.closest("[data-second]");
  const audio = document.getElementById("audio");
  if (!at || !audio) return;
  event.preventDefault();
  audio.currentTime = Number(at.dataset.second);
  audio.play().catch(() => say("This browser cannot play the recording.", true));
});

settle();
