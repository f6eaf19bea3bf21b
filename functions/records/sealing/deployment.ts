import type { JobFunction, QueueFunction } from "../../../shared/deployment/context.ts";
import { objects, sendTo, table, useKey } from "../../../shared/deployment/grants.ts";
import { sealedBlock } from "./contract.ts";

/** The right to read a sealed block, with its records. */
export const readBlocks = [
  table("Seals", ["BatchGetItem"], ["headers", "entries"]),
  table("Records", ["BatchGetItem"], ["record#*"]),
] as const;

/** What the API function that serves sealing may do for them, beyond what all API functions of records may. */
export const sealingGrants = [
  ...readBlocks,
  table("Seals", ["Query"], ["headers", "heads"]),
  table("Seals", ["GetItem"], ["heads", "sealed#*"]),
  table("Records", ["GetItem"], ["record#*"]),
] as const;

/** What a job may do that writes sealed exports. */
export const sealedExportGrants = [
  ...readBlocks,
  table("Seals", ["GetItem"], ["headers"]),
  table("Seals", ["Query"], ["headers", "heads"]),
] as const;

/** Appends to the chain. A second run at the same time is fenced: it stops. */
const sealer = {
  kind: "job",
  handler: "functions/records/sealing/seal.handler.ts",
  everyMinutes: 1,
  impact: "Trade records are not sealed: until they are, nobody can prove that they were not altered",
  warnings: {
    "record-missing": {
      says: "a listed record is missing",
      finding: "A record is listed and is not there, so that nothing after it is sealed",
    },
  },
  grants: [
    table("Seals", ["GetItem", "PutItem"], ["chain"]),
    table("Seals", ["PutItem"], ["headers", "entries", "sealed#*"]),
    table("Seals", ["BatchGetItem"], ["sealed#*"]),
    table("Seals", ["Query", "DeleteItem"], ["late"]),
    table("Records", ["Query"], ["record-days", "records-of-day#*"]),
    table("Records", ["BatchGetItem"], ["record#*"]),
    sendTo("block-objects"),
    sendTo("block-checks"),
    sendTo("block-statistics"),
  ],
} as const satisfies JobFunction;

const signHeads = {
  kind: "job",
  handler: "functions/records/sealing/sign-heads.handler.ts",
  everyMinutes: 10,
  impact: "The chain of records has no signed head of the day: what happened since the one before can't be proven to others",
  warnings: {
    "head-missing": { says: "a signed head is missing", finding: "A day had no signed head six hours after its end" },
    "sealing-behind": {
      says: "a head is signed before everything of its day is sealed",
      finding: "Six hours after the end of a day not everything of it was sealed",
    },
    "head-differs": { says: "a signed head is not as it is archived", finding: "A signed head in the table is not the one under lock" },
    "chain-broken": { says: "the chain of records is broken", finding: "A sealed block is not as it was sealed, and no head is signed" },
  },
  grants: [
    table("Seals", ["GetItem"], ["chain"]),
    table("Seals", ["Query"], ["headers", "entries", "heads"]),
    table("Seals", ["PutItem"], ["heads"]),
    objects("RecordArchive", ["GetObject", "PutObject"], ["heads/*"]),
    useKey("RecordHeads", ["Sign", "GetPublicKey"]),
  ],
} as const satisfies JobFunction;

const storeBlocks = {
  kind: "queue",
  handler: "functions/records/sealing/store-block.handler.ts",
  queue: "block-objects",
  message: sealedBlock,
  maximumConcurrency: 4,
  impact: "Sealed records are missing from the archive and from the answers of its queries",
  grants: [...readBlocks, objects("RecordArchive", ["PutObject"], ["blocks/*"])],
} as const satisfies QueueFunction;

/** Consumers and jobs of sealing. */
export const sealingFunctions = {
  "records-seal": sealer,
  "records-sign-heads": signHeads,
  "records-block-objects": storeBlocks,
} as const;
