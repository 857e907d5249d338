export function attach(_, dialog) {
  return {
    open: () => { if (!dialog.open) dialog.showModal(); },
    close: () => { if (dialog.open) dialog.close(); },
    detach: () => { },
  };
}
