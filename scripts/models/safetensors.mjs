/**
 * Float32 arrays of a .safetensors file by name.
 * @param {Buffer} bytes
 * @returns {(name: string) => { shape: number[], data: Float32Array }}
 */
export function openSafetensors(bytes) {
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + headerBytes));
  return (name) => {
    const entry = header[name];
    if (!entry) throw new Error(`The weights have no ${name}.`);
    if (entry.dtype !== "F32")
      throw new Error(`${name} is ${entry.dtype}, not F32.`);
    const [from, to] = entry.data_offsets;
    const start = 8 + headerBytes;
    // A copy: the values need not be aligned in the file.
    const values = Uint8Array.from(bytes.subarray(start + from, start + to));
    return { shape: entry.shape, data: new Float32Array(values.buffer) };
  };
}
