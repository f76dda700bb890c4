// The page at the door. Without this script its forms work; with it they need no network. A scan is
// kept on the phone first, and said at once from the list; then it is sent, as often as it takes.
import { hour, List } from "./list.js";
import { exchange, Outbox } from "./outbox.js";
import { loadReader, watch } from "./scanner.js";

const EVERY = 15_000; // milliseconds between two looks at what other phones did

const door = document.querySelector("[data-door]");
const words = JSON.parse(document.getElementById("sentences").textContent);
const outbox = new Outbox(`check-in:${door.dataset.door}`);
const list = new List(door, JSON.parse(document.getElementById("people").textContent), words);
const results = new Map(); // what the server said, by the uid of the scan
let hasNetwork = true;
let lastStatus = 200; // of the last answer
let turn = Promise.resolve();

function say(text, isDone) {
  const told = door.querySelector("[data-told]");
  told.textContent = ""; // so that the same words twice are told twice
  told.classList.toggle("door__no", !isDone);
  requestAnimationFrame(() => (told.textContent = text));
}

// What the server said of the code field was about what was sent before.
function forgive() {
  const field = door.querySelector("#code");
  field.removeAttribute("aria-invalid");
  field.setAttribute("aria-describedby", "code-help");
  field.closest(".field").classList.remove("field--wrong");
  door.querySelector("#code-error")?.remove();
  document.title = document.title.replace(words.error, "");
}

const spell = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);

function draw() {
  const number = outbox.all.length;
  const waits = number === 1 ? words.waits : spell(words.wait, { n: number });
  door.querySelector("[data-waits]").textContent = number ? waits : "";
  list.draw();
}

// A UUID of version 4; `randomUUID` is absent on a site without https.
function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function take(code, how, isUndo) {
  const scan = { uid: newUid(), code, how, is_undo: isUndo, done: Date.now() };
  outbox.add(scan);
  forgive();
  const outcome = list.apply(scan);
  if (outcome) {
    const { name, since } = list.find(code);
    say(spell(words[outcome], { name, time: since && hour(since) }), true);
  }
  navigator.vibrate?.(outcome ? 60 : [60, 60, 60]);
  draw();
  await send();
  const result = results.get(scan.uid);
  if (result && !(outcome && result.is_done)) say(result.sentence, result.is_done);
  else if (!result && !outcome) say((hasNetwork && refusal(lastStatus)) || words.kept, false);
}

// One at a time, in turn: two at once would ask for each other's answers.
function send() {
  turn = turn.then(sendAll);
  return turn;
}

async function sendAll() {
  try {
    while (await sendSome());
    hasNetwork = true;
  } catch {
    hasNetwork = false;
  }
  draw();
}

// Gives whether there is more that the server would take.
async function sendSome() {
  const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
  const { status, answer, isMore } = await exchange(door.dataset.scans, outbox, token);
  if (status !== lastStatus) tell(status);
  lastStatus = status;
  if (!answer) return false;
  const taken = Object.entries(answer.results);
  taken.forEach(([uid, result]) => results.set(uid, result));
  list.take(answer.people, outbox.all);
  return isMore && taken.length > 0;
}

// Once, not at each look: it is read aloud.
function tell(status) {
  const text = refusal(status);
  if (text) say(text, false);
}

function refusal(status) {
  if (status < 400) return "";
  if (status === 401 || status === 403) return words.logged_out;
  return status === 404 ? words.no_right : words.not_now;
}

function submit(event) {
  const form = event.target;
  if (form.matches("[data-find]")) event.preventDefault();
  if (!form.matches("[data-scan]")) return;
  const sent = new FormData(form);
  if (!sent.get("code").trim()) return; // the server says what is missing
  event.preventDefault();
  take(sent.get("code"), sent.get("how"), Boolean(sent.get("is_undo")));
  if (form.querySelector("#code")) form.reset();
}

door.querySelector("#q").addEventListener("input", (event) => {
  list.sought = event.target.value;
  list.draw();
});

// Without network this page cannot be opened again: an error of the browser would take its place.
document.querySelector("main").addEventListener("click", (event) => {
  if (hasNetwork || !event.target.closest("a")) return;
  event.preventDefault();
  say(words.stay, false);
});
addEventListener("beforeunload", (event) => {
  if (!hasNetwork) event.preventDefault();
});

async function setUpCamera() {
  const camera = door.querySelector("[data-camera]");
  const [on, off, video] = camera.querySelectorAll("[data-camera-on], [data-camera-off], video");
  if (!navigator.mediaDevices?.getUserMedia) return;
  const reader = await loadReader(new URL(door.dataset.decoder, location).href);
  let breaker = new AbortController();
  const show = (isOn) => {
    on.hidden = isOn;
    off.hidden = video.hidden = !isOn;
    (isOn ? off : on).focus();
  };
  on.addEventListener("click", async () => {
    const { signal } = (breaker = new AbortController());
    show(true);
    try {
      await watch(video, reader, (code) => take(code, "scan", false), signal);
    } catch {
      if (signal.aborted) return;
      show(false);
      say(words.no_camera, false);
    }
  });
  off.addEventListener("click", () => {
    breaker.abort();
    show(false);
  });
  camera.hidden = false;
}

list.sought = door.querySelector("#q").value;
list.take(list.people, outbox.all);
draw();
door.addEventListener("submit", submit); // where the page could not be drawn, its forms go to the server
send();
setUpCamera();
setInterval(send, EVERY);
addEventListener("online", send);
