import { isSameMessage, type Message } from "../../model/message";
import { DataError } from "../../data/dataError";
import { parseSettings } from "../../embed/settings";
import { keptId } from "../../keep/keptId";
import { KeepError, type KeptManifest, type KeptTexts } from "../../keep/types";
import { type UncheckedDataset, withoutExtras } from "../dataset";
import { embedTexts, type EmbeddedTexts, openModel } from "./embedTexts";
import { keepBatches } from "./keepBatches";
import type { CallContext } from "../progress";
import type { TextSet } from "./readColumns";
import type { HubAndStorage } from "../hubAndStorage";
import type { LoadOptions } from "./dataSource";
import type {
  EmbeddingReport,
  EmbedRequest,
  EmbedSettings,
} from "../../model/embedding";

/** Embeds the texts of a location by the model that the options name. */
export async function embedDataset(
  texts: TextSet,
  options: LoadOptions,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<UncheckedDataset> {
  if (options.model === undefined)
    throw new DataError("no-vectors", "data.texts-without-model", {
      file: texts.name,
      texts: texts.documents.length,
    });
  const request = { ...options.embedding, model: options.model };
  return embedSet(texts, request, options.keep ?? true, hubAndStorage, call);
}

/** The vectors kept under `id`; an unfinished embedding is continued. */
export async function openKept(
  id: string,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<UncheckedDataset> {
  const store = await hubAndStorage.kept();
  const manifest = await store.readManifest(id);
  const texts = await store.readTexts(id);
  const settings = parseSettings(manifest.settings);
  const set: TextSet = {
    name: manifest.name,
    documents: texts.documents.map((text) => ({ ...text })),
    queries: texts.queries.map((text) => ({ ...text })),
    notes: manifest.notes,
  };
  const kept = await store.readVectors(id);
  if (kept.complete) {
    const tokens = kept.tokens.reduce((sum, count) => sum + count, 0);
    const total = set.documents.length + set.queries.length;
    return uncheckedOf(set, settings, kept.vectors, {
      settings,
      tokens,
      truncated: kept.truncated,
      elapsedMs: 0,
      documentsPerSecond: 0,
      tokensPerSecond: 0,
      resumedTexts: total,
      parity: null,
      keptId: id,
    });
  }
  const { model, revision, device, dtype, pooling } = settings;
  const request: EmbedRequest = {
    model,
    revision,
    device,
    dtype,
    pooling,
    prefix: settings.passagePrefix,
    queryPrefix: settings.queryPrefix,
  };
  return embedSet(set, request, true, hubAndStorage, call);
}

async function embedSet(
  set: TextSet,
  request: EmbedRequest,
  keep: boolean,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<UncheckedDataset> {
  const notes = [...set.notes];
  const onNote = (note: Message) => {
    if (!notes.some((former) => isSameMessage(former, note))) notes.push(note);
  };
  const model = await openModel(request, hubAndStorage, call, onNote);
  const { settings } = model;
  const keeping = keep
    ? await openKeeping(set, settings, hubAndStorage, onNote)
    : null;
  const prefixed = [
    ...set.documents.map(({ text }) => settings.passagePrefix + text),
    ...set.queries.map(({ text }) => settings.queryPrefix + text),
  ];
  const embedded = await embedTexts(
    model,
    prefixed,
    call,
    onNote,
    keeping?.keeper ?? null,
  );
  if (embedded.truncated > 0)
    onNote({
      name: "embed.texts-cut-to-tokens",
      params: {
        truncated: embedded.truncated,
        texts: prefixed.length,
        maxTokens: settings.maxTokens,
      },
    });
  const report = reportOf(embedded, prefixed.length, keeping?.id ?? null);
  return uncheckedOf(
    { ...set, notes },
    embedded.settings,
    embedded.vectors,
    report,
  );
}

function reportOf(
  embedded: EmbeddedTexts,
  texts: number,
  id: string | null,
): EmbeddingReport {
  const { settings, tokens, truncated, elapsedMs, parity, resumedTexts } =
    embedded;
  const perSecond = (value: number) =>
    elapsedMs > 0 ? (value / elapsedMs) * 1000 : 0;
  return {
    settings,
    tokens,
    truncated,
    elapsedMs,
    documentsPerSecond: perSecond(texts - resumedTexts),
    tokensPerSecond: perSecond(embedded.tokensNow),
    resumedTexts,
    parity,
    keptId: id,
  };
}

/** The entry that the batches go to; null, with a note, where nothing can be kept. */
async function openKeeping(
  set: TextSet,
  settings: EmbedSettings,
  hubAndStorage: HubAndStorage,
  onNote: (note: Message) => void,
) {
  const texts: KeptTexts = { documents: set.documents, queries: set.queries };
  try {
    const store = await hubAndStorage.kept();
    // The device does not count: its vectors agree, and a lost GPU must not lose the work.
    const deciding = { ...settings, device: undefined };
    const id = await keptId(deciding, texts);
    const manifest: KeptManifest = {
      schema: "bitsieve.kept/1",
      id,
      name: set.name,
      createdAt: new Date().toISOString(),
      documents: set.documents.length,
      queries: set.queries.length,
      dim: settings.dim,
      settings: { ...settings },
      notes: set.notes,
    };
    const work = await store.openWork(manifest, texts);
    return { id, keeper: keepBatches(store, work, settings.dim, onNote) };
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    onNote({ name: "keep.not-kept", params: { cause: error.fault } });
    return null;
  }
}

function uncheckedOf(
  set: TextSet,
  settings: EmbedSettings,
  vectors: Float32Array,
  embedding: EmbeddingReport,
): UncheckedDataset {
  const { dim } = settings;
  const documents = set.documents.length;
  const queries = set.queries.length;
  return {
    ...withoutExtras,
    name: set.name,
    vectors: {
      label: set.name,
      matrix: {
        // A copy of its own: the data set is fingerprinted and kept for long.
        data: queries > 0 ? vectors.slice(0, documents * dim) : vectors,
        rows: documents,
        dim,
      },
    },
    texts: { label: set.name, rows: set.documents },
    queryVectors:
      queries > 0
        ? {
            label: `${set.name} queries`,
            matrix: {
              data: vectors.slice(documents * dim),
              rows: queries,
              dim,
            },
          }
        : null,
    queryTexts:
      queries > 0 ? { label: `${set.name} queries`, rows: set.queries } : null,
    model: settings.model,
    dtype: settings.dtype,
    embedding,
    notes: set.notes,
  };
}
