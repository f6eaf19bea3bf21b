import * as z from "zod";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, count, id, pageOf, pageQuery, sha256Hex, words } from "../../../shared/kernel/schemas.ts";
import { batchesLifecycles } from "./lifecycles.ts";
import { mostBytes, mostRows } from "./limits.ts";
import { batchRow } from "./shapes.ts";

const batchIdOut = z.string().describe("Batch");
const pledgeBatch = component("PledgeBatch", {
  batchId: batchIdOut,
  state: words(
    "PledgeBatchState",
    batchesLifecycles.pledgeBatch.states,
    "drafting: its pledges are being drafted; drafted: all of them are",
  ),
  rows: count.describe("Pledges in it"),
  drafted: count.describe("Pledges that are drafted so far"),
  sha256: sha256Hex.describe("SHA-256 of the file, or of the rows in canonical JSON"),
  importedAt: instantOut("When it was accepted"),
  draftedAt: instantOut("When all were drafted; absent before").optional(),
});

/** The endpoints of batches. */
export const batchesEndpoints = {
  importPledges: endpoint({
    operationId: "importPledges",
    method: "POST",
    path: "/collateral/batches",
    summary:
      "Drafts up to 1,000 pledges at once, from rows or from a CSV or XLSX file: with any error all are told and nothing is stored. The same batch is imported once; pledgors confirm, and the bank registers, each pledge by itself.",
    roles: ["bank"],
    body: z
      .object({
        rows: z.array(batchRow).min(1).max(mostRows).optional().describe("Rows; absent where a file is given"),
        file: z
          .base64()
          .min(1)
          .max(Math.ceil(mostBytes / 3) * 4)
          .optional()
          .describe("The file as it is, in base64: CSV or XLSX, at most 1 MiB; absent where rows are given"),
      })
      .refine(({ rows, file }) => (rows === undefined) !== (file === undefined), {
        error: message("rows 与 file 须且只能填写一项", "either rows or a file"),
        path: ["file"],
      }),
    creates: "/collateral/batches/{batchId}",
    response: pledgeBatch,
    refusals: ["batch-imported", "batch-has-errors"],
  }),
  readPledgeBatch: endpoint({
    operationId: "readPledgeBatch",
    method: "GET",
    path: "/collateral/batches/{batchId}",
    summary: "Reads a batch of the bank and how far it is.",
    roles: ["bank"],
    params: z.object({ batchId: id.describe("Batch") }),
    response: pledgeBatch,
    refusals: [],
  }),
  listBatchPledges: endpoint({
    operationId: "listBatchPledges",
    method: "GET",
    path: "/collateral/batches/{batchId}/pledges",
    summary: "Lists the pledges of a batch by row, as far as they are drafted.",
    roles: ["bank"],
    params: z.object({ batchId: id.describe("Batch") }),
    query: pageQuery,
    response: pageOf(
      component("BatchPledge", {
        row: z.int().min(1).describe("Row of the batch, the first is 1"),
        pledgeId: z.string().describe("Pledge"),
      }),
    ),
    refusals: [],
  }),
} as const;

/** The facts of batches. */
export const batchesFacts = {
  batchAccepted: factSchema(
    "pledge-batch-accepted",
    1,
    z.object({
      batchId: batchIdOut,
      bankId: field.partyId.describe("Bank"),
      bankName: field.partyName,
      rows: count.describe("Pledges in it"),
    }),
    "A batch of pledges was accepted; its pledges are being drafted, each with a fact of its own.",
  ),
} as const;
