// Opens and closes the palette's dialog; the browser itself traps the focus, and gives it back.
export function attach(dialog, input, palette) {
  const open = () => {
    if (dialog.open) return;
    input.value = "";
    dialog.showModal();
    palette.invokeMethodAsync("Opened");
  };

  const onKey = event => {
    if (!dialog.isConnected) return detach();
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      dialog.open ? dialog.close() : open();
    }
  };

  const onClick = event => {
    if (!dialog.isConnected) return detach();
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
}

export const close = dialog => dialog.close();

export const reveal = id => document.getElementById(id)?.scrollIntoView({ block: "nearest" });
