import type { RemoteFaults, Requested } from "../../../model/faults/dataRemote";
import type { FaultWords } from "../../words";

const downloadByHand = "Download the file and open it here from your disk.";
const chooseOne = "Choose one of these.";

function thing({ file, kind }: Requested): string {
  if (kind === "dataset") return `the data set ${file}`;
  return kind === "rows" ? `rows of ${file}` : file;
}

function hintOfStatus(status: number): string {
  switch (status) {
    case 404:
      return "Check the name or the address.";
    case 401:
    case 403:
      return "It does not exist, is private, or its terms must be accepted first: choose a public one, or open a downloaded file.";
    case 429:
      return "The server asks to wait: try again in some minutes.";
    default:
      return "Try again later, or open a downloaded file.";
  }
}

export const remoteFaults: FaultWords<RemoteFaults> = {
  "data.no-address": ({ file }) => ({
    message: `“${file}” is no address of a file.`,
    hint: "Addresses begin with https://.",
  }),
  "data.host-silent": ({ host, ...requested }) => ({
    message: `${thing(requested)} could not be loaded: ${host} does not answer, or does not let other pages read it (CORS).`,
    hint: "Check the connection; or download the file and open it here from your disk.",
  }),
  "data.host-status": ({ host, status, ...requested }) => ({
    message: `${host} answered ${status} for ${thing(requested)}.`,
    hint: hintOfStatus(status),
  }),
  "data.download-cut": ({ received, expected, ...requested }) => ({
    message: `The download of ${thing(requested)} ended after ${received}${expected === null ? "" : ` of ${expected}`} bytes.`,
    hint: "Try again: what was downloaded before is kept while the page is open.",
  }),
  "data.answer-not-json": ({ host, ...requested }) => ({
    message: `${host} answered something else than JSON for ${thing(requested)}.`,
    hint: "The network may ask for a login, or the address is not a hub's.",
  }),
  "data.web-page": ({ file, host }) => ({
    message: `${host} answered with a web page in place of ${file}.`,
    hint: "Give the address of the file itself; on the hub it contains “resolve”, not “blob”.",
  }),
  "data.no-ranges": ({ file, host, bytes }) => ({
    message: `${host} does not send parts of ${file}${bytes === null ? "" : ` (${bytes} bytes)`}.`,
    hint: downloadByHand,
  }),
  "data.size-hidden": ({ file, host }) => ({
    message: `${host} does not say how large ${file} is.`,
    hint: downloadByHand,
  }),
  "data.download-too-large": ({ file, bytes, most }) => ({
    message: `${file} has ${bytes} bytes; up to ${most} are downloaded whole.`,
    hint: "Give the address of a parquet file, of which only the rows that are wanted are read.",
  }),

  "data.no-dataset-id": ({ file }) => ({
    message: `“${file}” is no id of a data set.`,
    hint: "Ids look like wikimedia/wikipedia.",
  }),
  "data.dataset-no-parquet": ({ file }) => ({
    message: `${file} has no parquet files.`,
    hint: "Choose another data set, or download its files and open them here.",
  }),
  "data.dataset-no-config": ({ file, config, configs }) => ({
    message: `${file} has no configuration ${config}; it has ${configs.join(", ")}.`,
    hint: chooseOne,
  }),
  "data.dataset-no-split": ({ file, config, split, splits }) => ({
    message: `${file}, ${config} has no split ${split}; it has ${splits.join(", ")}.`,
    hint: chooseOne,
  }),
  "data.wikipedia-language": ({ language }) => ({
    message: `“${language}” is no language that is offered.`,
    hint: "Choose ja or en; other languages open as a data set of the hub.",
  }),
  "data.wikipedia-count": ({ count }) => ({
    message: `${count} articles cannot be taken.`,
    hint: "Give a whole number from 1 on.",
  }),
  "data.wikipedia-no-files": ({ file, config }) => ({
    message: `${file} has no files for ${config}.`,
    hint: "The hub may have moved them: open it as a data set of the hub.",
  }),
};
