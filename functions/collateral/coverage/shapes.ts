import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { bilingualText, dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, pageOf, words } from "../../../shared/kernel/schemas.ts";
import { pledgeIdOut, pledgeRead, pledgeState, positionOut, quantityOut } from "../pledges/shapes.ts";
import { standingStates } from "./vocabulary.ts";

/** State of a coverage. */
export const coverageState = words(
  "CoverageState",
  [...standingStates, "ended"],
  "breach, margin-call and watch: below that threshold of the pledge; sound: below none; ended: the pledge stands on nothing any more",
);
/** States of pledges that stand in the register. */
export const standingState = words("StandingCoverageState", standingStates, "State of the coverage of a registered pledge");

const basis = z
  .discriminatedUnion("kind", [
    component("PriceBasis", {
      kind: z.literal("price").describe("A published baseline price"),
      item: z.string().describe("Item that it is the price of"),
      area: areaCodeOut.describe("Area for which it is published"),
      period: z.string().describe("Period that it is published for"),
      effectiveOn: dayOut("First day on which it counts"),
      version: count.describe("Version of the price"),
      priceCny: decimalOut.describe("CNY for a unit"),
    }),
    component("AppraisalBasis", {
      kind: z.literal("appraisal").describe("The appraised value of the pledge, by quantity, as no price is published"),
      appraisedOn: dayOut("Day of the appraisal"),
    }),
  ])
  .describe("What the value rests on");

const coveredPosition = component("CoveredPosition", {
  ...positionOut,
  quantity: quantityOut,
  valueCny: field.cny.describe("Value in CNY"),
  leftCny: field.cny.describe("What of it is left after those who are paid before"),
  basis,
});
const cure = component("CoverageCure", {
  repayCny: field.cny.describe("What to repay, in CNY"),
  add: component("AddedCollateral", { ...positionOut, quantity: quantityOut })
    .optional()
    .describe("Or what to pledge in addition, free of seniors; absent where more of it is worth nothing"),
}).describe("What brings the coverage back to the line of watch; absent where it is there");
const ratioOut = decimalOut
  .nullable()
  .describe("What is left for one yuan secured, four decimals, rounded down; null where nothing is secured");

const stated = {
  pledgeId: pledgeIdOut,
  registrationNumber: z.string().describe("Number of its registration"),
  contractNumber: z.string().describe("Number of the contract"),
  bankId: field.partyId.describe("Bank"),
  pledgorId: field.partyId.describe("Pledgor"),
  pledgorName: field.partyName.describe("Pledgor as it was named when the pledge was drafted"),
  ratio: ratioOut,
  securedCny: field.cny.describe("What the pledge secures"),
  valueCny: field.cny.describe("Value of what it stands on"),
  leftCny: field.cny.describe("What of it is left after those who are paid before, rounded down to the fen"),
  thresholds: pledgeRead.shape.thresholds.describe("Thresholds of the pledge"),
  positions: z.array(coveredPosition).describe("What it stands on, with the price that each value rests on"),
  cure: cure.optional(),
  day: dayOut("Day of the valuation by which it became this"),
} as const;

/** The coverage of a pledge. */
export const coverage = component("PledgeCoverage", {
  ...stated,
  state: coverageState,
  areas: z.array(areaCodeOut).describe("Areas in which something of the pledge lies: their authorities answer for it"),
  changedAt: instantOut("When it became this"),
  version: z.int().min(1).describe("How often it has changed"),
});
/** A page of coverages. */
export const coverages = pageOf(coverage);

/** What a bank has in each state. */
export const coverageTotals = component("CoverageTotals", {
  items: z
    .array(
      component("CoverageTotal", {
        state: standingState,
        pledges: count.describe("Registered pledges in this state"),
        securedCny: field.cny.describe("What they secure together"),
        leftCny: field.cny.describe("What they have left together"),
      }),
    )
    .describe("By state, the worst first"),
});

/** A coverage that crossed a line. */
export const coverageCrossed = z.object({
  ...stated,
  from: words("CoverageCrossedFrom", [...standingStates, "none"], "State before; none at the beginning"),
  state: standingState.describe("State after"),
  direction: words("CoverageDirection", ["down", "up"], "down: it got worse; up: it got better"),
  coverage: bilingualText.describe("The ratio in words"),
  pricing: bilingualText.describe("What the values rest on, in words"),
  curing: bilingualText.describe("What restores the line of watch, in words; empty where nothing has to"),
});

const both = (what: string) => ({
  now: field.cny.describe(`${what} now`),
  stressed: field.cny.describe(`${what} after the fall`),
});
/** A pledge as it is covered, and as it would be. */
export const stressedCoverage = component("StressedCoverage", {
  pledgeId: pledgeIdOut,
  registrationNumber: z.string().describe("Number of its registration"),
  pledgorName: field.partyName,
  securedCny: field.cny.describe("What the pledge secures"),
  ratio: ratioOut,
  stressedRatio: ratioOut.describe("The same after the fall"),
  state: standingState,
  stressedState: standingState.describe("State after the fall"),
  left: component("StressedLeft", both("What is left after those who are paid before, in CNY")).describe("What is left, now and then"),
  positions: z
    .array(
      component("StressedPosition", {
        ...positionOut,
        quantity: quantityOut,
        value: component("StressedValue", both("Value in CNY")).describe("Value, now and then"),
        basis,
      }),
    )
    .describe("What it stands on"),
});

/** What a debtor is told of a pledge. */
export const statement = component("PledgeStatement", {
  pledgeId: pledgeIdOut,
  version: z.int().min(1).describe("Version of the pledge that it is about"),
  changedAt: instantOut("When the pledge became this"),
  state: pledgeState,
  bankName: field.partyName.describe("Bank"),
  pledgorName: field.partyName.describe("Owner of what is pledged"),
  debtorName: field.partyName.describe("Debtor"),
  debtorCreditCode: field.creditCode.describe("Credit code of the debtor"),
  contractNumber: z.string().describe("Number of the contract"),
  registrationNumber: z.string().optional().describe("Number of the registration; absent before it"),
  amountKind: pledgeRead.shape.amountKind,
  amountCny: field.cny.describe("Principal or maximum amount"),
  securedCny: field.cny.describe("What the pledge secures"),
  pledged: z
    .array(component("PledgedQuantity", { ...positionOut, quantity: quantityOut }))
    .describe("What is pledged; nothing before registration and after the end"),
  disbursedCny: field.cny.describe("What was disbursed"),
  repaidCny: field.cny.describe("What was repaid"),
  owedCny: field.cny.describe("What is owed: disbursed and not repaid"),
});
