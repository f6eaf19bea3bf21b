import * as z from "zod";

const applied = { appliedOn: z.string(), renews: z.string() };
const decided = { ...applied, decidedOn: z.string() };
const renewalShape = z.discriminatedUnion("state", [
  z.object({ state: z.literal("applied"), ...applied }),
  z.object({ state: z.literal("granted"), ...decided, formerValidFrom: z.string() }),
  z.object({ state: z.literal("refused"), ...decided }),
]);

/**
 * The last application to renew a site's licence: undecided, granted or refused. `renews` is the last day of the validity that it is about, so
 * that it keeps no other validity alive.
 */
export type LicenceRenewal = Readonly<z.infer<typeof renewalShape>>;
/** A stored renewal; throws if it is not one. */
export function parsedRenewal(value: unknown): LicenceRenewal {
  return renewalShape.parse(value);
}
