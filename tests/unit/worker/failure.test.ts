import { describe, expect, test } from "vitest";
import { CancelledError } from "../../../src/compute/backend";
import { DataError } from "../../../src/data/dataError";
import { ConfigError } from "../../../src/model/configError";
import { describeFailure } from "../../../src/worker/failure";

const { signal } = new AbortController();

describe("describeFailure", () => {
  test("a cancel is one, whatever the cancelled work then threw", () => {
    const cancelled = {
      name: "CancelledError",
      message: "Cancelled.",
      hint: null,
      code: "cancelled",
    };
    expect(describeFailure(new CancelledError(), signal)).toEqual(cancelled);
    expect(
      describeFailure(new Error("download aborted"), AbortSignal.abort()),
    ).toEqual(cancelled);
  });

  test("a fault of the data keeps its code, words and way out", () => {
    const error = new DataError(
      "non-finite",
      "a.npy",
      "a.npy has NaN.",
      "Embed again.",
    );
    expect(describeFailure(error, signal)).toEqual({
      name: "DataError",
      message: "a.npy has NaN.",
      hint: "Embed again.",
      code: "non-finite",
    });
  });

  test("a setting that cannot be run keeps its words and way out", () => {
    const error = new ConfigError("k is 0.", "Give a whole number.");
    expect(describeFailure(error, signal)).toEqual({
      name: "ConfigError",
      message: "k is 0.",
      hint: "Give a whole number.",
      code: "bad-config",
    });
  });

  test.each([
    "Array buffer allocation failed",
    "Invalid typed array length: 9",
  ])("“%s” is told as missing memory", (message) => {
    const failure = describeFailure(new RangeError(message), signal);
    expect(failure.message).toBe(
      `There is not enough memory for this: ${message}.`,
    );
    expect(failure.hint).toBe("Use fewer documents, queries or neighbours.");
    expect(failure.code).toBe("internal");
  });

  test("anything else is a fault of the app, with its own message", () => {
    const failure = describeFailure(
      new TypeError("x is not a function"),
      signal,
    );
    expect(failure).toMatchObject({
      name: "TypeError",
      message: "x is not a function",
      code: "internal",
    });
    expect(failure.hint).toMatch(/fault of the app/);
    expect(describeFailure("a thrown text", signal)).toMatchObject({
      name: "Error",
      message: "a thrown text",
      code: "internal",
    });
  });
});
