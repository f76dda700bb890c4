// Scans that the server has not taken in yet: codes and hours, no names. They outlive a reload, a
// closed page and an empty battery. Whoever opens the page on this phone next sends them.
export class Outbox {
  constructor(name) {
    this.name = name;
    this.kept = []; // where the browser stores nothing, as long as the page is open
    this.isStored = true;
  }

  get all() {
    if (!this.isStored) return this.kept; // what is stored is of before
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "[]");
    } catch {
      return this.kept;
    }
  }

  set all(scans) {
    this.kept = scans;
    try {
      localStorage.setItem(this.name, JSON.stringify(scans));
      this.isStored = true;
    } catch {
      this.isStored = false; // full, or forbidden
    }
  }

  add(scan) {
    this.all = [...this.all, scan];
  }

  drop(uids) {
    this.all = this.all.filter((scan) => !uids.includes(scan.uid));
  }
}

// So many at a time; the server takes no more in one go.
const AT_ONCE = 50;
// Milliseconds after which a network that does not answer is none.
const PATIENCE = 10_000;

// Sends what is kept and gets who is there; throws without network, else gives status and answer.
export async function exchange(address, outbox, token) {
  const now = Date.now();
  const scans = outbox.all.slice(0, AT_ONCE).map(({ done, ...scan }) => ({ ...scan, age: now - done }));
  const asked = scans.length
    ? { method: "POST", body: JSON.stringify(scans), headers: { "X-CSRFToken": token } }
    : {};
  const { status, answer } = await fetchInTime(address, { ...asked, cache: "no-store" });
  if (!answer) return { status };
  outbox.drop(Object.keys(answer.results));
  return { status, answer, isMore: scans.length > 0 && outbox.all.length > 0 };
}

// `AbortSignal.timeout` is absent on older phones.
async function fetchInTime(address, options) {
  const breaker = new AbortController();
  const timer = setTimeout(() => breaker.abort(), PATIENCE);
  try {
    const response = await fetch(address, { ...options, signal: breaker.signal });
    return { status: response.status, answer: response.ok ? await response.json() : null };
  } finally {
    clearTimeout(timer);
  }
}
