import type {
  Choice,
  HashChoice,
  PartialChoice,
  PartialConfig,
  Protocol,
  RunConfig,
} from "../../model/run/configuration";
import { completeSettings } from "../../model/settings";
import type { Method } from "../method";
import { type Choices, choices as registered } from "../choices";
import { structureAsked } from "./given";

/** What a protocol brings along where it is not given otherwise. */
const protocolStructure: Readonly<Partial<Record<Protocol, Choice>>> = {
  "notebook-67": { method: "pivots", space: "cosine" },
};

/** Settings of a structure that some protocol brings along. */
export function settingsBrought(method: string): readonly string[] {
  const brought = Object.values(protocolStructure).filter(
    (choice) => choice.method === method,
  );
  return brought.flatMap((choice) =>
    Object.keys(choice).filter((name) => name !== "method"),
  );
}

/**
 * The whole choice of a method: settings that are not given from its defaults.
 * Nothing is checked; what is no method stays as it is given.
 */
export function completeChoice(
  family: Readonly<Record<string, Method>>,
  given: PartialChoice,
  defaultMethod: string,
): Choice {
  const { method = defaultMethod } = given;
  const settings =
    typeof method === "string" && Object.hasOwn(family, method)
      ? family[method].settings
      : {};
  // The settings are checked by `resolveConfig`.
  return { method, ...completeSettings(settings, given) } as Choice;
}

function completeQueries({
  count = 100,
  seed = 42,
  census = false,
}: PartialConfig["queries"] = {}): RunConfig["queries"] {
  return { count, seed, census };
}

/**
 * The whole configuration that `partial` stands for. What is missing comes from
 * the defaults: those of the methods, and what the protocol brings along; only
 * `undefined` is missing. `pivots` without `structure` means the structure of that
 * name. Nothing is checked.
 */
export function completeConfig(
  partial: PartialConfig,
  methods: Choices = registered,
): RunConfig {
  const {
    hash = {},
    score = {},
    rescoring = "f32",
    protocol = "held-out",
    groundTruth = "exact",
    k = 10,
    limits = [100, 500, 1000],
    device = "auto",
  } = partial;
  const asked = structureAsked(partial) ?? {};
  const brought = protocolStructure[protocol];
  const isBrought =
    brought !== undefined &&
    (asked["method"] === undefined || asked["method"] === brought.method);
  const structure = completeChoice(
    methods.structure,
    isBrought ? { ...brought, ...asked } : asked,
    "pivots",
  );
  const { knob = null } = Object.hasOwn(methods.structure, structure.method)
    ? methods.structure[structure.method]
    : {};
  const { thresholds = knob?.reported(structure) ?? [] } = partial;
  return {
    // Every hash has the setting `bits`.
    hash: completeChoice(methods.hash, hash, "itq") as HashChoice,
    structure,
    score: completeChoice(methods.score, score, "hamming"),
    rescoring,
    protocol,
    queries: completeQueries(partial.queries),
    groundTruth,
    k,
    thresholds,
    limits,
    device,
  };
}

/** The notebooks' settings: ITQ of 128 bits, 50 iterations, 8 pivots, seed 42. */
export const defaultRunConfig: RunConfig = completeConfig({});
