/** GPU buffers that one call owns and frees together. */
export interface BufferOwner {
  /** A buffer of at least `sizeBytes`, rounded up to whole words. */
  create(label: string, sizeBytes: number, usage: number): GPUBuffer;
  /** Frees every buffer created here. */
  destroyAll(): void;
}

/** An owner of buffers on `device`, empty at first. */
export function createBufferOwner(device: GPUDevice): BufferOwner {
  const buffers: GPUBuffer[] = [];
  return {
    create(label, sizeBytes, usage) {
      const size = Math.ceil(sizeBytes / 4) * 4;
      const buffer = device.createBuffer({ label, size, usage });
      buffers.push(buffer);
      return buffer;
    },
    destroyAll() {
      for (const buffer of buffers) buffer.destroy();
      buffers.length = 0;
    },
  };
}
