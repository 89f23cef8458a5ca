import * as v from "valibot";
import { ConfigError } from "./configError";
import { isJsonObject } from "./json";
import type { Choice, SettingValue } from "./run/configuration";

/** A whole number's allowed values, both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What the settings of a method must fit. */
export interface DataFacts {
  readonly n: number;
  readonly dim: number;
  /** Documents that are searched: without the queries that leave the corpus. */
  readonly documents: number;
}

/** The settings of a method as given, checked or not. */
export type GivenSettings = Readonly<Record<string, unknown>>;

/** A whole number. */
export interface NumberSetting {
  readonly kind: "number";
  readonly default: number;
  readonly schema: v.GenericSchema<unknown, number>;
  /** What is ever allowed; the upper end may follow from other settings. */
  readonly allowed: (others: GivenSettings) => Range;
  /** The most that a data set carries; controls end there and opened data cut it. */
  readonly most?: (facts: DataFacts) => number;
  /** A control ends here, where scripts may go further. */
  readonly controlMax?: number;
  /** What an arrow key adds in the control. */
  readonly keyStep?: number;
  /** Draws random numbers: repeats vary it, names tell it where it is unusual. */
  readonly seed?: true;
}

/** One of some words. */
export interface ChoiceSetting<T extends string = string> {
  readonly kind: "choice";
  readonly default: T;
  readonly schema: v.GenericSchema<unknown, T>;
  readonly options: readonly T[];
  /** Options of the control; those left out are set by what was imported. */
  readonly offered: readonly T[];
}

export type Setting = NumberSetting | ChoiceSetting;

/**
 * The settings of a method by name. One description gives the type, the default,
 * the check, the control, what records and links must hold, and the cache key.
 */
export type Settings = Readonly<Record<string, Setting>>;

/** The values of settings. */
export type ValuesOf<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends ChoiceSetting<infer T> ? T : number;
};

/** Largest whole number that a setting takes. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** A whole number from `min` to `max`. */
export function wholeNumber(
  options: {
    readonly default: number;
    readonly min: number;
    readonly max?: number | ((others: GivenSettings) => number);
  } & Pick<NumberSetting, "most" | "controlMax" | "keyStep" | "seed">,
): NumberSetting {
  const { min, max = LARGEST, ...rest } = options;
  return {
    ...rest,
    kind: "number",
    schema: v.pipe(
      v.number(),
      v.safeInteger(),
      v.minValue(min),
      v.maxValue(typeof max === "number" ? max : LARGEST),
    ),
    allowed: (others) => ({
      min,
      max: typeof max === "number" ? max : max(others),
    }),
  };
}

/** A seed of numpy's generators; `max` where the generator takes fewer. */
export function seedSetting(
  max?: number | ((others: GivenSettings) => number),
): NumberSetting {
  return wholeNumber({
    default: 42,
    min: 0,
    ...(max === undefined ? {} : { max }),
    controlMax: 2 ** 32 - 1,
    seed: true,
  });
}

/** One of `options`; the control leaves out those in `notOffered`. */
export function oneOf<const T extends string>(
  options: readonly [T, ...T[]],
  notOffered: readonly T[] = [],
): ChoiceSetting<T> {
  return {
    kind: "choice",
    default: options[0],
    schema: v.picklist(options),
    options,
    offered: options.filter((option) => !notOffered.includes(option)),
  };
}

/** A value as a person wrote it: strings in quotes, NaN as NaN. */
export function asWritten(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asWritten).join(", ")}]`;
  if (isJsonObject(value)) {
    const entries = Object.entries(value);
    return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${asWritten(part)}`).join(",")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Throws unless `value` is a whole number in the range. */
export function checkWholeNumber(
  name: string,
  value: unknown,
  { min, max }: Range,
): number {
  const schema = v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(min),
    v.maxValue(max),
  );
  if (v.is(schema, value)) return value;
  throw new ConfigError("config.not-whole-number", {
    setting: name,
    value: asWritten(value),
    min,
    max,
  });
}

/** Throws unless `value` is one of `options`. */
export function checkOneOf<T extends string>(
  name: string,
  value: unknown,
  options: readonly T[],
): T {
  const matching = options.find((option) => option === value);
  if (matching !== undefined) return matching;
  throw new ConfigError("config.not-one-of", {
    setting: name,
    value: asWritten(value),
    options,
  });
}

/**
 * The values of `settings`: those given, the rest from the defaults. What is
 * given and is no setting of the method is left out.
 */
export function completeSettings(
  settings: Settings,
  given: GivenSettings,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      given[name] === undefined ? setting.default : given[name],
    ]),
  );
}

/**
 * Checks every value of `settings`; `group` stands before a setting's name in
 * what is thrown. Names in `unchecked` are taken as they are.
 *
 * @throws ConfigError naming the first wrong setting, its value and what is allowed.
 */
export function checkSettings(
  settings: Settings,
  given: GivenSettings,
  group: string,
  unchecked: readonly string[] = [],
): Record<string, SettingValue> {
  const values: Record<string, SettingValue> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const value = given[name];
    const path = `${group}.${name}`;
    if (unchecked.includes(name) && typeof value === "number")
      values[name] = value;
    else
      values[name] =
        setting.kind === "number"
          ? checkWholeNumber(path, value, setting.allowed(given))
          : checkOneOf(path, value, setting.options);
  }
  return values;
}

/** The typed settings of a checked choice of this method. */
export function readSettings<S extends Settings>(
  settings: S,
  choice: Choice,
): ValuesOf<S> {
  const entries = Object.entries(settings).map(([name, { schema }]) => [
    name,
    v.parse(schema, choice[name]),
  ]);
  // Each value has passed the schema of its own setting.
  return Object.fromEntries(entries) as ValuesOf<S>;
}
