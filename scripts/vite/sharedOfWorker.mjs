/**
 * What a worker's script shares with parts that it loads on demand comes in a file beside it: WebKit
 * does not know a worker's own script as a module, so a part that imported it would run it a second
 * time, with a second session that has no data.
 */

/** @param {string} start @param {(id: string) => readonly string[]} next @returns {Set<string>} `start` and all that it leads to. */
function reached(start, next) {
  const all = new Set([start]);
  for (const id of all) for (const further of next(id)) all.add(further);
  return all;
}

/**
 * Whether a worker's script that has `id` loads parts on demand.
 * @param {string} id @param {import("rolldown").ChunkingContext} context
 */
function isOfWorkerWithParts(id, context) {
  const infoOf = (/** @type {string} */ one) => context.getModuleInfo(one);
  const users = reached(id, (one) => infoOf(one)?.importers ?? []);
  return [...users]
    .filter((user) => infoOf(user)?.isEntry)
    .flatMap((entry) => [
      ...reached(entry, (one) => infoOf(one)?.importedIds ?? []),
    ])
    .some((own) => infoOf(own)?.dynamicallyImportedIds.length);
}

/** For the `codeSplitting.groups` of workers. @type {import("rolldown").CodeSplittingGroup} */
export const sharedOfWorker = {
  debugName: "what workers share with their parts",
  tags: ["$initial"],
  name: (id, context) =>
    !context.getModuleInfo(id)?.isEntry && isOfWorkerWithParts(id, context)
      ? "shared"
      : null,
};
