import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import {
  component,
  decimalOut,
  decimalString,
  id,
  plainDate,
  positiveCny,
  ratio,
  sha256Hex,
  shortText,
  words,
} from "../../../shared/kernel/schemas.ts";
import { instrumentName, largestScale } from "../../../shared/ledger/instrument.ts";
import { pledgeLifecycle } from "./lifecycles.ts";

/** Account of a member or a site, as input. */
export const pledgeableAccount = z
  .string()
  .regex(/^(?:party|site):[A-Za-z0-9-]{1,64}$/, message("须为 party: 或 site: 加编号", "an account: `party:` or `site:` and an id"))
  .describe("Account: `site:` for permits of a site, `party:` for what a member holds");
/** A quantity of any instrument, above zero, as input. */
export const pledgeableQuantity = decimalString(
  largestScale,
  12,
  { zh: "数量", en: "a quantity" },
  "Quantity in the unit of the instrument, as a decimal string",
).refine((value) => value.gt(0), message("须大于零", "above zero"));
/** A position, as input. */
export const positionNamed = { account: pledgeableAccount, instrument: instrumentName } as const;
/** Path parameters that name a pledge. */
export const pledgeParams = z.object({ pledgeId: id.describe("Pledge") });
/** How many parts one pledge may have: its registration is one transaction. */
export const mostParts = 6;

/** A part of a pledge, as input. */
export const partIn = z.object({
  ...positionNamed,
  quantity: pledgeableQuantity,
  sliceId: id.optional().describe("Slice that it joins behind those who stand there; absent for free tonnes"),
});
const amountKinds = ["principal", "maximum"] as const;
/** Thresholds of coverage, as input. */
export const thresholdsIn = z
  .object({
    watch: ratio.describe("Coverage below which it is watched"),
    marginCall: ratio.describe("Coverage below which collateral or money is called for"),
    breach: ratio.describe("Coverage below which the contract is breached"),
  })
  .refine(
    ({ watch, marginCall, breach }) => watch.gte(marginCall) && marginCall.gte(breach),
    message("须满足 watch ≥ marginCall ≥ breach", "watch is not below marginCall, nor marginCall below breach"),
  )
  .describe("Thresholds of coverage; those of the exchange's rules where absent");
const currency = z.literal("CNY").describe("Currency of the debt");

/** What a bank enters for a pledge. */
export const pledgeDrafted = z.object({
  pledgorId: id.describe("Member that owns what is pledged"),
  debtor: z
    .object({
      creditCode: z.string().min(1).max(40).describe("Unified social credit code of the debtor"),
      legalName: shortText.describe("Legal name of the debtor"),
    })
    .optional()
    .describe("Who owes, where it is not the pledgor"),
  amountKind: z.enum(amountKinds).describe("principal: of one debt; maximum: of several (Civil Code, article 420)"),
  amountCny: positiveCny.describe("Principal or maximum amount in CNY"),
  currency,
  contractNumber: shortText.max(80).describe("Number of the pledge contract"),
  contractDate: plainDate.describe("Day of the contract; not after today"),
  contractSha256: sha256Hex.describe("SHA-256 of the contract"),
  consentSha256: sha256Hex.describe("SHA-256 of the pledgor's letter of consent"),
  from: plainDate.describe("First day of the secured debt"),
  until: plainDate.describe("Last day of the secured debt"),
  parts: z.array(partIn).min(1).max(mostParts).describe("What it is to lie on"),
  appraisedCny: positiveCny.describe("Appraised value of all parts in CNY"),
  appraisedOn: plainDate.describe("Day of the appraisal; not after today"),
  thresholds: thresholdsIn.optional(),
  acceptedSeniors: z
    .array(shortText.max(60))
    .max(100)
    .optional()
    .describe("Registration numbers of the pledges before it that the bank knows and accepts; required to join a slice"),
});

const named = component("PledgeParty", {
  partyId: field.partyId.optional(),
  creditCode: field.creditCode,
  legalName: z.string().describe("Legal name when the pledge was drafted"),
});
/** Quantity of an instrument in a response or fact. */
export const quantityOut = decimalOut.describe("Quantity in the unit of the instrument");
/** A position in a response or fact. */
export const positionOut = { account: field.account, instrument: field.instrument } as const;
/** A part of a pledge in a response. */
export const partOut = z.object({
  ...positionOut,
  quantity: quantityOut,
  sliceId: z.string().optional().describe("Slice that it joins"),
});
/** Place in a registry. */
export const placeOut = component("RegistryPlace", {
  at: instantOut("When it was registered"),
  number: z.string().describe("Number of the registration"),
});
/** Thresholds of coverage in a response. */
export const thresholdsOut = component("CoverageThresholds", {
  watch: decimalOut.describe("Coverage below which it is watched"),
  marginCall: decimalOut.describe("Coverage below which collateral or money is called for"),
  breach: decimalOut.describe("Coverage below which the contract is breached"),
});
/** State of a pledge. */
export const pledgeState = words("PledgeState", pledgeLifecycle.states, "State of the pledge");
/** Path and answers: the id of a pledge. */
export const pledgeIdOut = z.string().describe("Pledge");

const termsOut = {
  pledgeId: pledgeIdOut,
  state: pledgeState,
  areas: z.array(areaCodeOut).describe("Areas in which something of it lies: their authorities answer for it"),
  bank: named.describe("Bank that it secures"),
  pledgor: named.describe("Owner of what is pledged"),
  debtor: named.describe("Who owes"),
  amountKind: words("PledgeAmountKind", amountKinds, "Principal of one debt, or the maximum of several"),
  amountCny: field.cny.describe("Principal or maximum amount in CNY"),
  currency,
  securedCny: field.cny.describe("What it secures now in CNY"),
  contractNumber: z.string().describe("Number of the contract"),
  contractDate: dayOut("Day of the contract"),
  contractSha256: sha256Hex.describe("SHA-256 of the contract"),
  consentSha256: sha256Hex.describe("SHA-256 of the pledgor's consent"),
  from: dayOut("First day of the debt"),
  until: dayOut("Last day of the debt"),
  parts: z.array(partOut).describe("What it was drafted on"),
  appraisedCny: field.cny.describe("Appraised value in CNY"),
  appraisedOn: dayOut("Day of the appraisal"),
  thresholds: thresholdsOut.describe("Coverage at which both sides are told"),
  acceptedSeniors: z.array(z.string()).describe("Registration numbers that its bank accepted before it"),
  draftedAt: instantOut("When it was drafted"),
  registerBy: instantOut("First instant at which the draft has lapsed"),
  registered: placeOut.optional().describe("Its registration here"),
  filing: placeOut
    .extend({ until: dayOut("Last day of the registration"), proofSha256: sha256Hex.describe("SHA-256 of the registry's proof") })
    .optional()
    .describe("Its filing with the unified registry"),
  disbursedCny: field.cny.optional().describe("What was disbursed in CNY"),
  disbursedOn: dayOut("Day of the disbursement").optional(),
  repaidCny: field.cny.describe("What was repaid in CNY"),
  repaidOn: dayOut("Day on which all was repaid").optional(),
  cancelBy: instantOut("First instant at which its cancellation is overdue; absent before it is repaid").optional(),
  endedAt: instantOut("When it ended").optional(),
  changedAt: instantOut("When it last changed"),
  version: z.int().min(1).describe("Version: changes so far"),
} as const;

/** A pledge in lists. */
export const pledgeListed = component("ListedPledge", termsOut);

/** A pledge with what it has in the register. */
export const pledgeRead = component("Pledge", {
  ...termsOut,
  slices: z
    .array(
      component("PledgedSlice", {
        ...positionOut,
        sliceId: z.string().describe("Slice"),
        quantity: quantityOut,
        rank: z.int().min(1).describe("Its rank on the slice: 1 is paid first"),
        entries: z.int().min(1).describe("Pledges on the slice"),
        frozen: z.boolean().describe("Whether a freeze is in force on it"),
      }),
    )
    .describe("What it has; none before registration and after its end"),
});

/** The site of a position, as it was named when it was pledged or frozen; nothing for an account of a member itself. */
export const siteOfPosition = {
  siteId: field.siteId.optional(),
  siteName: z.string().optional().describe("Name of the site as of then"),
  siteArea: areaCodeOut.optional(),
  licenceNumber: field.licenceNumber.optional(),
} as const;
/** What a change did to a pledge on its positions, each once. */
export const changedPositions = z
  .array(
    z.object({
      ...positionOut,
      ...siteOfPosition,
      quantity: quantityOut.describe("What was pledged or given up by it"),
      heldChange: decimalOut.describe("By how much what is held in the ledger changed: what others have on the same tonnes stays held"),
    }),
  )
  .describe("What the change did, by position");

/** What every fact about a pledge states: who, how much, and on what. */
export const pledgeStated = {
  pledgeId: pledgeIdOut,
  state: pledgeState,
  bankId: field.partyId.describe("Bank"),
  bankName: field.partyName,
  bankCode: field.creditCode,
  pledgorId: field.partyId.describe("Pledgor"),
  pledgorName: field.partyName,
  pledgorCreditCode: field.creditCode,
  debtorName: field.partyName,
  debtorCreditCode: field.creditCode,
  contractNumber: z.string().describe("Number of the contract"),
  amountCny: field.cny.describe("Principal or maximum amount in CNY"),
  securedCny: field.cny.describe("What it secures now in CNY"),
  registrationNumber: z.string().optional().describe("Number of its registration here"),
  positions: z.array(z.object({ ...positionOut, quantity: quantityOut })).describe("What it has on each position after the change"),
  moves: z.boolean().describe("Whether an entry of the ledger was made under the id of this fact"),
} as const;
