import { unzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseNpy } from "../../../src/data/npy";
import type { NpyInput } from "../../../src/data/npy";
import { writeNpz } from "../../../src/export/npz";

const MEAN: NpyInput = {
  dtype: "f4",
  shape: [3],
  data: Float32Array.of(1, 2, 3),
};
const CODES: NpyInput = {
  dtype: "u1",
  shape: [2, 2],
  data: Uint8Array.of(1, 0, 255, 7),
};
const METADATA = new TextEncoder().encode('{"bits": 16}');

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("writeNpz", () => {
  it("holds each array as .npy and the extra files as they are", () => {
    const members = unzipSync(
      writeNpz({ mean: MEAN, codes: CODES }, { "metadata.json": METADATA }),
    );
    expect(Object.keys(members)).toEqual([
      "codes.npy",
      "mean.npy",
      "metadata.json",
    ]);
    expect(parseNpy(members["mean.npy"], "mean.npy")).toEqual({
      ...MEAN,
      fortranOrder: false,
    });
    expect(parseNpy(members["codes.npy"], "codes.npy")).toEqual({
      ...CODES,
      fortranOrder: false,
    });
    expect(members["metadata.json"]).toEqual(METADATA);
  });

  it("stores without compression, with the time 1980-01-01 12:00", () => {
    const archive = writeNpz({ mean: MEAN });
    const view = new DataView(archive.buffer);
    expect(view.getUint32(0, true)).toBe(0x04034b50);
    expect(view.getUint16(8, true)).toBe(0); // method: stored
    expect(view.getUint16(10, true)).toBe(12 << 11); // 12:00:00
    expect(view.getUint16(12, true)).toBe((1 << 5) | 1); // 1980-01-01
  });

  it("gives equal bytes for equal content, whatever the order", () => {
    const first = writeNpz({ mean: MEAN, codes: CODES }, { a: METADATA });
    const second = writeNpz({ codes: CODES, mean: MEAN }, { a: METADATA });
    expect(second).toEqual(first);
    expect(writeNpz({ mean: MEAN })).not.toEqual(writeNpz({ codes: MEAN }));
  });

  it.each(["Asia/Tokyo", "America/New_York", "Pacific/Apia"])(
    "gives equal bytes in %s",
    (zone) => {
      vi.stubEnv("TZ", "UTC");
      const inUtc = writeNpz({ mean: MEAN });
      vi.stubEnv("TZ", zone);
      expect(new Date(1980, 0, 1).getTimezoneOffset()).not.toBe(0);
      expect(writeNpz({ mean: MEAN })).toEqual(inUtc);
    },
  );

  it("refuses names that are empty or meet, and shapes that do not fit", () => {
    expect(() => writeNpz({ "": MEAN })).toThrow(/no name/);
    expect(() => writeNpz({ mean: MEAN }, { "mean.npy": METADATA })).toThrow(
      /two members are called mean\.npy/,
    );
    expect(() => writeNpz({ mean: { ...MEAN, shape: [4] } })).toThrow(
      RangeError,
    );
  });
});
