import type { EmbedNotes } from "../../../model/messages/embed";
import type { MessageWords } from "../../words";
import { format } from "../format";

const firstLine = (text: string) => text.split("\n")[0].slice(0, 200);

export const embedNotes: MessageWords<EmbedNotes> = {
  "embed.no-gpu": () => "No GPU found: the model runs on the CPU (WASM).",
  "embed.dtype-on-cpu": ({ dtype }) =>
    `${dtype} weights cannot run on WebGPU: the model runs on the CPU (WASM).`,
  "embed.no-weights-for-gpu": ({ model }) =>
    `${model} has no weights that this GPU runs: the model runs on the CPU (WASM).`,
  "embed.not-opened-on-webgpu": () =>
    "The model could not be opened on WebGPU. The CPU (WASM) goes on.",
  "embed.webgpu-failed": ({ cause }, { wordFault }) => {
    const text = typeof cause === "string" ? cause : wordFault(cause).message;
    return `WebGPU failed (${firstLine(text)}). The CPU (WASM) goes on.`;
  },
  "embed.webgpu-wrong": ({ cosine }) =>
    `WebGPU gave wrong vectors for this model (cosine ${format.decimals(cosine, 3)} to those of the CPU). The CPU (WASM) goes on.`,
  "embed.batch-halved": () =>
    "A batch failed and was made again in smaller pieces.",
  "embed.query-precision": ({ query, documents }) =>
    `Your words were embedded with ${query} weights, the documents with ${documents}: their cosines are not quite those of one model.`,
  "embed.texts-cut-to-tokens": ({ truncated, texts, maxTokens }) =>
    `${format.count(truncated)} of ${format.count(texts)} texts were cut to the ${maxTokens} tokens that the model reads.`,
};
