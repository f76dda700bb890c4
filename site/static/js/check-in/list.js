// Who is expected and who is there, as far as this phone knows; drawn into the page.

const LATEST = 5;
const FOUND = 20;

export const clean = (text) =>
  text.toUpperCase().replace(/[\s\-–—]+/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

export class List {
  constructor(door, people, words) {
    this.door = door;
    this.people = people;
    this.words = words;
    this.sought = "";
  }

  // What the server says, and on top of that what it does not know yet.
  take(people, waiting) {
    this.people = people;
    waiting.forEach((scan) => this.apply(scan));
  }

  find(code) {
    return this.people.find((person) => person.code === clean(code));
  }

  // Gives what it comes to: "in", "again", "out"; nothing for a code that is not on the list.
  apply({ code, is_undo, done }) {
    const person = this.find(code);
    if (!person) return undefined;
    const wasIn = person.since;
    person.since = is_undo ? null : (wasIn ?? new Date(done).toISOString());
    return is_undo ? "out" : wasIn ? "again" : "in";
  }

  matches() {
    const parts = fold(this.sought).split(/\s+/).filter(Boolean);
    const has = (person) => parts.every((part) => fold(`${person.name} ${person.organisation}`).includes(part));
    return parts.length ? this.people.filter(has) : [];
  }

  draw() {
    const present = this.people.filter((person) => person.since);
    const latest = [...present].sort((a, b) => b.since.localeCompare(a.since)).slice(0, LATEST);
    const found = this.matches();
    this.fill("[data-latest]", latest);
    this.door.querySelector("[data-latest]").closest("section").hidden = !latest.length;
    this.fill("[data-found]", found.slice(0, FOUND));
    const isNobody = this.sought.trim() && !found.length;
    this.door.querySelector("[data-nobody]").textContent = isNobody ? this.words.nobody : "";
    for (const tally of document.querySelectorAll("[data-tally]")) {
      const among = (person) => !tally.dataset.tally || person.seat === tally.dataset.tally;
      tally.querySelector("[data-present]").textContent = present.filter(among).length;
      tally.querySelector("[data-expected]").textContent = this.people.filter(among).length;
    }
  }

  // The rows are drawn anew; who uses a keyboard stays at the same person.
  fill(place, people) {
    const box = this.door.querySelector(place);
    const held = box.contains(document.activeElement) && document.activeElement.form.elements.code.value;
    box.replaceChildren(...people.map((person) => this.row(person)));
    if (!held) return;
    const field = [...box.querySelectorAll("[name=code]")].find((each) => each.value === held);
    (field?.form.querySelector("button") ?? this.door.querySelector("#q")).focus();
  }

  row(person) {
    const row = this.door.querySelector("[data-person]").content.cloneNode(true);
    const act = person.since ? this.words.undo : this.words.check_in;
    row.querySelector("[data-name]").textContent = person.name;
    row.querySelector("[data-firm]").textContent = person.organisation;
    row.querySelector("[data-since]").textContent = person.since ? hour(person.since) : "";
    row.querySelector("[name=code]").value = person.code;
    row.querySelector("[name=is_undo]").value = person.since ? "1" : "";
    row.querySelector("button").textContent = act;
    row.querySelector("button").setAttribute("aria-label", `${act}: ${person.name}`);
    return row;
  }
}

// As the rest of the site writes it, on the clocks of the place: "13.00 uur", "13:00".
export function hour(moment) {
  const { zone } = document.querySelector("[data-door]").dataset;
  const how = { timeStyle: "short", timeZone: zone };
  const text = new Date(moment).toLocaleTimeString("en-GB", how);
  return document.documentElement.lang === "nl" ? `${text.replace(":", ".")} uur` : text;
}
