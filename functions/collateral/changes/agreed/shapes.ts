import * as z from "zod";
import { dayOut, field, instantOut } from "../../../../shared/kernel/fields.ts";
import { message } from "../../../../shared/kernel/message.ts";
import { component, id, plainDate, positiveCny, reasonGiven, sha256Hex, shortText, words } from "../../../../shared/kernel/schemas.ts";
import { mostParts, partIn, partOut, pledgeIdOut, thresholdsIn, thresholdsOut } from "../../pledges/shapes.ts";
import { changeKinds } from "./kinds.ts";
import { pledgeChangeLifecycle } from "./lifecycle.ts";

/** Path parameters that name a change. */
export const changeParams = z.object({ changeId: id.describe("Change") });
const registrationNumber = z.string().describe("Number of the registration here");

const amendment = z
  .object({
    amountCny: positiveCny.optional().describe("New principal or maximum amount in CNY"),
    appraisedCny: positiveCny.optional().describe("New appraised value of all parts in CNY"),
    appraisedOn: plainDate.optional().describe("Day of the new appraisal; not after today"),
    contractNumber: shortText.max(80).optional().describe("New number of the contract"),
    contractDate: plainDate.optional().describe("Day of the new contract; not after today"),
    contractSha256: sha256Hex.optional().describe("SHA-256 of the new contract"),
    debtorName: shortText.optional().describe("New legal name of the debtor"),
    thresholds: thresholdsIn.optional(),
  })
  .refine((each) => Object.values(each).some((value) => value !== undefined), message("须至少变更一项", "at least one member that changes"))
  .describe("What changes; what is absent stays");
const extension = z.object({ until: plainDate.describe("New last day of the secured debt") }).describe("A later end of the debt");
const addition = z
  .object({
    parts: z.array(partIn).min(1).max(mostParts).describe("What is added"),
    appraisedCny: positiveCny.describe("Appraised value of all parts with those added, in CNY"),
    appraisedOn: plainDate.describe("Day of the appraisal; not after today"),
    acceptedSeniors: z
      .array(shortText.max(60))
      .max(100)
      .optional()
      .describe("Registration numbers before it on slices that it joins, which the bank accepts"),
  })
  .describe("Further collateral, which ranks from its own registration");
const assignment = z
  .object({ bankCreditCode: z.string().min(1).max(40).describe("Unified social credit code of the bank that takes over") })
  .describe("Another bank takes over debt and pledge");
const subordination = z
  .object({
    aheadNumber: shortText.max(60).describe("Registration number of the pledge that is paid before this one from now on"),
    sliceIds: z.array(id).min(1).max(mostParts).optional().describe("Slices on which it is; all on which both stand where absent"),
  })
  .describe("This pledge is paid after another; numbers stay what they are");

/** What a bank proposes: exactly one kind of change. */
export const changeProposed = z
  .object({
    amendment: amendment.optional(),
    extension: extension.optional(),
    addition: addition.optional(),
    assignment: assignment.optional(),
    subordination: subordination.optional(),
    documentSha256: sha256Hex.describe("SHA-256 of the agreement on the change"),
    reason: reasonGiven,
  })
  .refine(
    (body) => changeKinds.filter((kind) => body[kind] !== undefined).length === 1,
    message("须恰好一种变更", "exactly one kind of change"),
  );

/** Kind of a change. */
export const changeKind = words("PledgeChangeKind", changeKinds, "Kind of change");
const changeState = words("PledgeChangeState", pledgeChangeLifecycle.states, "State of the change");
const common = {
  changeId: z.string().describe("Change"),
  pledgeId: pledgeIdOut,
  kind: changeKind,
  state: changeState,
  registrationNumber,
  bankId: field.partyId.describe("Bank that proposed it"),
  bankName: field.partyName,
  pledgorName: field.partyName,
  answererId: field.partyId.describe("Who has to agree"),
  answererName: field.partyName,
  answerBy: instantOut("First instant at which it has lapsed"),
  documentSha256: sha256Hex.describe("SHA-256 of the agreement on the change"),
} as const;

/** A change, as it is read. */
export const changeRead = component("PledgeChange", {
  ...common,
  amendment: component("PledgeAmendment", {
    amountCny: field.cny.optional().describe("New amount in CNY"),
    appraisedCny: field.cny.optional().describe("New appraised value in CNY"),
    appraisedOn: dayOut("Day of the new appraisal").optional(),
    contractNumber: z.string().optional().describe("New number of the contract"),
    contractDate: dayOut("Day of the new contract").optional(),
    contractSha256: sha256Hex.optional().describe("SHA-256 of the new contract"),
    debtorName: z.string().optional().describe("New legal name of the debtor"),
    thresholds: thresholdsOut.optional().describe("New thresholds of coverage"),
  })
    .optional()
    .describe("What changes, in an amendment"),
  extension: component("PledgeExtension", { until: dayOut("New last day of the debt") })
    .optional()
    .describe("The later end of the debt, in an extension"),
  addition: component("PledgeAddition", {
    parts: z.array(partOut).describe("What is added"),
    appraisedCny: field.cny.describe("Appraised value of all parts in CNY"),
    appraisedOn: dayOut("Day of the appraisal"),
    acceptedSeniors: z.array(z.string()).describe("Registration numbers that the bank accepts before it"),
  })
    .optional()
    .describe("Further collateral, in an addition"),
  assignment: component("PledgeAssignment", {
    bankId: field.partyId.describe("Bank that takes over"),
    bankCode: field.creditCode,
    bankName: field.partyName,
  })
    .optional()
    .describe("Who takes over, in an assignment"),
  subordination: component("PledgeSubordination", {
    aheadNumber: z.string().describe("Registration number of the pledge that is paid before it"),
    sliceIds: z.array(z.string()).optional().describe("Slices on which it is; all on which both stand where absent"),
  })
    .optional()
    .describe("Who goes first, in a subordination"),
  proposedAt: instantOut("When it was proposed"),
  answeredAt: instantOut("When it was agreed, refused or lapsed").optional(),
  reason: z.string().optional().describe("Reason of the proposal, or of the refusal"),
  version: z.int().min(1).describe("Version"),
});

/** What facts state of a change: no amounts, because they reach whoever has to agree. */
export const changeStated = { ...common } as const;
