import * as v from "valibot";

/** An object of a JSON text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON text is an object: no array, and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Any object of a JSON text, as it is. */
export const jsonObject = v.custom<JsonObject>(isJsonObject, "object");

/** A whole number from 0 on. */
export const count = v.pipe(
  v.number("count"),
  v.safeInteger("count"),
  v.minValue(0, "count"),
);

/**
 * An object of a JSON text with these fields; others are left out. A field that is not there is
 * read as undefined, so that what does not fit is the field and not the object.
 */
export function jsonObjectOf<E extends v.ObjectEntries>(entries: E) {
  const absent = Object.fromEntries(
    Object.keys(entries).map((name) => [name, undefined]),
  );
  return v.pipe(
    jsonObject,
    v.transform((value): JsonObject => ({ ...absent, ...value })),
    v.object(entries),
  );
}

/** The items that fit; none of what is no list. */
export function itemsThatFit<T>(
  item: v.GenericSchema<unknown, T>,
  list: unknown,
): T[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown) => {
    const result = v.safeParse(item, value);
    return result.success ? [result.output] : [];
  });
}

/** What fits a schema, or the first place that does not. */
export type Fitting<T> =
  | { readonly fits: true; readonly value: T }
  | {
      readonly fits: false;
      /** "files[0].sha256"; "" is the whole. */
      readonly path: string;
      readonly value: unknown;
      /** What the schema says that it wants: "text", "count". */
      readonly expected: string;
    };

/** Compares a value with a schema whose messages say what is wanted. */
export function fitTo<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
): Fitting<T> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { fits: true, value: result.output };
  const [{ path = [], input, message }] = result.issues;
  const names = path.map(({ key }) =>
    typeof key === "number" ? `[${key}]` : `.${String(key)}`,
  );
  return {
    fits: false,
    path: names.join("").replace(/^\./, ""),
    value: input,
    expected: message,
  };
}
