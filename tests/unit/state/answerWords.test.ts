import { expect, test } from "vitest";
import type { ComputeClient } from "../../../src/worker/client";
import { withAnswerWords } from "../../../src/state/answerWords";

/** A client that answers with the outcome of `answer`. */
function answering(answer: () => Promise<never>): ComputeClient {
  return {
    call: answer,
    onDevice: () => undefined,
    onRestart: () => undefined,
    terminate: () => undefined,
  };
}

test.each([
  ["an answer", () => Promise.resolve() as Promise<never>],
  ["a refusal", () => Promise.reject(new Error("refused"))],
])("%s waits for its sentences", async (_, answer) => {
  let arrive = () => {};
  const words = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const order: string[] = [];
  const settled = withAnswerWords(answering(answer), () => words)
    .call("start", { baseUrl: "", device: "auto" })
    .catch(() => undefined)
    .then(() => order.push("settled"));
  // Every reaction that did not wait has run by then.
  await new Promise((resolve) => setTimeout(resolve));
  order.push("words");
  arrive();
  await settled;
  expect(order).toEqual(["words", "settled"]);
});

test("a call begins without waiting for sentences", async () => {
  let calls = 0;
  const client = withAnswerWords(
    answering(() => {
      calls += 1;
      return Promise.reject(new Error("refused"));
    }),
    () => new Promise<never>(() => undefined),
  );
  void client.call("start", { baseUrl: "", device: "auto" });
  await Promise.resolve();
  expect(calls).toBe(1);
});
