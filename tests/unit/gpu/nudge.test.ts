import { expect, test } from "vitest";
import { nudged } from "../../../src/gpu/nudge";

/** A queue that counts what is submitted, as `nudged` uses it. */
function countingQueue(onSubmit: (count: number) => void = () => undefined) {
  let submits = 0;
  const queue: Pick<GPUQueue, "submit"> = {
    submit(buffers) {
      expect([...buffers]).toEqual([]);
      submits += 1;
      onSubmit(submits);
      return undefined;
    },
  };
  return { queue, submits: () => submits };
}

test("work that ends at once is waited for, and nothing is submitted", async () => {
  const { queue, submits } = countingQueue();
  expect(await nudged(queue, Promise.resolve(7))).toBe(7);
  expect(submits()).toBe(0);
});

test("a browser that looks only at submissions is made to look", async () => {
  const finishing: ((value: string) => void)[] = [];
  const done = new Promise<string>((resolve) => finishing.push(resolve));
  const { queue, submits } = countingQueue((count) => {
    if (count === 3) finishing.forEach((finish) => finish("done"));
  });
  expect(await nudged(queue, done)).toBe("done");
  expect(submits()).toBe(3);
});

test("a failure is handed on, and the nudging ends", async () => {
  const { queue, submits } = countingQueue();
  const failed = Promise.reject(new Error("lost"));
  await expect(nudged(queue, failed)).rejects.toThrow("lost");
  const then = submits();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(submits()).toBe(then);
});
