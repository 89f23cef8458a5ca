const modules = new WeakMap<Uint8Array, WebAssembly.Module>();

/**
 * The module of these bytes, compiled once: engines begin with quick code and
 * better it while it runs, which every new module would begin again.
 */
export function compiled(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const former = modules.get(bytes);
  if (former) return former;
  const module = new WebAssembly.Module(bytes);
  modules.set(bytes, module);
  return module;
}
