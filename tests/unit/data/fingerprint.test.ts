import { afterEach, describe, expect, it, vi } from "vitest";
import { fingerprint } from "../../../src/data/fingerprint";
import { awaitDataError } from "./catchDataError";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** FIPS 180-4's examples. */
const SHA256_OF_NOTHING =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const SHA256_OF_ABC =
  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

describe("fingerprint", () => {
  it("is the SHA-256 of the bytes", async () => {
    const abc = new TextEncoder().encode("abc");
    expect(await fingerprint([])).toBe(SHA256_OF_NOTHING);
    expect(await fingerprint([abc])).toBe(SHA256_OF_ABC);
  });

  it("reads parts of any type in order, only what they cover", async () => {
    const larger = new TextEncoder().encode("xxabxx");
    const parts = [
      new DataView(larger.buffer, 2, 1),
      new Uint16Array(0),
      larger.subarray(3, 4),
      Uint8Array.of(0x63),
    ];
    expect(await fingerprint(parts)).toBe(SHA256_OF_ABC);
    expect(await fingerprint([larger.subarray(2, 4)])).not.toBe(SHA256_OF_ABC);
  });

  it("reads shared memory", async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set([0x61, 0x62, 0x63]);
    expect(await fingerprint([shared])).toBe(SHA256_OF_ABC);
  });

  it("says why it cannot work on an insecure page", async () => {
    vi.stubGlobal("crypto", {});
    const error = await awaitDataError(fingerprint([]));
    expect(error.code).toBe("no-crypto");
    expect(error.hint).toContain("https");
  });
});
