import { expect, expectTypeOf, test } from "vitest";
import { bind, type Bound, type CallsOf } from "../../../src/channel/methods";
import type { ServedCall } from "../../../src/channel/serve";

interface Counter {
  value: number;
}

async function add(
  counter: Counter,
  by: { readonly by: number },
  call: ServedCall<number>,
): Promise<number> {
  call.onProgress(by.by);
  counter.value += by.by;
  return counter.value;
}

async function clear(counter: Counter): Promise<null> {
  counter.value = 0;
  return null;
}

const table = { add, clear };

test("the methods of a table share the context that they are bound to", async () => {
  const reports: number[] = [];
  const call = {
    signal: new AbortController().signal,
    onProgress: (report: number) => reports.push(report),
  };
  const first = { value: 1 };
  const second = { value: 10 };
  const ofFirst = bind(table, first);
  const ofSecond = bind(table, second);
  expect(await ofFirst.add({ by: 2 }, call)).toBe(3);
  expect(await ofSecond.add({ by: 5 }, call)).toBe(15);
  expect(await ofFirst.clear()).toBeNull();
  expect([first.value, second.value]).toEqual([0, 15]);
  expect(reports).toEqual([2, 5]);
});

test("what a method is asked with and answers is read from its function", () => {
  type Calls = CallsOf<Bound<typeof table>>;
  expectTypeOf<Calls>().toEqualTypeOf<{
    readonly add: {
      readonly in: { readonly by: number };
      readonly out: number;
    };
    readonly clear: { readonly in: null; readonly out: null };
  }>();
});
