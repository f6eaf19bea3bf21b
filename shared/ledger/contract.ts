import * as z from "zod";
import { factSchema } from "../kernel/fact.ts";
import { field } from "../kernel/fields.ts";
import { decimalOut } from "../kernel/schemas.ts";

/** The fact of a ledger entry: its postings. The sum of available and held over them is zero per instrument. */
export const transferFact = factSchema(
  "transfer",
  1,
  z.object({
    cause: z
      .object({
        kind: z.string().describe("What moved it, for example `settlement`"),
        reference: z.string().describe("Id of the cause"),
      })
      .describe("Why it was made"),
    postings: z
      .array(
        z.object({
          account: field.account,
          instrument: field.instrument,
          available: decimalOut.describe("Change of what can be used"),
          held: decimalOut.describe("Change of what is set aside"),
        }),
      )
      .describe("One for each position it moved"),
  }),
  "A ledger entry moved these postings; available and held sum to zero for each instrument.",
);
/** Data of a ledger entry's fact. */
export type TransferData = z.infer<typeof transferFact.data>;
