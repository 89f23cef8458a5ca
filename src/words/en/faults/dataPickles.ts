import type { PickleFaults } from "../../../model/faults/dataPickles";
import type { FaultWords } from "../../words";
import { format } from "../format";

function refusedPickle(file: string, what: string) {
  return {
    message: `${file} is not read: ${what}.`,
    hint: "Only a dict of numpy arrays, numbers and texts is read from a pickle, and nothing in it is run. Save the arrays as .npy, .npz or .safetensors instead.",
  };
}

function refusedTransform(file: string, what: string) {
  return {
    message: `${file} is not read: ${what}.`,
    hint: "Choose a LinearTransform that faiss.write_VectorTransform or this app wrote, or the mean, pca and rotation themselves.",
  };
}

export const pickleFaults: FaultWords<PickleFaults> = {
  "data.pickle-mark-missing": ({ file }) =>
    refusedPickle(file, "it is no pickle of protocol 2 or later"),
  "data.pickle-protocol": ({ file }) =>
    refusedPickle(file, "its protocol is newer than 5"),
  "data.pickle-no-dict": ({ file }) =>
    refusedPickle(file, "it holds no dict at its top"),
  "data.pickle-instruction": ({ file, at, instruction }) =>
    refusedPickle(
      file,
      `its byte ${at} is instruction 0x${instruction.toString(16).padStart(2, "0")}, which builds something other than arrays`,
    ),
  "data.pickle-asks-python": ({ file, name }) =>
    refusedPickle(file, `it asks Python for ${name}`),
  "data.pickle-call": ({ file }) =>
    refusedPickle(file, "it calls something that is no array part"),
  "data.pickle-parts": ({ file, part }) =>
    refusedPickle(file, `its ${part} has parts that no array has`),
  "data.pickle-builds-no-array": ({ file }) =>
    refusedPickle(file, "it builds something that is no array"),
  "data.pickle-array-of-objects": ({ file }) =>
    refusedPickle(file, "it holds an array of objects"),
  "data.pickle-array-dtype": ({ file, dtype }) =>
    refusedPickle(file, `it holds an array of ${dtype}, not of numbers`),
  "data.pickle-array-size": ({ file, shape, bytes, expected }) =>
    refusedPickle(
      file,
      `its array of shape ${shape} has ${bytes} bytes, not ${expected}`,
    ),
  "data.pickle-appends": ({ file }) =>
    refusedPickle(file, "it appends to what is no list"),
  "data.pickle-sets-items": ({ file }) =>
    refusedPickle(file, "it sets items of what is no dict"),
  "data.pickle-key": ({ file }) =>
    refusedPickle(file, "its dict has a key that is no text"),
  "data.pickle-number": ({ file }) =>
    refusedPickle(file, "it holds a number that is too large"),
  "data.pickle-name": ({ file }) =>
    refusedPickle(file, "it names something by what is no text"),
  "data.pickle-recalls": ({ file }) =>
    refusedPickle(file, "it recalls what it never kept"),
  "data.pickle-no-arrays": ({ file }) =>
    refusedPickle(file, "it holds something other than arrays"),
  "data.pickle-order": ({ file }) =>
    refusedPickle(file, "its instructions do not fit together"),

  "data.transform-mark-missing": ({ file, start }) =>
    refusedTransform(
      file,
      `it begins with “${start}”, not with a LinearTransform`,
    ),
  "data.transform-size": ({ file, values, inputs, outputs }) =>
    refusedTransform(
      file,
      `its matrix has ${values} values for ${inputs} inputs and ${outputs} outputs`,
    ),
  "data.transform-trailing-bytes": ({ file, excess }) =>
    refusedTransform(file, `${excess} bytes follow its end`),
  "data.transform-not-orthonormal": ({ file, error }) =>
    refusedTransform(
      file,
      `its rows are not orthonormal (off by ${format.precise(error, 2)}), so no mean can be read off it`,
    ),
};
