// What the frame does in the browser alone, for the whole document: copying, the theme, focus, the way back to the server.
const copied = async button => {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.dataset.copied = "";
  setTimeout(() => delete button.dataset.copied, 1200);
};

const showTheme = () => document.querySelectorAll("[data-theme-choice]").forEach(choice =>
  choice.setAttribute("aria-pressed", String(choice.dataset.themeChoice === window.foldcpTheme.get())));

const chosen = choice => {
  window.foldcpTheme.set(choice.dataset.themeChoice);
  showTheme();
};

const focused = (link, event) => {
  event.preventDefault();
  document.getElementById(link.dataset.focus)?.focus();
};

const clicks = {
  "[data-copy]": copied,
  "[data-theme-choice]": chosen,
  "[data-focus]": focused,
  "[data-reconnect]": () => window.Blazor.reconnect(),
  "[data-reload]": () => location.reload(),
};

document.addEventListener("click", event => {
  for (const [selector, act] of Object.entries(clicks)) {
    const target = event.target.closest?.(selector);
    if (target) act(target, event);
  }
});

// A file that is dropped where nobody takes it would replace the page.
for (const name of ["dragover", "drop"])
  document.addEventListener(name, event => { if ([...event.dataTransfer?.types ?? []].includes("Files")) event.preventDefault(); });

// "toggle" does not bubble: it is caught on its way down.
document.addEventListener("toggle", event => { if (event.target.matches?.("[data-theme-menu]")) showTheme(); }, true);
