import type { KeepFaults } from "../../../model/faults/keep";
import type { FaultWords } from "../../words";
import { format } from "../format";

const { count } = format;
/** Enough of an id to tell it from others. */
const short = (id: string) => id.slice(0, 12);

function damaged(id: string, what: string) {
  return {
    message: `The embeddings kept under ${short(id)} are damaged: ${what}.`,
    hint: "Delete them and embed the texts again.",
  };
}

export const keepFaults: FaultWords<KeepFaults> = {
  "keep.no-page-folder": () => ({
    message: "This browser has no file system for pages.",
    hint: "Runs stay until the page is closed; export those that matter.",
  }),
  "keep.no-storage": () => ({
    message: "This browser offers pages no storage for files here.",
    hint: "In a private window it may be switched off; embeddings are made all the same, and not kept.",
  }),
  "keep.no-safe-writing": () => ({
    message: "This browser cannot write files of pages safely.",
    hint: "Use a newer version of it; embeddings are made all the same, and not kept.",
  }),
  "keep.storage-full": ({ needed, usage, quota }) => {
    const allowed =
      quota === null
        ? ""
        : ` ${count(usage)} of the ${count(quota)} bytes that the browser allows are used, ${count(Math.max(0, quota - usage))} are free.`;
    return {
      message: `The browser's storage is full: ${count(needed)} bytes more could not be written.${allowed}`,
      hint: "Delete embeddings or models in the storage panel, or free space on the disk.",
    };
  },
  "keep.made-elsewhere": () => ({
    message: "These embeddings are being made in another tab.",
    hint: "Wait until it is done, or stop it there.",
  }),
  "keep.no-document-id": ({ id }) => ({
    message: `“${id}” is no id of a kept document.`,
    hint: "Ids are hexadecimal.",
  }),
  "keep.missing": ({ id }) => ({
    message: `No embeddings are kept under ${short(id)}.`,
    hint: "They were deleted, or the browser cleared its storage: embed the texts again.",
  }),
  "keep.description-unreadable": ({ id }) =>
    damaged(id, "their description cannot be read"),
  "keep.another-version": ({ id }) =>
    damaged(id, "another version of the app wrote them"),
  "keep.rows-of-another-length": ({ id, dim }) =>
    damaged(id, `a part has rows of another length than ${dim}`),
  "keep.texts-missing": ({ id }) => damaged(id, "their texts are missing"),
  "keep.texts-unreadable": ({ id }) =>
    damaged(id, "their texts cannot be read"),
};
