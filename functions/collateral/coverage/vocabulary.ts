/** States of the coverage of pledges that stand in the register, the worst first. */
export const standingStates = ["breach", "margin-call", "watch", "sound"] as const;
/** One of them. */
export type StandingState = (typeof standingStates)[number];

/** States of a coverage, the worst first; `ended` once the pledge stands on nothing any more. */
export const coverageStates = [...standingStates, "ended"] as const;
/** One of them. */
export type CoverageState = (typeof coverageStates)[number];

/** Whether a coverage got worse or better: states are listed from the worst. */
export function isWorse(state: CoverageState, than: CoverageState): boolean {
  return coverageStates.indexOf(state) < coverageStates.indexOf(than);
}
