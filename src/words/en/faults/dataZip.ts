import type { ZipFaults, ZipProblem } from "../../../model/faults/dataZip";
import type { FaultWords } from "../../words";

const problems: Readonly<Record<ZipProblem, string>> = {
  "no-end":
    "no directory stands at its end: it is no archive, is cut off, or something follows it",
  directory: "its directory does not fit the file",
  "local-header": "its own header says something else than the directory",
  "name-twice": "the directory names it twice",
  encrypted: "it is encrypted",
  method: "it is packed by another method than deflate",
  overlap: "it reaches into what follows it",
  size: "it is not as long as the directory says",
  damaged: "its packed bytes are damaged or cut off",
  checksum: "its CRC-32 is not the one that the directory gives",
};

const hints: Readonly<Partial<Record<ZipProblem, string>>> = {
  encrypted: "Save it without a password.",
  method: "Save it again with numpy.savez or numpy.savez_compressed.",
};

export const zipFaults: FaultWords<ZipFaults> = {
  "data.zip-malformed": ({ file, problem, member }) => ({
    message: `${member === null ? file : `“${member}” in ${file}`} cannot be unpacked: ${problems[problem]}.`,
    hint:
      hints[problem] ??
      "Copy or download the file again; an .npz can be saved again with numpy.savez.",
  }),
};
