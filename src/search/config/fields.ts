import * as v from "valibot";
import { fitTo, isJsonObject, jsonObjectOf } from "../../model/json";
import { protocols, type RunConfig } from "../../model/run/configuration";
import type { Setting } from "../../model/settings";
import type { Method } from "../method";
import { choices } from "../choices";

/** Between the words that are allowed, in what a schema says that it wants. */
export const optionSeparator = "|";

export const text = v.string("text");
export const number = v.pipe(v.number("number"), v.finite("number"));
export const flag = v.boolean("flag");
export const object = v.custom<object>(isJsonObject, "object");

export function listOf<T>(item: v.GenericSchema<unknown, T>) {
  return v.array(item, "list");
}

export function only<const T extends string>(...allowed: readonly T[]) {
  return v.picklist(allowed, allowed.join(optionSeparator));
}

/** Fields of an object; what else it has stays as it is. */
export function shape<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(object, jsonObjectOf(entries));
}

/** What a setting must be; its range is checked where it runs again. */
const valueOf = (setting: Setting) =>
  setting.kind === "number" ? number : only(...setting.options);

/** A choice of a registered method with all of its settings. */
function choiceOf(family: Readonly<Record<string, Method>>) {
  const options = Object.values(family).map(({ name, settings }) =>
    v.object({
      method: v.literal(name),
      ...Object.fromEntries(
        Object.entries(settings).map(([key, setting]) => [
          key,
          valueOf(setting),
        ]),
      ),
    }),
  );
  const names = shape({ method: only(...Object.keys(family)) });
  return v.pipe(
    object,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const known = fitTo(names, dataset.value);
      const misfit = known.fits
        ? fitTo(v.variant("method", options), dataset.value)
        : known;
      if (!misfit.fits)
        addIssue({
          message: misfit.expected,
          input: misfit.value,
          path: [
            {
              type: "object",
              origin: "value",
              input: { ...dataset.value },
              key: misfit.path,
              value: misfit.value,
            },
          ],
        });
    }),
  );
}

/**
 * The type of each field of a whole configuration; whether its values are possible
 * is checked by `resolveConfig`.
 */
export const configFields = {
  hash: choiceOf(choices.hash),
  structure: choiceOf(choices.structure),
  score: choiceOf(choices.score),
  rescoring: only("f32"),
  protocol: only(...protocols),
  queries: shape({ count: number, seed: number, census: flag }),
  groundTruth: only("exact", "given"),
  k: number,
  thresholds: listOf(number),
  limits: listOf(number),
  device: only("auto", "webgpu", "cpu"),
} satisfies Record<keyof RunConfig, v.GenericSchema>;
