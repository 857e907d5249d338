// Runs before the first paint: the person's choice of light or dark, or the system's where none was made.
(() => {
  const key = "foldcp-theme";
  const root = document.documentElement;
  const apply = choice => choice === "light" || choice === "dark" ? root.dataset.theme = choice : delete root.dataset.theme;
  window.foldcpTheme = {
    get: () => localStorage.getItem(key) ?? "system",
    set: choice => {
      choice === "system" ? localStorage.removeItem(key) : localStorage.setItem(key, choice);
      apply(choice);
    },
  };
  apply(foldcpTheme.get());
  window.addEventListener("storage", e => { if (e.key === key) apply(e.newValue); });
})();
