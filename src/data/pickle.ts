import type { PickleFaults } from "../model/faults/dataPickles";
import { Budget } from "./budget";
import { ByteCursor } from "./byteCursor";
import { DataError } from "./dataError";
import { ArrayShell, Dtype, frozenArray } from "./pickledArray";
import type { NpyArray } from "./npy";

/** What the reader makes of a pickle: plain values and numpy arrays, nothing else. */
export type PickledValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | NpyArray
  | readonly PickledValue[]
  | ReadonlyMap<string, PickledValue>;

/** A name that a pickle asks Python for; only those of numpy's arrays mean something here. */
class Global {
  readonly name: ArrayPart;
  constructor(name: ArrayPart) {
    this.name = name;
  }
}

type ArrayPart = PickleFaults["data.pickle-parts"]["part"];

/** Refusals that have nothing to tell but the file. */
type PlainRefusal = {
  [N in keyof PickleFaults]: { readonly file: string } extends PickleFaults[N]
    ? N
    : never;
}[keyof PickleFaults];

class Mark {}

type Item =
  | PickledValue
  | Global
  | Mark
  | Dtype
  | ArrayShell
  | Map<string, Item>
  | Item[];

/** Where numpy's own pickles look for the makers of arrays, old and new. */
const ARRAY_PARTS: Readonly<Partial<Record<string, ArrayPart>>> = {
  "numpy.core.multiarray _reconstruct": "reconstruct",
  "numpy._core.multiarray _reconstruct": "reconstruct",
  "numpy.core.multiarray scalar": "scalar",
  "numpy._core.multiarray scalar": "scalar",
  "numpy.core.numeric _frombuffer": "frombuffer",
  "numpy._core.numeric _frombuffer": "frombuffer",
  "numpy ndarray": "ndarray",
  "numpy dtype": "dtype",
  "_codecs encode": "encode",
};

/**
 * Reads a Python pickle of a dict of numpy arrays, numbers and texts
 * (protocols 2 to 5), as ITQ parameters are kept in. It is a reader of exactly
 * that: nothing is ever imported, called or built except arrays, and whatever
 * else the pickle asks for is refused by name.
 *
 * @throws DataError "unknown-format" for anything else, "truncated" where bytes are missing.
 */
export function readPickle(
  bytes: Uint8Array,
  fileName: string,
): ReadonlyMap<string, PickledValue> {
  const result = new PickleReader(bytes, fileName).read();
  if (!(result instanceof Map))
    throw new DataError("unknown-format", "data.pickle-no-dict", {
      file: fileName,
    });
  return result;
}

class PickleReader {
  private readonly cursor: ByteCursor;
  private readonly fileName: string;
  private readonly budget: Budget;
  private readonly stack: Item[] = [];
  private readonly memo = new Map<number, Item>();

  constructor(bytes: Uint8Array, fileName: string) {
    this.cursor = new ByteCursor(bytes, fileName);
    this.budget = new Budget(fileName);
    this.fileName = fileName;
  }

  read(): PickledValue {
    if (!this.cursor.startsWith(0x80))
      throw this.refusal("data.pickle-mark-missing");
    for (;;) {
      const code = this.cursor.u8();
      if (code === 0x2e) break;
      this.step(code);
      this.budget.spend("parts", 1);
    }
    return this.plain(this.pop());
  }

  private step(code: number): void {
    switch (code) {
      case 0x80: // PROTO
        if (this.cursor.u8() > 5) throw this.refusal("data.pickle-protocol");
        return;
      case 0x95: // FRAME: the length of what follows
        this.cursor.u64();
        return;
      case 0x28: // MARK
        return void this.push(new Mark());
      case 0x4e: // NONE
        return void this.push(null);
      case 0x88: // NEWTRUE
        return void this.push(true);
      case 0x89: // NEWFALSE
        return void this.push(false);
      case 0x4b: // BININT1
        return void this.push(this.cursor.u8());
      case 0x4d: // BININT2
        return void this.push(this.cursor.u16());
      case 0x4a: // BININT
        return void this.push(this.cursor.i32());
      case 0x8a: // LONG1
        return void this.push(this.long());
      case 0x47: // BINFLOAT
        return void this.push(this.cursor.f64());
      case 0x8c: // SHORT_BINUNICODE
        return void this.push(this.cursor.text(this.cursor.u8()));
      case 0x58: // BINUNICODE
        return void this.push(this.cursor.text(this.cursor.u32()));
      case 0x8d: // BINUNICODE8
        return void this.push(this.cursor.text(this.cursor.u64()));
      case 0x43: // SHORT_BINBYTES
        return void this.push(this.cursor.raw(this.cursor.u8()));
      case 0x42: // BINBYTES
        return void this.push(this.cursor.raw(this.cursor.u32()));
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return void this.push(this.cursor.raw(this.cursor.u64()));
      case 0x7d: // EMPTY_DICT
        return void this.push(new Map<string, Item>());
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        return void this.push([]);
      case 0x74: // TUPLE
        return void this.push(this.popToMark());
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        return void this.push(this.popMany(code - 0x84));
      case 0x61: // APPEND
        return this.append([this.pop()]);
      case 0x65: // APPENDS
        return this.append(this.popToMark());
      case 0x73: // SETITEM
        return this.setItems(this.popMany(2));
      case 0x75: // SETITEMS
        return this.setItems(this.popToMark());
      case 0x94: // MEMOIZE
        return void this.memo.set(this.memo.size, this.top());
      case 0x71: // BINPUT
        return void this.memo.set(this.cursor.u8(), this.top());
      case 0x72: // LONG_BINPUT
        return void this.memo.set(this.cursor.u32(), this.top());
      case 0x68: // BINGET
        return void this.push(this.recall(this.cursor.u8()));
      case 0x6a: // LONG_BINGET
        return void this.push(this.recall(this.cursor.u32()));
      case 0x63: // GLOBAL
        return void this.push(
          this.global(this.cursor.line(), this.cursor.line()),
        );
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.popMany(2);
        return void this.push(
          this.global(this.textOf(module), this.textOf(name)),
        );
      }
      case 0x52: // REDUCE
        return this.reduce();
      case 0x62: // BUILD
        return this.build();
      default:
        throw new DataError("unknown-format", "data.pickle-instruction", {
          file: this.fileName,
          at: this.cursor.at - 1,
          instruction: code,
        });
    }
  }

  /** Only numpy's array parts; any other name would be a call into Python. */
  private global(module: string, name: string): Global {
    const part = ARRAY_PARTS[`${module} ${name}`];
    if (part === undefined)
      throw new DataError("unknown-format", "data.pickle-asks-python", {
        file: this.fileName,
        name: `${module}.${name}`,
      });
    return new Global(part);
  }

  private reduce(): void {
    const [callable, given] = this.popMany(2);
    if (!(callable instanceof Global) || !isItems(given))
      throw this.refusal("data.pickle-call");
    this.push(this.make(callable.name, given));
  }

  private make(part: ArrayPart, given: readonly Item[]): Item {
    const [first, second, third, fourth] = given;
    switch (part) {
      case "reconstruct":
        return new ArrayShell();
      case "dtype":
        return new Dtype(this.textOf(first));
      case "scalar":
        if (first instanceof Dtype && second instanceof Uint8Array)
          return this.numberOf(first, second);
        break;
      case "frombuffer":
        if (
          first instanceof Uint8Array &&
          second instanceof Dtype &&
          isShape(third)
        )
          return this.array(second, third, first, fourth === "F");
        break;
      case "encode":
        // Protocol 2 keeps bytes as a latin-1 text.
        if (typeof first !== "string") break;
        this.budget.spend("bytes", first.length);
        return Uint8Array.from(first, (char) => char.charCodeAt(0));
    }
    throw new DataError("unknown-format", "data.pickle-parts", {
      file: this.fileName,
      part,
    });
  }

  private build(): void {
    const [target, state] = this.popMany(2);
    if (target instanceof Dtype && isItems(state)) {
      this.push(target.withOrder(this.textOf(state[1])));
      this.replaceInMemo(target, this.top());
      return;
    }
    if (target instanceof ArrayShell && isItems(state)) {
      const [, shape, dtype, fortran, data] = state;
      if (isShape(shape) && dtype instanceof Dtype) {
        const built =
          dtype.isObject && isItems(data)
            ? this.single(shape, data)
            : data instanceof Uint8Array
              ? this.array(dtype, shape, data, fortran === true)
              : null;
        if (built !== null) {
          this.push(built);
          this.replaceInMemo(target, built);
          return;
        }
      }
    }
    throw this.refusal("data.pickle-builds-no-array");
  }

  /** np.save wraps a dict as an array of one object. */
  private single(shape: readonly number[], data: readonly Item[]): Item {
    if (shape.length > 0 || data.length !== 1)
      throw this.refusal("data.pickle-array-of-objects");
    return data[0];
  }

  private array(
    dtype: Dtype,
    shape: readonly number[],
    data: Uint8Array,
    fortran: boolean,
  ): NpyArray {
    this.budget.spend("bytes", data.length);
    return frozenArray(dtype, shape, data, fortran, this.fileName);
  }

  private numberOf(dtype: Dtype, data: Uint8Array): number {
    const { data: values } = this.array(dtype, [1], data, false);
    return Number(values[0]);
  }

  /** A built thing takes the place of its shell wherever it is remembered. */
  private replaceInMemo(former: Item, built: Item): void {
    for (const [key, item] of this.memo)
      if (item === former) this.memo.set(key, built);
  }

  private append(values: readonly Item[]): void {
    const list = this.top();
    if (!isItems(list)) throw this.refusal("data.pickle-appends");
    list.push(...values);
  }

  private setItems(pairs: readonly Item[]): void {
    const dict = this.top();
    if (!(dict instanceof Map)) throw this.refusal("data.pickle-sets-items");
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const key = pairs[i];
      if (typeof key !== "string") throw this.refusal("data.pickle-key");
      dict.set(key, pairs[i + 1]);
    }
  }

  private long(): number {
    const value = this.cursor.long(this.cursor.u8());
    if (Number.isNaN(value)) throw this.refusal("data.pickle-number");
    return value;
  }

  private textOf(item: Item | undefined): string {
    if (typeof item === "string") return item;
    throw this.refusal("data.pickle-name");
  }

  private recall(key: number): Item {
    const item = this.memo.get(key);
    if (item === undefined) throw this.refusal("data.pickle-recalls");
    return item;
  }

  /** The value without what only makes sense while reading; what is shared counts each time. */
  private plain(item: Item, depth = 0): PickledValue {
    if (item instanceof Map || isItems(item)) {
      this.budget.spend(
        "objects",
        item instanceof Map ? item.size : item.length,
      );
      this.budget.check("depth", depth);
    }
    if (item instanceof Map) {
      const dict = new Map<string, PickledValue>();
      for (const [key, value] of item)
        dict.set(key, this.plain(value, depth + 1));
      return dict;
    }
    if (isItems(item)) return item.map((part) => this.plain(part, depth + 1));
    if (
      item instanceof Global ||
      item instanceof Mark ||
      item instanceof Dtype ||
      item instanceof ArrayShell
    )
      throw this.refusal("data.pickle-no-arrays");
    return item;
  }

  private refusal(name: PlainRefusal): DataError {
    return new DataError("unknown-format", name, { file: this.fileName });
  }

  private push(item: Item): void {
    this.stack.push(item);
  }

  private pop(): Item {
    const item = this.stack.pop();
    if (item === undefined) throw this.refusal("data.pickle-order");
    return item;
  }

  private top(): Item {
    const item = this.pop();
    this.push(item);
    return item;
  }

  private popMany(count: number): Item[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  private popToMark(): Item[] {
    const items: Item[] = [];
    for (let item = this.pop(); !(item instanceof Mark); item = this.pop())
      items.push(item);
    return items.reverse();
  }
}

function isItems(item: Item | undefined): item is Item[] {
  return Array.isArray(item);
}

function isShape(item: Item | undefined): item is number[] {
  return (
    isItems(item) &&
    item.every((side) => Number.isSafeInteger(side) && Number(side) >= 0)
  );
}
