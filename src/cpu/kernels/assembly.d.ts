/** AssemblyScript, compiled by `scripts/vite/assembly.mjs`: the module's bytes. */
declare module "*.as.ts?wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
