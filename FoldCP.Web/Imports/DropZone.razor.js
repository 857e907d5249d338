// Uploads files one after the other with progress and cancel. What it shows lives in the zone's own list, which Blazor leaves alone.
const units = ["B", "kB", "MB", "GB"];

function size(bytes) {
  let unit = 0;
  for (; bytes >= 999.5 && unit < units.length - 1; unit++) bytes /= 1000;
  return `${unit === 0 || bytes >= 99.95 ? Math.round(bytes) : bytes.toFixed(1)}\u00a0${units[unit]}`;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// A line of the list: name, how far, a button that cancels or dismisses.
function line(list, file) {
  const item = element("li"), name = element("span", "name", file.name), state = element("span", "state", size(file.size));
  const bar = element("progress"), button = element("button", "btn quiet compact", "Cancel");
  state.setAttribute("role", "status");
  name.title = file.name;
  button.type = "button";
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Upload of ${file.name}`);
  button.setAttribute("aria-label", `Cancel the upload of ${file.name}`);
  item.append(name, bar, state, button);
  list.append(item);
  return {
    progress: sent => { bar.value = file.size ? sent / file.size : 1; state.textContent = `${size(sent)} of ${size(file.size)}`; },
    onCancel: act => { button.onclick = act; },
    remove: () => item.remove(),
    fail: why => {
      item.classList.add("failed");
      bar.remove();
      state.textContent = why;
      button.textContent = "Dismiss";
      button.setAttribute("aria-label", `Dismiss ${file.name}`);
      button.onclick = () => item.remove();
    },
  };
}

// The server's own words, where it has any.
function reasonOf(request) {
  if (request.status === 401) return "You are not signed in any more; nothing of it was kept. Sign in in another tab and upload it again.";
  try {
    const { detail } = JSON.parse(request.responseText);
    if (detail) return detail;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return `The server could not take it (${request.status}); nothing of it was kept. Try again; if it stays so, tell your administrator.`;
}

function send(file, shown, token) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    const failed = why => { shown.fail(why); resolve(null); };
    request.open("POST", `uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("RequestVerificationToken", token ?? "");
    request.upload.onprogress = event => shown.progress(event.loaded);
    request.onload = () => {
      if (request.status !== 201) return failed(reasonOf(request));
      shown.remove();
      resolve(JSON.parse(request.responseText).id);
    };
    request.onerror = () => failed("The connection broke off; nothing of it was kept. Try again.");
    request.onabort = () => { shown.remove(); resolve(null); };
    shown.onCancel(() => request.abort());
    request.send(file);
  });
}

export function attach(page, zone, maxBytes, token) {
  const input = zone.querySelector("[data-files]"), list = zone.querySelector("[data-uploads]"), off = new AbortController();
  const on = (target, name, act) => target.addEventListener(name, act, { signal: off.signal });

  const refusal = file =>
    file.size === 0 ? "The file is empty." :
    file.size > maxBytes ? `The file has ${size(file.size)}; at most ${size(maxBytes)} are taken. Compress it with gzip, or split it.` : null;

  const take = async files => {
    const lines = files.map(file => ({ file, shown: line(list, file), why: refusal(file) }));
    lines.filter(x => x.why).forEach(x => x.shown.fail(x.why));
    const waiting = lines.filter(x => !x.why);
    waiting.forEach(x => x.shown.onCancel(() => { x.cancelled = true; x.shown.remove(); }));
    const ids = [];
    for (const upload of waiting) {
      if (upload.cancelled) continue;
      const id = await send(upload.file, upload.shown, token);
      if (id) ids.push(id);
    }
    if (ids.length && !off.signal.aborted) await page.invokeMethodAsync("Uploaded", ids);
  };

  const hasFiles = event => [...event.dataTransfer?.types ?? []].includes("Files");
  let depth = 0;
  const over = to => { depth = to; zone.toggleAttribute("data-over", depth > 0); };

  const takeChosen = () => { take([...input.files]); input.value = ""; };
  on(zone.querySelector("[data-choose]"), "click", () => input.click());
  on(input, "change", takeChosen);
  on(document, "dragenter", event => { if (hasFiles(event)) over(depth + 1); });
  on(document, "dragleave", event => { if (hasFiles(event)) over(Math.max(0, depth - 1)); });
  on(document, "dragover", event => { if (hasFiles(event)) event.preventDefault(); });
  on(document, "drop", event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(0);
    take([...event.dataTransfer.files]);
  });

  if (input.files.length > 0) takeChosen(); // chosen before this script came
  return { detach: () => off.abort() };
}
