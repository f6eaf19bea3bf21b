import * as z from "zod";
import { message } from "../../../shared/kernel/message.ts";
import { id, plainDate, positiveCny, sha256Hex, shortText } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import type { SheetShape } from "../../../shared/sheets/sheet-shape.ts";
import { pledgeableAccount, pledgeableQuantity } from "../pledges/shapes.ts";
import { mostBytes, mostErrors, mostRows } from "./limits.ts";

const creditCode = z.string().min(1).max(40);
/** A cell that may be empty. */
function orEmpty<Schema extends z.ZodType<unknown, string>>(schema: Schema) {
  return z.union([z.literal("").transform(() => undefined), schema]);
}
const numbers = z
  .string()
  .max(2_000)
  .transform((text) => text.split(";").flatMap((each) => each.trim() || []))
  .pipe(
    z
      .array(shortText.max(60))
      .max(100, { error: message("至多 100 个登记号，以分号分隔", "at most 100 numbers, separated by semicolons") }),
  );

/** Columns of a batch of pledges, in the order of the header: one pledge on one position a row. */
export const batchColumns = {
  pledgorCreditCode: { holds: "text", schema: creditCode.describe("Unified social credit code of the pledgor, a member") },
  account: { holds: "text", schema: pledgeableAccount },
  instrument: { holds: "text", schema: instrumentName },
  quantity: { holds: "number", schema: pledgeableQuantity },
  sliceId: { holds: "text", schema: orEmpty(id).describe("Slice that it joins; empty for free tonnes") },
  acceptedSeniors: { holds: "text", schema: numbers.describe("Registration numbers before it that are accepted, separated by semicolons") },
  debtorCreditCode: { holds: "text", schema: orEmpty(creditCode).describe("Credit code of the debtor; empty where it is the pledgor") },
  debtorName: { holds: "text", schema: orEmpty(shortText).describe("Legal name of the debtor; empty where it is the pledgor") },
  amountKind: { holds: "text", schema: z.enum(["principal", "maximum"]).describe("principal or maximum") },
  amountCny: { holds: "number", schema: positiveCny.describe("Principal or maximum amount in CNY") },
  contractNumber: { holds: "text", schema: shortText.max(80).describe("Number of the contract") },
  contractDate: { holds: "day", schema: plainDate.describe("Day of the contract") },
  contractSha256: { holds: "text", schema: sha256Hex.describe("SHA-256 of the contract") },
  consentSha256: { holds: "text", schema: sha256Hex.describe("SHA-256 of the pledgor's consent") },
  from: { holds: "day", schema: plainDate.describe("First day of the debt") },
  until: { holds: "day", schema: plainDate.describe("Last day of the debt") },
  appraisedCny: { holds: "number", schema: positiveCny.describe("Appraised value in CNY") },
  appraisedOn: { holds: "day", schema: plainDate.describe("Day of the appraisal") },
} as const;

/** The table of a batch, as CSV or XLSX. */
export const batchSheet: SheetShape<typeof batchColumns> = {
  ...{ sheet: "pledges", columns: batchColumns, mostErrors },
  ...{ mostBytes, mostLines: mostRows },
};

/** A row of a batch in JSON: its members are the columns, those that may be empty may be absent. */
export const batchRow = z.object({
  pledgorCreditCode: batchColumns.pledgorCreditCode.schema,
  account: pledgeableAccount,
  instrument: instrumentName,
  quantity: pledgeableQuantity,
  sliceId: id.optional().describe("Slice that it joins; absent for free tonnes"),
  acceptedSeniors: z.array(shortText.max(60)).max(100).optional().describe("Registration numbers before it that are accepted"),
  debtorCreditCode: creditCode.optional().describe("Credit code of the debtor; absent where it is the pledgor"),
  debtorName: shortText.optional().describe("Legal name of the debtor; absent where it is the pledgor"),
  amountKind: batchColumns.amountKind.schema,
  amountCny: batchColumns.amountCny.schema,
  contractNumber: batchColumns.contractNumber.schema,
  contractDate: batchColumns.contractDate.schema,
  contractSha256: batchColumns.contractSha256.schema,
  consentSha256: batchColumns.consentSha256.schema,
  from: batchColumns.from.schema,
  until: batchColumns.until.schema,
  appraisedCny: batchColumns.appraisedCny.schema,
  appraisedOn: batchColumns.appraisedOn.schema,
});
/** A row that is well formed. */
export type BatchRow = { readonly [Name in keyof z.output<typeof batchRow>]: z.output<typeof batchRow>[Name] };
