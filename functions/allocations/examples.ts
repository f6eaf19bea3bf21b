import type { Examples } from "../../shared/http/examples.ts";
import { mill, steel, story } from "../story.ts";
import type { allocationsEndpoints } from "./contract.ts";
import type { paymentEndpoints } from "./contract-payments.ts";

/** Operations of rates, plans and renewals. */
type PlanOperations = Pick<
  typeof allocationsEndpoints,
  | "publishRateTable"
  | "listRateTables"
  | "listRateVersions"
  | "draftAllocationPlan"
  | "putAllocationLines"
  | "removeAllocationLine"
  | "publishAllocationPlan"
  | "objectToAllocation"
  | "answerObjection"
  | "decideAllocationPlan"
  | "withdrawAllocationPlan"
  | "listAllocationPlans"
  | "readAllocationPlan"
  | "listAllocationLines"
  | "listObjections"
  | "listAreaPlans"
  | "readAreaPlan"
  | "listAreaPlanLines"
  | "listAllocations"
  | "readAllocation"
>;

const { planId, sparePlanId, taxPlanId, rateTableId, pollutant, pool } = story;
const ofPlan = { planId };
const objectionId = `${mill.siteId}.${mill.partyId}`;
const allocationId = `${planId}.${mill.siteId}`;
const rates = [{ pollutant, cnyPerTonneYear: "200.00" }];
const rated = { title: "Use fees, Zhuzhou 2016-210", documentNumber: "ZZ-2016-210", validFrom: "2016-11-01" };

function drafted(title: string, of: string, paymentMode: "exchange-account" | "tax-certificate" = "exchange-account") {
  const asked = {
    ...{ kind: "initial" as const, title, documentNumber: "EZ-2026-20", determinedOn: "2026-01-01", firstMonth: "2027-01", years: 5 },
    ...{ rateTableId, instalments: 5, announcedDays: 1, paymentMode },
  };
  return {
    body: asked,
    response: {
      ...{ ...asked, planId: of, area: story.city, lastMonth: "2031-12", rateTableVersion: 1, rates, firstShare: "0.4" },
      ...{ paymentDays: 30, graceDays: 15, noticeDays: 30, state: "drafted" as const, lines: 0, totals: [], feeTotalCny: "0.00" },
      ...{ draftedAt: story.afterwards, openObjections: 0 },
    },
  };
}

function lineOf({ creditCode, licenceNumber }: typeof mill, tonnes: string) {
  const basis = { kind: "operating", since: "2012-06-01", method: "as licensed in 2021", documentNumber: "EZ-2026-19" } as const;
  return { creditCode, licenceNumber, amounts: [{ pollutant, tonnes }], basis };
}

/** Examples of allocations: a table of rates, and a plan for the two enterprises from its draft to its decision. */
export const planExamples: Examples<PlanOperations> = {
  publishRateTable: {
    bureau: {
      summary: "The published rates of Zhuzhou",
      params: { rateTableId },
      body: { ...rated, rates: [{ pollutant, cnyPerTonneYear: "200" }] },
      response: { ...rated, rateTableId, version: 1, area: story.city, rates, publishedAt: story.afterwards },
    },
  },
  listRateTables: { public: { summary: "Every table of rates" } },
  listRateVersions: { public: { summary: "The versions of a table", params: { rateTableId } } },
  draftAllocationPlan: {
    bureau: { summary: "A plan for existing dischargers, in five instalments", ...drafted("Allocation of 2027", planId) },
    spare: { by: "bureau", summary: "A plan that is given up", ...drafted("Allocation of 2027, first try", sparePlanId) },
    tax: {
      by: "bureau",
      summary: "A plan whose fees are declared to the tax office",
      ...drafted("Further allocation of 2027", taxPlanId, "tax-certificate"),
    },
  },
  putAllocationLines: {
    bureau: {
      summary: "What the paper mill and the steelworks get",
      params: ofPlan,
      body: { lines: [lineOf(mill, "2"), lineOf(steel, "1.5")] },
    },
    tax: {
      by: "bureau",
      summary: "What the steelworks gets",
      params: { planId: taxPlanId },
      body: { lines: [lineOf(steel, "0.5")] },
    },
  },
  removeAllocationLine: { bureau: { summary: "The steelworks is left out", params: { planId, siteId: steel.siteId } } },
  listAreaPlans: { bureau: { summary: "Plans of the whole city, drafts too", query: { area: story.city } } },
  readAreaPlan: { bureau: { summary: "The draft with its sums", params: ofPlan } },
  listAreaPlanLines: { bureau: { summary: "The lines of the draft", params: ofPlan } },
  publishAllocationPlan: {
    bureau: { summary: "The plan is announced", params: ofPlan, body: {} },
    tax: { by: "bureau", summary: "The further plan is announced", params: { planId: taxPlanId }, body: {} },
  },
  listAllocationPlans: { public: { summary: "Published plans" } },
  readAllocationPlan: { public: { summary: "The published plan", params: ofPlan } },
  listAllocationLines: { public: { summary: "Who gets what", params: ofPlan } },
  objectToAllocation: {
    mill: {
      summary: "The paper mill objects to its amount",
      params: ofPlan,
      body: { siteId: mill.siteId, grounds: "The licence of 2021 has 2.5 t" },
      response: {
        ...{ objectionId, planId, siteId: mill.siteId, partyId: mill.partyId, partyName: mill.name },
        ...{ grounds: "The licence of 2021 has 2.5 t", state: "open", raisedAt: story.afterwards },
      },
    },
  },
  listObjections: { bureau: { summary: "Objections to the plan", params: ofPlan } },
  answerObjection: {
    bureau: {
      summary: "The objection is upheld",
      params: { planId, objectionId },
      body: { upheld: true, reason: "as the licence says", amounts: [{ pollutant, tonnes: "2.5" }] },
    },
  },
  decideAllocationPlan: {
    bureau: {
      summary: "The plan is approved, once its window is over",
      params: ofPlan,
      body: { approved: true, documentNumber: "EZ-2026-21", reason: "as announced" },
    },
    tax: {
      by: "bureau",
      summary: "The further plan is approved",
      params: { planId: taxPlanId },
      body: { approved: true, documentNumber: "EZ-2026-22", reason: "as announced" },
    },
  },
  withdrawAllocationPlan: {
    bureau: { summary: "The first try is given up", params: { planId: sparePlanId }, body: { reason: "drafted anew" } },
  },
  listAllocations: { mill: { summary: "What the paper mill was allocated" } },
  readAllocation: {
    mill: {
      summary: "An allocation that waits for its first payment",
      params: { allocationId },
      response: {
        ...{ allocationId, siteId: mill.siteId, partyId: mill.partyId, partyName: mill.name, creditCode: mill.creditCode },
        ...{ siteName: "Works 1", siteArea: story.district, licenceNumber: mill.licenceNumber, basis: lineOf(mill, "2.5").basis },
        amounts: [
          {
            ...{ pollutant, pool, tonnes: "2.5", instrument: "permit/SO2/ezhou/2027-01/2031-12", poolArea: "420700" },
            ...{ blockReference: `SO2.ezhou.202701.203112.${allocationId}`, feeCny: "2500.00" },
          },
        ],
        ...{ renews: [], totalCny: "2500.00", state: "awaiting-payment" },
        ...{ planId, planTitle: "Allocation of 2027", planDocument: "EZ-2026-20", firstMonth: "2027-01", lastMonth: "2031-12" },
        paymentMode: "exchange-account",
        instalments: ["2026", "2027", "2028", "2029", "2030"].map((year, index) => ({
          ...{ number: index + 1, amountCny: index === 0 ? "1000.00" : "375.00" },
          releases: [{ pollutant, tonnes: index === 0 ? "1" : "0.375" }],
          ...{ state: "unpaid" as const, payBy: `${year}-04-03T16:00:00.000Z` },
        })),
      },
    },
  },
};

const taxed = `${story.taxPlanId}.${steel.siteId}`;
const certificateNumber = "342026030400001";

/** Examples of payments: the paper mill pays its first instalment from its cash, and the steelworks two by way of the tax office. */
export const paymentExamples: Examples<typeof paymentEndpoints> = {
  listAllocationDues: { mill: { summary: "What the paper mill is to pay next" } },
  listAllAllocationDues: {
    bureau: { summary: "What is to be paid next in the whole city", query: {} },
    overdue: { by: "bureau", summary: "What is overdue in a district", query: { area: story.district, overdue: "true" } },
  },
  payAllocation: {
    mill: { summary: "The first instalment, which delivers all permits", params: { allocationId }, body: { amount: "1000.00" } },
  },
  bookFeeCertificate: {
    steel: {
      by: "bureau",
      summary: "The tax office certifies the first two instalments",
      params: { allocationId: taxed },
      body: { certificateNumber, issuedOn: "2026-03-04", amount: "275.00" },
      response: {
        ...{ certificateNumber, allocationId: taxed, issuedOn: "2026-03-04", amountCny: "275.00", instalments: [1, 2] },
        ...{ state: "booked", bookedAt: "2026-03-04T01:00:00.000Z" },
      },
    },
  },
  listFeeCertificates: { bureau: { summary: "Certificates of an allocation", params: { allocationId: taxed } } },
  reverseFeeCertificate: {
    bureau: {
      summary: "The tax office takes its certificate back",
      params: { allocationId: taxed, certificateNumber },
      body: { reason: "the tax office paid the fee back" },
    },
  },
};
