/** @typedef {import("../../src/cpu/onnxWriter.ts").OnnxTensor} OnnxTensor */

/**
 * Moves the values of large tensors into files of at most `fileBytes`, as exporters do for models
 * beyond 2 GiB.
 * @param {OnnxTensor[]} tensors @param {string} baseName "model.onnx_data"; further files end in _1, _2, ...
 * @param {number} fileBytes
 * @returns {{ tensors: OnnxTensor[], files: { name: string, bytes: Buffer }[] }}
 */
export function externalise(tensors, baseName, fileBytes) {
  const files = [];
  let parts = [];
  let size = 0;
  const nameOf = (index) => (index === 0 ? baseName : `${baseName}_${index}`);
  const flush = () => {
    if (size === 0) return;
    files.push({ name: nameOf(files.length), bytes: Buffer.concat(parts) });
    parts = [];
    size = 0;
  };
  const moved = tensors.map((tensor) => {
    if (tensor.bytes.length < 1024) return tensor;
    if (size > 0 && size + tensor.bytes.length > fileBytes) flush();
    const external = { location: nameOf(files.length), offset: size };
    parts.push(tensor.bytes);
    size += tensor.bytes.length;
    return { ...tensor, external };
  });
  flush();
  return { tensors: moved, files };
}
