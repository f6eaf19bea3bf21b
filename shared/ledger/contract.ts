import * as z from "zod";
import { factSchema } from "../kernel/fact.ts";
import { field } from "../kernel/fields.ts";
import { decimalOut } from "../kernel/schemas.ts";

/** The fact of a ledger entry: its postings. Available plus held over all postings sums to zero per instrument. */
export const transferFact = factSchema(
  "transfer",
  1,
  z.object({
    cause: z
      .object({
        kind: z.string().describe("Kind of cause, for example `settlement`"),
        reference: z.string().describe("Id of the cause"),
      })
      .describe("Cause of the entry"),
    postings: z
      .array(
        z.object({
          account: field.account,
          instrument: field.instrument,
          available: decimalOut.describe("Change of the available quantity"),
          held: decimalOut.describe("Change of the held quantity"),
          heldFor: z
            .record(z.string(), decimalOut)
            .optional()
            .describe("Change of the held quantity by purpose of the hold; absent where nothing held changes"),
          blockReference: z.string().optional().describe("Reference of the block that was delivered to the position, never used again"),
        }),
      )
      .describe("One per position moved"),
  }),
  "A ledger entry was made of these postings; available plus held sums to zero for each instrument.",
);
/** Data of a ledger entry's fact. */
export type TransferData = z.infer<typeof transferFact.data>;
