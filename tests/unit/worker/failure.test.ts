import { describe, expect, test } from "vitest";
import { CancelledError } from "../../../src/compute/backend";
import { DataError } from "../../../src/data/dataError";
import { ConfigError } from "../../../src/model/configError";
import { languages, wordFault } from "../../../src/words/languages";
import { describeFailure } from "../../../src/worker/failure";

const { signal } = new AbortController();

describe("describeFailure", () => {
  test("a cancel is one, whatever the cancelled work then threw", () => {
    const cancelled = {
      name: "CancelledError",
      code: "cancelled",
      fault: { name: "session.cancelled", params: {} },
    };
    expect(describeFailure(new CancelledError(), signal)).toEqual(cancelled);
    expect(
      describeFailure(new Error("download aborted"), AbortSignal.abort()),
    ).toEqual(cancelled);
  });

  test("a fault of the data keeps its code, name and parameters", () => {
    const params = { file: "a.npy", bytes: 9 };
    const error = new DataError("truncated", "data.value-cut", params);
    expect(describeFailure(error, signal)).toEqual({
      name: "DataError",
      code: "truncated",
      fault: { name: "data.value-cut", params },
    });
  });

  test("a setting that cannot be run is told by name and parameters", () => {
    const params = { setting: "k", value: "0", min: 1, max: 1000 };
    const error = new ConfigError("config.not-whole-number", params);
    expect(describeFailure(error, signal)).toEqual({
      name: "ConfigError",
      code: "bad-config",
      fault: { name: "config.not-whole-number", params },
    });
  });

  test.each([
    "Array buffer allocation failed",
    "Invalid typed array length: 9",
  ])("“%s” is told as missing memory", (message) => {
    const failure = describeFailure(new RangeError(message), signal);
    expect(failure.code).toBe("internal");
    expect(wordFault(languages.en, failure.fault)).toEqual({
      message: `There is not enough memory for this: ${message}.`,
      hint: "Use fewer documents, queries or neighbours.",
    });
  });

  test("anything else is a fault of the app, with its own message", () => {
    const failure = describeFailure(
      new TypeError("x is not a function"),
      signal,
    );
    expect(failure).toMatchObject({
      name: "TypeError",
      code: "internal",
      fault: {
        name: "session.internal",
        params: { detail: "x is not a function" },
      },
    });
    const { message, hint } = wordFault(languages.en, failure.fault);
    expect(message).toBe("x is not a function");
    expect(hint).toMatch(/fault of the app/);
    expect(describeFailure("a thrown text", signal)).toMatchObject({
      name: "Error",
      code: "internal",
      fault: { name: "session.internal", params: { detail: "a thrown text" } },
    });
  });
});
