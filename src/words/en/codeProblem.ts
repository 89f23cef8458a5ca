import type { CodeProblem } from "../../model/codeProblem";

/** Why a text is no code of the hash. */
export function codeProblemText(problem: CodeProblem): string {
  if (problem.kind === "no-digits")
    return "It is neither hex nor the digits 0 and 1.";
  const { digits, bits } = problem;
  return `It has ${digits} hex digits (${digits * 4} bits), the hash ${2 * Math.ceil(bits / 8)} (${bits} bits).`;
}
