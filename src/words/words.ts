import type { Choice } from "../model/run/configuration";
import type { FaultMessage } from "../model/fault";
import type { MethodFamily, RefusalParams } from "../model/faults/method";
import type { Message } from "../model/message";
import type { Refusal } from "../model/refusal";

/** What a person reads of a fault: what was wrong and where, and a way out. */
export interface FaultText {
  readonly message: string;
  readonly hint: string | null;
}

/** Words what a message holds of others. */
export interface Wording {
  readonly wordFault: (cause: FaultMessage) => FaultText;
  readonly wordMessage: (message: Message) => string;
}

/**
 * A sentence for each fault of `F`: a missing or a further one does not compile.
 * What a method refuses is worded by the words of the method.
 */
export type FaultWords<F> = {
  readonly [N in keyof F]: (
    params: F[N],
    methods: WordsOfFamilies,
  ) => FaultText;
};

/** The same for the refusals of a method. */
export type RefusalWords<R> = {
  readonly [N in keyof R]: (params: R[N]) => FaultText;
};

/** A sentence for each message of `M`: a missing or a further one does not compile. */
export type MessageWords<M> = {
  readonly [N in keyof M]: (params: M[N], wording: Wording) => string;
};

/** What a setting of a method is called and means. */
export interface SettingWords {
  readonly label: string;
  readonly help: string;
  /** What its options are called, where it is one of some words. */
  readonly options?: Readonly<Record<string, string>>;
}

/** What a series of the fit measures, and what its last value says. */
export interface SeriesWords {
  readonly title: string;
  readonly question: string;
  readonly finding: (ends: {
    readonly first: number;
    readonly last: number;
    readonly count: number;
    /** The position up to which values are in use, and the value there. */
    readonly cut: { readonly at: number; readonly value: number } | null;
  }) => string;
}

/** What the files of an export say of the columns that a structure stores. */
export interface StoredWords {
  /** What one column belongs to: "a ..." */
  readonly one: string;
  /** The values of all columns. */
  readonly many: string;
  /** What a column holds of a document. */
  readonly column: string;
  /** The values of a query. */
  readonly ofQuery: string;
  /** Where the bounds of a column lie. */
  readonly bound: string;
  /** The filter at knob value t over the columns of these names. */
  readonly filter: (t: number, names: readonly string[]) => string;
}

/** What a registered method is called and means. */
export interface MethodWords {
  readonly title: string;
  readonly help: string;
  readonly settings: Readonly<Record<string, SettingWords>>;
  /** The parts of a run's name that tell this choice from others. */
  readonly name: (choice: Choice) => readonly string[];
  /** Everything of the choice, as a sentence of the report. */
  readonly report: (choice: Choice) => string;
  /** What else is unusual, at the end of the name. */
  readonly unusual: (choice: Choice) => readonly string[];
  /** What the pipeline's card says of the choice, beside what it costs. */
  readonly card?: (choice: Choice) => readonly string[];
  /** The tab of a structure that has one (`ui/structures/tabs.ts`), and the question it answers. */
  readonly tab?: { readonly name: string; readonly title: string };
  /** Of what the method alone refuses: `RefusalWords` of its refusals. */
  readonly refusals?: Readonly<Record<string, (params: never) => FaultText>>;
  /** Of what a fitted hash draws, by the names of its series. */
  readonly series?: Readonly<Record<string, SeriesWords>>;
  /** Of a structure that stores columns. */
  readonly stored?: StoredWords;
}

/** Words of the methods of one family, by their names. */
export type FamilyWords = Readonly<Record<string, MethodWords>>;

/** Throws for a method without words: every registered one has them. */
export function wordsOfMethod(family: FamilyWords, name: string): MethodWords {
  if (!Object.hasOwn(family, name))
    throw new Error(`There are no words for method ${name}.`);
  return family[name];
}

/** Words of all methods. */
export type WordsOfFamilies = Readonly<Record<MethodFamily, FamilyWords>>;

/** The sentences of what a method refuses. Throws for one without words. */
export function wordRefusal(
  { family, method, refusal, params }: Refusal,
  methods: WordsOfFamilies,
): FaultText {
  const { refusals = {} } = wordsOfMethod(methods[family], method);
  if (!Object.hasOwn(refusals, refusal))
    throw new Error(`Method ${method} has no words for refusal ${refusal}.`);
  // `RefusalWords` of the method's refusals pairs a name with its own parameters.
  const word = refusals[refusal] as (params: RefusalParams) => FaultText;
  return word(params);
}

/** The shape of a language's texts: any text where another has its own one. */
export type TextsOf<T> = T extends string
  ? string
  : T extends (...parts: infer P) => string
    ? (...parts: P) => string
    : T extends (...parts: never[]) => unknown
      ? T
      : { readonly [K in keyof T]: TextsOf<T[K]> };
