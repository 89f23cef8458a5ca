import type { KeepNotes } from "../../../model/messages/keep";
import type { MessageWords } from "../../words";

export const keepNotes: MessageWords<KeepNotes> = {
  "keep.not-kept": ({ cause }, { wordFault }) => {
    const { message, hint } = wordFault(cause);
    return `These embeddings are not kept: ${message} ${hint}`;
  },
  "keep.rest-not-kept": ({ cause }, { wordFault }) => {
    const { message, hint } = wordFault(cause);
    return `${message} What was kept before stays; the rest of these embeddings is not kept. ${hint}`;
  },
  "keep.runs-not-kept": ({ cause }, { wordFault }) =>
    `Runs stay only until the page is closed: ${wordFault(cause).message} Export those that matter.`,
  "keep.runs-unreadable": ({ runs }) =>
    runs === 1
      ? "1 kept run could not be read and was left out."
      : `${runs} kept runs could not be read and were left out.`,
  "keep.earlier-note": ({ text }) => text,
};
