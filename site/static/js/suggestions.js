// Suggestions under a field of search, as a combobox with a list (ARIA 1.2). Without this the form works as it is.
const WAIT = 150; // milliseconds after the last letter
const SHORTEST = 2;

class Suggestions {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("ul");
    this.told = document.createElement("p");
    this.asked = 0;
    this.current = -1;
    this.draw();
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
  }

  draw() {
    const { field, list, told } = this;
    list.id = `${field.id}-suggestions`;
    list.className = "suggestions";
    list.role = "listbox";
    list.ariaLabel = field.dataset.name;
    list.hidden = true;
    told.className = "visually-hidden";
    told.role = "status";
    field.form.append(list, told);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
    })) field.setAttribute(name, value);
  }

  wait() {
    clearTimeout(this.timer);
    this.asked += 1; // an answer to what stood here before comes too late
    if (this.field.value.trim().length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(this.asked), WAIT);
  }

  async ask(number) {
    const address = `${this.field.dataset.suggestions}?${new URLSearchParams({ q: this.field.value })}`;
    let html = "";
    try {
      const answer = await fetch(address);
      html = answer.ok ? await answer.text() : "";
    } catch {
      // no connection: the form still works
    }
    if (number === this.asked && document.activeElement === this.field) this.show(html);
  }

  show(html) {
    this.list.innerHTML = html; // our own page, escaped there
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, place) => { option.id = `${this.list.id}-${place}`; });
    this.mark(-1);
    this.list.hidden = !this.options.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.told.textContent = this.options.length ? `${this.field.dataset.name}: ${this.options.length}` : "";
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.show("");
  }

  mark(place) {
    this.options.forEach((option, number) => { option.ariaSelected = String(number === place); });
    this.current = place;
    const option = this.options[place];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  go(option) {
    if (option) location.assign(option.dataset.href);
  }

  press(event) {
    if (this.list.hidden) return;
    const last = this.options.length - 1;
    const places = {
      ArrowDown: this.current < last ? this.current + 1 : -1,
      ArrowUp: this.current < 0 ? last : this.current - 1,
    };
    if (event.key in places) this.mark(places[event.key]);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.current >= 0) this.go(this.options[this.current]);
    else return;
    event.preventDefault();
  }
}

for (const field of document.querySelectorAll("input[data-suggestions]")) new Suggestions(field);
