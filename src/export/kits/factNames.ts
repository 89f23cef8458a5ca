import { jsonNameOf } from "../../search/rule/column";

/** Facts of a structure under the names of JSON files: pivot_space is pivotSpace there. */
export function factsInCamelCase(
  facts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [jsonNameOf(name), value]),
  );
}
