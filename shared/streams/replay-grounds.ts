import * as z from "zod";

const name = z.string().trim().min(1).max(255);

/** What every request for a replay says besides: why, who asks, and who else agreed to it. */
export const replayGrounds = {
  reason: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\t\n\r]*$/),
  by: name,
  approvedBy: name,
} as const;
/** See the schema. */
export type ReplayGrounds = z.output<z.ZodObject<typeof replayGrounds>>;

/** Whether the two persons of a request differ: a rule of its schema. */
export function byTwoPersons({ by, approvedBy }: Pick<ReplayGrounds, "by" | "approvedBy">): boolean {
  return by.toLowerCase() !== approvedBy.toLowerCase();
}

/** How a request says its grounds, for texts of errors. */
export const groundsToGive = '"reason": "<why>", "by": "<person>", "approvedBy": "<another person>"';
