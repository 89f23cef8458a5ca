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
  "keep.earlier-note": ({ text }) => text,
};
