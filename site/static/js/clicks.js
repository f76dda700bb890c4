// Tells which result was opened, for a count without the visitor (templates/search/clicks.html).
// The address of the result stays its own; without this script clicks are not counted.
const { sign, to } = document.querySelector("[data-counts-clicks]").dataset;
for (const list of document.querySelectorAll("ol.results")) {
  const links = [...list.querySelectorAll(":scope > li h2 a")];
  const tell = (event) => {
    const link = event.target.closest("h2 a");
    const isOpened = event.type === "click" || event.button === 1; // the wheel opens a new tab
    if (!link || !isOpened || !links.includes(link)) return;
    const body = new URLSearchParams({ sign, rank: list.start + links.indexOf(link) });
    navigator.sendBeacon(to, body);
  };
  list.addEventListener("click", tell);
  list.addEventListener("auxclick", tell);
}
