// Opens and closes the palette's dialog; the browser itself traps the focus, and gives it back.
export function attach(palette, dialog, input) {
  const open = () => {
    if (dialog.open) return;
    input.value = "";
    dialog.showModal();
    palette.invokeMethodAsync("Opened");
  };

  const onKey = event => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      dialog.open ? dialog.close() : open();
    }
  };

  const onClick = event => {
    if (event.target.closest?.("[data-open-palette]")) open();
  };

  const detach = () => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("click", onClick);
  };

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  input.addEventListener("keydown", event => { if (event.key === "ArrowDown" || event.key === "ArrowUp") event.preventDefault(); });
  dialog.dataset.attached = "";
  return { detach, close: () => dialog.close(), reveal: id => document.getElementById(id)?.scrollIntoView({ block: "nearest" }) };
}
