import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem } from "../../shared/kernel/problem.ts";

/** Refusal of work on one's own work: a row for the problem table of each part in which people check each other. */
export const ownWorkProblems = {
  "own-work": problem<{ readonly by: string }>({
    status: 409,
    title: { zh: "不得审核自己的工作", en: "Nobody approves their own work" },
    detail: {
      zh: "此前的步骤由您本人（{by}）办理，不能再由您审核。请由另一人办理。",
      en: "You ({by}) did an earlier step of this yourself, and nobody approves their own work. Let another person decide.",
    },
  }),
} as const satisfies ProblemTable;

/** Refuses a person who did one of the steps before. */
export function checkOwnWork(
  { subject }: { readonly subject: string },
  before: readonly (string | undefined)[],
): Outcome<undefined, { readonly code: "own-work"; readonly by: string }> {
  return before.includes(subject) ? refuse({ code: "own-work", by: subject }) : accept(undefined);
}
