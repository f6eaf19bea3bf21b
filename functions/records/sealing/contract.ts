import * as z from "zod";

/** Message about a sealed block, to whoever works on its records: at least once for each block, in any order. */
export const sealedBlock = z.object({ n: z.int().min(1).describe("Number of the block") });
/** See the schema. */
export type SealedBlock = z.output<typeof sealedBlock>;

/** The endpoints of sealing. */
export const sealingEndpoints = {} as const;
