import { EmbedError } from "./embedError";
import { type ModelFiles, parseJson, type Repository } from "./modelFiles";
import type { Runtimes } from "./runtime";
import type { Tokeniser } from "./tokenisedTexts";

/**
 * The repository's own tokeniser, by transformers.js.
 *
 * @throws EmbedError "bad-model" when there is none or it cannot be read, and
 *   what `ModelFiles.read` throws.
 */
export async function openTokeniser(
  repository: Repository,
  files: ModelFiles,
  runtimes: Runtimes,
  signal?: AbortSignal,
): Promise<Tokeniser> {
  const { id } = repository;
  const has = (path: string) =>
    repository.files.some((file) => file.path === path);
  if (!has("tokenizer.json"))
    throw new EmbedError("bad-model", "embed.no-tokeniser", { model: id });
  // transformers.js asks for its files by address: it is given those that were read and checked here.
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of ["tokenizer.json", "tokenizer_config.json"]) {
    if (!has(path)) continue;
    const bytes = await files.read(repository, path, { signal });
    try {
      parseJson({ model: id, path }, bytes);
    } catch (error) {
      await files.forget(repository, path);
      throw error;
    }
    bodies.set(path, bytes);
  }
  if (!bodies.has("tokenizer_config.json"))
    bodies.set("tokenizer_config.json", new TextEncoder().encode("{}"));
  const transformers = await runtimes.transformers();
  const { env } = transformers;
  env.allowLocalModels = false;
  env.allowRemoteModels = true;
  env.useBrowserCache = false;
  env.fetch = async (input: string | URL) => {
    const path = new URL(input).pathname.replace(/^.*\//, "");
    const body = bodies.get(path);
    return body
      ? new Response(body, {
          headers: { "content-length": String(body.length) },
        })
      : new Response(null, { status: 404 });
  };
  try {
    const tokeniser = await transformers.AutoTokenizer.from_pretrained(id);
    return {
      encode: (text) =>
        Int32Array.from(tokeniser.encode(text, { add_special_tokens: true })),
      padId: tokeniser.pad_token_id ?? 0,
    };
  } catch (error) {
    throw new EmbedError(
      "bad-model",
      "embed.tokeniser-unusable",
      {
        model: id,
        detail: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    );
  }
}
