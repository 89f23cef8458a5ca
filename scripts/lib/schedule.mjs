/**
 * Runs the parts of the test command as a graph: each starts as soon as everything that it waits
 * for has ended, however that ended, and few of the heavy ones at a time.
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} heavy Uses a core or more for seconds; the others mostly wait.
 * @property {readonly string[]} needs Steps that must have ended, and that run even when only this one is asked for.
 * @property {readonly string[]} [after] Steps that must have ended where they run at all.
 */

/**
 * The named steps and what they need, in the order of `steps`; all when none is named.
 * @template {Step} S @param {readonly S[]} steps @param {readonly string[]} names
 * @returns {readonly S[]}
 * @throws {Error} On a name that is no step.
 */
export function selectSteps(steps, names) {
  if (names.length === 0) return steps;
  const wanted = new Set();
  const visit = (/** @type {string} */ name) => {
    const step = steps.find((candidate) => candidate.name === name);
    if (!step) {
      const known = steps.map((candidate) => candidate.name).join(", ");
      throw new Error(`There is no part "${name}". The parts: ${known}.`);
    }
    wanted.add(name);
    step.needs.forEach(visit);
  };
  names.forEach(visit);
  return steps.filter((step) => wanted.has(step.name));
}

/**
 * Runs every step once. Of those that could start, the earliest in the list does.
 * @template {Step} S
 * @param {readonly S[]} steps
 * @param {(step: S) => Promise<void>} run A rejection ends the whole: failures of a step are its own to report.
 * @param {number} heavyAtOnce
 * @returns {Promise<void>}
 * @throws {Error} When steps wait for each other.
 */
export async function runSteps(steps, run, heavyAtOnce) {
  const names = new Set(steps.map(({ name }) => name));
  const waiting = [...steps];
  const ended = new Set();
  /** @type {Map<S, Promise<S>>} */
  const running = new Map();

  const isReady = (/** @type {S} */ { heavy, needs, after = [] }) => {
    const heavyRunning = [...running.keys()].filter((step) => step.heavy);
    return (
      (!heavy || heavyRunning.length < heavyAtOnce) &&
      [...needs, ...after].every((name) => ended.has(name) || !names.has(name))
    );
  };

  while (waiting.length > 0 || running.size > 0) {
    for (;;) {
      const next = waiting.find(isReady);
      if (!next) break;
      waiting.splice(waiting.indexOf(next), 1);
      running.set(
        next,
        run(next).then(() => next),
      );
    }
    if (running.size === 0) {
      const stuck = waiting.map(({ name }) => name).join(", ");
      throw new Error(`These parts wait for each other: ${stuck}.`);
    }
    const done = await Promise.race(running.values());
    running.delete(done);
    ended.add(done.name);
  }
}
