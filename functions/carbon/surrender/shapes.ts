import * as z from "zod";
import { positiveWholeTonnes } from "../../../shared/carbon/quantities.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import { component, decimalOut, growingWordsOut, shortText, words } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { allowanceMarketOut } from "../allowances/vocabulary.ts";
import { entityYear } from "../shapes.ts";
import { obligationBases, obligationStates, surrenderKinds } from "./vocabulary.ts";

/** The name of an allowance, as input. */
export const allowanceName = instrumentName.refine(
  (name) => name.startsWith("allowance/"),
  message("须为碳排放配额，例如 allowance/hubei/2026/2027-12", "an allowance, for example allowance/hubei/2026/2027-12"),
);

/** Kinds of certified reductions that may be surrendered. */
export const offsetKinds = ["CCER"] as const;
const serialNumber = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,14})$/, message("须为流水号：至多 15 位数字，无前导零", "a serial number: at most 15 digits, no leading zero"))
  .describe("Serial number, digits");
/** A range of serial numbers in the registry of certified reductions, both ends included: one number is one tonne. */
export const serialRange = z.object({
  kind: words("OffsetKind", offsetKinds, "Kind of certified reduction"),
  project: shortText
    .max(60)
    .regex(/^[A-Z0-9._-]+$/, message("须为项目编号：大写字母、数字、. _ -", "a project number: capital letters, digits, . _ -"))
    .describe("Number of the project and monitoring period in the registry"),
  first: serialNumber.describe("First serial number"),
  last: serialNumber.describe("Last serial number, included"),
});

/** Allowances of one name, as input. */
export const allowancePart = z.object({ instrument: allowanceName, tonnes: positiveWholeTonnes });

const allowanceOut = z.object({ instrument: field.instrument, tonnes: decimalOut.describe("Whole tonnes") });
const rangeOut = z.object({
  kind: growingWordsOut("OffsetKind", offsetKinds, "Kind of certified reduction"),
  project: z.string().describe("Number of the project and monitoring period in the registry"),
  first: z.string().describe("First serial number"),
  last: z.string().describe("Last serial number, included"),
});

/** What an entity has to surrender for a year. */
export const obligation = component("SurrenderObligation", {
  ...entityYear,
  market: allowanceMarketOut,
  basis: words(
    "ObligationBasis",
    obligationBases,
    "What the tonnes rest on: none yet; a verified report; one that was reopened, until the next is accepted; determined by the regulator",
  ),
  requiredTonnes: decimalOut.describe("Emissions in whole tonnes, by the rounding of the market"),
  addedTonnes: decimalOut.describe("Whole tonnes on top, such as pre-allocated allowances that could not be taken back"),
  surrenderedTonnes: decimalOut.describe("Allowances surrendered"),
  offsetTonnes: decimalOut.describe("Certified reductions surrendered"),
  offsetLimitTonnes: decimalOut.describe("Certified reductions that may be surrendered at most"),
  openTonnes: decimalOut.describe("What is still to be surrendered"),
  surplusTonnes: decimalOut.describe("What was surrendered beyond what is required, and may be given back"),
  deadlineAt: instantOut("First instant at which what is not surrendered is overdue"),
  state: words("SurrenderObligationState", obligationStates, "met once a figure stands and nothing is open"),
});

/** A surrender, an order from frozen allowances, or allowances given back. */
export const surrender = component("AllowanceSurrender", {
  surrenderId: z.string().describe("Surrender"),
  ...entityYear,
  market: allowanceMarketOut,
  kind: words(
    "SurrenderKind",
    surrenderKinds,
    "by the entity, by the regulator's order from frozen allowances, or given back to the entity",
  ),
  allowances: z.array(allowanceOut).describe("Allowances, the oldest vintage first"),
  offsets: z.array(rangeOut).describe("Certified reductions; once only"),
  documentNumber: field.documentNumber.optional(),
  reason: field.reason.optional(),
  at: instantOut("When it happened"),
});
/** Allowances that are frozen. */
export const allowanceFreeze = component("AllowanceFreeze", {
  holdId: z.string().describe("The freeze"),
  instrument: field.instrument,
  frozenTonnes: decimalOut.describe("Whole tonnes that it still has"),
});
/** Allowances that their holder cancelled. */
export const allowanceCancellation = component("AllowanceCancellation", {
  cancellationId: z.string().describe("Cancellation"),
  instrument: field.instrument,
  tonnes: decimalOut.describe("Whole tonnes"),
  cancelledAt: instantOut("When they were cancelled"),
});
/** A surrender as facts state it. */
export const surrenderStated = surrender.shape;
/** A range of serials in answers and facts. */
export const serialRangeOut = rangeOut;
