// The button of components/copy-field.html. It is hidden until this runs: without it, select and copy.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = ""; // so that a second time is told too
    field.select();
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      isCopied = document.execCommand("copy"); // no clipboard without https, or it was refused
    }
    told.textContent = isCopied ? button.dataset.done : button.dataset.failed;
  });
}
