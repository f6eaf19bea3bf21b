import { table } from "../../../shared/deployment/grants.ts";

/** The right to read sealed blocks, with their records. */
export const readBlocks = [
  table("Seals", ["GetItem", "BatchGetItem", "Query"], ["headers", "entries"]),
  table("Records", ["BatchGetItem"], ["record#*"]),
] as const;

/** What the API function that serves sealing may do for them, beyond what all API functions of records may. */
export const sealingGrants = [...readBlocks] as const;

/** Consumers and jobs of sealing. */
export const sealingFunctions = {} as const;
