// One Mol* viewer in one element. The browser fetches structures itself: nothing of them passes through the circuit.
import { drawnAs, qualityFor, representationFor } from '../js/representation.js';

// Mol* is a global, not an ES module, and must not be loaded twice ("Symbol already added").
let loading;

function ensureMolstar() {
  if (window.molstar?.Viewer) return Promise.resolve(window.molstar);
  return loading ??= new Promise((resolve, reject) => {
    const base = new URL('lib/molstar/', document.baseURI);
    const css = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('molstar.css', base) });
    const js = Object.assign(document.createElement('script'), { src: new URL('molstar.js', base), async: true });
    js.onload = () => resolve(window.molstar);
    js.onerror = () => { loading = undefined; reject(new Failure('Unavailable', 'lib/molstar/molstar.js could not be loaded')); };
    document.head.append(css, js);
  });
}

class Failure extends Error {
  constructor(kind, message) { super(message); this.kind = kind; }
}

function hasWebGl() {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers allow about 16
  return context !== null;
}

export async function attach(dotnet, element) {
  try {
    if (!hasWebGl()) throw new Failure('NoWebGl', 'no WebGL context');
    const molstar = await ensureMolstar();
    const viewer = await molstar.Viewer.create(element, {
      layoutIsExpanded: false, layoutShowControls: false, layoutShowRemoteState: false, layoutShowSequence: false,
      layoutShowLog: false, layoutShowLeftPanel: false, viewportShowReset: false, viewportShowScreenshotControls: false,
      viewportShowControls: false, viewportShowExpand: false, viewportShowToggleFullscreen: false, viewportShowSettings: false,
      viewportShowSelectionMode: false, viewportShowAnimation: false, viewportShowTrajectoryControls: false,
      config: [[molstar.lib.plugin.PluginConfig.Viewport.ShowIllumination, false], [molstar.lib.plugin.PluginConfig.Viewport.ShowXR, 'never']],
      extensions: ['ma-quality-assessment'], // an empty list would drop the pLDDT theme without a word
      volumeStreamingDisabled: true, pluginStateServer: '', // nothing leaves our origin
    });
    return new StructureHandle(viewer, dotnet, element);
  } catch (failure) {
    await dotnet.invokeMethodAsync('Failed', failure.kind ?? 'Unavailable', String(failure.message ?? failure));
    return null;
  }
}

class StructureHandle {
  #viewer; #dotnet; #element; #observers = []; #latest = 0; #shown = null; #disposed = false;

  constructor(viewer, dotnet, element) {
    this.#viewer = viewer; this.#dotnet = dotnet; this.#element = element;
    const size = new ResizeObserver(() => viewer.handleResize());
    size.observe(element);
    const theme = new MutationObserver(() => requestAnimationFrame(() => this.#paintBackground()));
    for (const root of [document.documentElement, document.body])
      theme.observe(root, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)'), repaint = () => this.#paintBackground();
    system.addEventListener('change', repaint);
    this.#observers.push(size, theme, { disconnect: () => system.removeEventListener('change', repaint) });
    viewer.plugin.canvas3d?.setProps({ camera: { helper: { axes: { name: 'off', params: {} } } } });
    this.#paintBackground();
  }

  // Only the newest request is shown; an older one that arrives late is dropped.
  async load(url, colour, style) {
    const request = ++this.#latest;
    const isStale = () => this.#disposed || request !== this.#latest;
    try {
      const text = await download(url);
      if (isStale()) return;
      const { builders } = this.#viewer.plugin;
      await this.#viewer.plugin.clear();
      this.#shown = null;
      const data = await builders.data.rawData({ data: text, label: url });
      const trajectory = await builders.structure.parseTrajectory(data, 'mmcif');
      const model = await builders.structure.createModel(trajectory);
      const structure = await builders.structure.createStructure(model, { name: 'model', params: {} });
      if (isStale()) return;
      this.#shown = { structure, colour, style };
      const drawn = await this.#draw();
      this.#viewer.plugin.managers.camera.reset(undefined, 0);
      const { elementCount, polymerResidueCount } = structure.obj.data;
      if (!isStale()) await this.#dotnet.invokeMethodAsync('Shown', elementCount, polymerResidueCount, drawn);
    } catch (failure) {
      if (!isStale()) await this.#dotnet.invokeMethodAsync('Failed', failure.kind ?? 'Unreadable', String(failure.message ?? failure));
    }
  }

  async clear() {
    this.#latest++;
    this.#shown = null;
    await this.#viewer.plugin.clear();
  }

  async setColour(colour) {
    if (!this.#shown) return;
    this.#shown.colour = colour;
    const { hierarchy, component } = this.#viewer.plugin.managers.structure;
    await component.updateRepresentationsTheme(hierarchy.current.structures.flatMap(s => s.components), { color: colour });
  }

  async setStyle(style) {
    if (!this.#shown) return;
    this.#shown.style = style;
    const { hierarchy, component } = this.#viewer.plugin.managers.structure;
    await component.clear(hierarchy.current.structures);
    const drawn = await this.#draw();
    await this.#dotnet.invokeMethodAsync('Drawn', drawn);
  }

  async #draw() {
    const { structure, colour, style } = this.#shown, data = structure.obj.data;
    const { builders, canvas3d } = this.#viewer.plugin;
    const large = data.elementCount > 100_000;
    canvas3d?.setProps({ multiSample: { mode: large ? 'off' : 'temporal' } });
    const drawn = drawnAs(style, data, window.molstar.lib.structure);
    const all = await builders.structure.tryCreateComponentStatic(structure, 'all');
    await builders.structure.representation.addRepresentation(all, {
      type: representationFor(drawn, data.elementCount), color: colour,
      typeParams: { quality: qualityFor(data.elementCount), ...(drawn === 'Spacefill' ? { sizeFactor: 0.9 } : {}) },
    });
    return drawn;
  }

  spin(on) {
    this.#viewer.plugin.canvas3d?.setProps({ trackball: { animate: on ? { name: 'spin', params: { speed: 0.08 } } : { name: 'off', params: {} } } });
  }

  resetCamera() { this.#viewer.plugin.managers.camera.reset(undefined, 250); }

  saveImage(name) { return this.#viewer.plugin.helpers.viewportScreenshot?.download(name); }

  async toggleFullscreen(frame) {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await frame.requestFullscreen();
  }

  #paintBackground() {
    if (this.#disposed) return;
    const [r, g, b] = (getComputedStyle(this.#element).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
    this.#viewer.plugin.canvas3d?.setProps({ renderer: { backgroundColor: (r << 16) | (g << 8) | b } });
  }

  async detach() {
    this.#disposed = true;
    this.#observers.forEach(observer => observer.disconnect());
    await this.#viewer.plugin.clear();
    this.#viewer.dispose();
    this.#element.replaceChildren();
  }
}

async function download(url) {
  let answer;
  try {
    answer = await fetch(new URL(url, document.baseURI), { credentials: 'same-origin' });
  } catch (failure) {
    throw new Failure('Unreachable', String(failure.message ?? failure));
  }
  if (answer.status === 404 || answer.status === 410) throw new Failure('Gone', `HTTP ${answer.status}`);
  if (answer.status === 401 || answer.status === 403 || answer.redirected) throw new Failure('NotAllowed', `HTTP ${answer.status}`);
  if (!answer.ok) throw new Failure('Unreachable', `HTTP ${answer.status}`);
  return answer.text();
}
