import type { ProgressMessages } from "../../../model/messages/progress";
import type { MessageWords } from "../../words";
import { format } from "../format";

export const progressMessages: MessageWords<ProgressMessages> = {
  "progress.synthetic-set": () => "Making a synthetic set",
  "progress.sample": () => "Loading the sample",
  "progress.opening": () => "Opening",
  "progress.asking-for-articles": () => "Asking for the articles",
  "progress.reading-articles": () => "Reading articles",
  "progress.reading-file": ({ file }) => `Reading ${file}`,
  "progress.downloading-model": () => "Downloading the model",
  "progress.opening-model": () => "Opening the model",
  "progress.first-pivots": () => "Evaluating the first pivots",
  "progress.forecast": ({ threshold, removed }) =>
    `forecast: t = ${threshold} removes about ${Math.round(removed * 100)} %`,
  "progress.file": ({ file }) => file,
  "progress.tokens-per-second": ({ tokens }) =>
    `${format.count(tokens)} tokens/s`,
  "progress.texts-cut": ({ texts }) => `${format.count(texts)} texts cut`,
};
