import type { DtypeSize, ModelLanguages } from "./types";
import type { ModelDtype, Pooling } from "../model/embedding";

/** A model that the page offers by itself. */
export interface CatalogueModel {
  readonly id: string;
  readonly title: string;
  readonly dim: number;
  readonly maxTokens: number;
  readonly pooling: Pooling;
  readonly passagePrefix: string;
  readonly queryPrefix: string;
  readonly languages: ModelLanguages;
  /** Weights, all layers and embeddings; decides the size of a download. */
  readonly parameters: number;
}

/**
 * Parameters are reckoned from the architectures (vocabulary, width, layers);
 * prefixes and pooling are those of the models' own descriptions. bge-small-en
 * is used without its query instruction, as notebook 67 does.
 */
export const catalogue: readonly CatalogueModel[] = [
  {
    id: "Xenova/all-MiniLM-L6-v2",
    title: "all-MiniLM-L6-v2",
    dim: 384,
    maxTokens: 512,
    pooling: "mean",
    passagePrefix: "",
    queryPrefix: "",
    languages: "english",
    parameters: 22_713_216,
  },
  {
    id: "Xenova/multilingual-e5-small",
    title: "multilingual-e5-small",
    dim: 384,
    maxTokens: 512,
    pooling: "mean",
    passagePrefix: "passage: ",
    queryPrefix: "query: ",
    languages: "multilingual",
    parameters: 117_653_760,
  },
  {
    id: "Xenova/bge-m3",
    title: "bge-m3",
    dim: 1024,
    maxTokens: 8192,
    pooling: "cls",
    passagePrefix: "",
    queryPrefix: "",
    languages: "multilingual",
    parameters: 567_754_752,
  },
  {
    id: "Xenova/bge-small-en-v1.5",
    title: "bge-small-en-v1.5",
    dim: 384,
    maxTokens: 512,
    pooling: "cls",
    passagePrefix: "",
    queryPrefix: "",
    languages: "english",
    parameters: 33_360_000,
  },
  {
    id: "Xenova/gte-small",
    title: "gte-small",
    dim: 384,
    maxTokens: 512,
    pooling: "mean",
    passagePrefix: "",
    queryPrefix: "",
    languages: "english",
    parameters: 33_360_000,
  },
  {
    id: "Xenova/multilingual-e5-base",
    title: "multilingual-e5-base",
    dim: 768,
    maxTokens: 512,
    pooling: "mean",
    passagePrefix: "passage: ",
    queryPrefix: "query: ",
    languages: "multilingual",
    parameters: 278_043_648,
  },
];

export const defaultModel = catalogue[0].id;

/** Bytes of one weight; quantised embeddings and norms make q8 a little more than 1. */
const bytesPerWeight = { q8: 1.01, fp16: 2, fp32: 4 } as const;

/** Sizes as long as nobody was asked, smallest first. */
export function reckonedSizes({
  parameters,
}: CatalogueModel): readonly DtypeSize[] {
  const dtypes = [
    "q8",
    "fp16",
    "fp32",
  ] as const satisfies readonly ModelDtype[];
  return dtypes.map((dtype) => ({
    dtype,
    sizeBytes: Math.round(parameters * bytesPerWeight[dtype]),
    exact: false,
  }));
}

export function inCatalogue(id: string): CatalogueModel | null {
  return catalogue.find((model) => model.id === id) ?? null;
}

/**
 * The catalogue's id for a model that is known by another owner's name
 * (sentence-transformers/all-MiniLM-L6-v2, BAAI/bge-m3, ...); other ids stay.
 */
export function catalogueIdFor(id: string): string {
  const name = id.slice(id.lastIndexOf("/") + 1);
  return catalogue.find(({ title }) => title === name)?.id ?? id;
}
