// The screen in the room: fetch itself before the code in it is too old. Without network there is no
// code rather than one that works for nobody.
const screen = document.querySelector("[data-room-screen]");
const lost = screen.querySelector("[data-lost]");

async function renew() {
  let wait = 5;
  try {
    const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-room-screen]");
    if (!response.ok || !fresh) throw new Error(response.status);
    wait = Number(fresh.dataset.roomScreen);
    put(fresh);
  } catch {
    screen.querySelector(".qr")?.replaceChildren();
    lost.hidden = false;
  }
  setTimeout(renew, wait * 1000 + 200);
}

// What changes: the square and the numbers; all of it when the window opens or closes.
function put(fresh) {
  lost.hidden = true;
  const parts = [".qr", "[data-tally]"].flatMap((part) => [...screen.querySelectorAll(part)]);
  const news = [".qr", "[data-tally]"].flatMap((part) => [...fresh.querySelectorAll(part)]);
  if (parts.length !== news.length || !parts.length) return location.reload();
  parts.forEach((part, number) => part.replaceChildren(...news[number].childNodes));
}

setTimeout(renew, Number(screen.dataset.roomScreen) * 1000 + 200);
