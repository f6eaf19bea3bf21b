import type { Examples } from "../../../shared/http/examples.ts";
import { mill, steel, story } from "../../story.ts";
import type { allowancesEndpoints } from "./contract.ts";

const planId = `hubei-2025-${story.city}`;
const nextPlanId = `hubei-2026-${story.city}`;
const ofPlan = { planId };
const ofNextPlan = { planId: nextPlanId };
const allocationId = `${planId}.${mill.partyId}`;
const ofMill = { allocationId };
const statementId = `${mill.partyId}.national.2026-03-03`;
const document = { documentNumber: "EZ-2026-71" };
const reason = { reason: "as the province's plan" };
const paper = { sector: "造纸", historic: { sectorCoefficient: "0.97", marketFactor: "0.9883" } };

function draft(year: "2025" | "2026") {
  const after = String(Number(year) + 1);
  return {
    ...{ market: "hubei" as const, year, title: `Hubei's allowances of ${year}`, ...document, sectors: [paper] },
    ...{ totalTonnes: "100000", reserveTonnes: "20000", lastMonth: `${after}-12`, surrenderBy: `${after}-11-30` },
  };
}
const mills = { partyId: mill.partyId, historic: { baseTonnes: "60000", productionDays: 300 }, ...document };
const works = { partyId: steel.partyId, historic: { baseTonnes: "10000", productionDays: 300 }, ...document };

/** Examples of allocation of allowances: the paper mill's of 2025, part of which it carries over, and those of a new entrant that closes. */
export const allowancesExamples: Examples<typeof allowancesEndpoints> = {
  draftAllowancePlan: {
    lastYear: {
      by: "bureau",
      summary: "A plan with the historic method",
      body: draft("2025"),
      response: {
        ...draft("2025"),
        ...{ planId, area: story.city, sectors: [{ ...paper, historic: { ...paper.historic, ofDays: 365 } }] },
        ...{ figureDecimals: 2, figureRounding: "half-up", issueRounding: "down", preShare: "0.7", objectionDays: 7, decisionDays: 10 },
        excess: {
          share: "0.2",
          tonnes: "200000",
          source: "Hubei's allocation plans: what differs by more than 20 % or 200,000 t is corrected afterwards",
        },
        ...{ state: "drafted", revision: 1, lines: 0, draftedAt: "2026-03-04T01:00:00.000Z" },
      },
    },
    thisYear: {
      by: "bureau",
      summary: "The plan of the year after, which converts a part of the allowances of 2025",
      body: { ...draft("2026"), carryOver: { fromVintage: "2025", share: "0.1", plusTonnes: "1000", until: "2026-12-31" } },
    },
  },
  putAllowanceLines: {
    lastYear: { by: "bureau", summary: "The paper mill", params: ofPlan, body: { lines: [mills] } },
    thisYear: { by: "bureau", summary: "The paper mill in the year after", params: ofNextPlan, body: { lines: [mills] } },
  },
  decideAllowancePlan: {
    approve: { by: "bureau", summary: "Two regulators approve it", params: ofPlan, body: { decision: "approve", ...reason } },
    publish: { by: "bureau", summary: "It is published", params: ofPlan, body: { decision: "publish", ...reason } },
    preAllocate: { by: "bureau", summary: "Its entities get 70 %", params: ofPlan, body: { decision: "pre-allocate", ...reason } },
    approveThisYear: { by: "bureau", summary: "The next plan is approved", params: ofNextPlan, body: { decision: "approve", ...reason } },
    publishThisYear: { by: "bureau", summary: "It is published", params: ofNextPlan, body: { decision: "publish", ...reason } },
    preAllocateThisYear: { by: "bureau", summary: "And pre-allocated", params: ofNextPlan, body: { decision: "pre-allocate", ...reason } },
  },
  listAllowancePlans: { mill: { summary: "Plans of allowances" } },
  readAllowancePlan: { mill: { summary: "The plan of 2025", params: ofPlan } },
  listAllowanceLines: { bureau: { summary: "Its entities", params: ofPlan } },
  admitNewEntrant: {
    steel: { by: "bureau", summary: "The steelworks begins to make paper", params: ofPlan, body: { ...works, reason: "new line" } },
  },
  allocateAllowances: {
    closure: {
      by: "bureau",
      summary: "The steelworks gives its paper line up after a hundred days",
      params: { allocationId: `${planId}.${steel.partyId}` },
      body: { kind: "closure", productionDays: 100, ...document, reason: "the line was closed" },
    },
  },
  carryOverAllowances: {
    mill: {
      summary: "The mill keeps a part for the year after",
      params: { allocationId: `${nextPlanId}.${mill.partyId}` },
      body: { instrument: "allowance/hubei/2025/2026-12", tonnes: "500" },
    },
  },
  objectToAllowances: {
    mill: { summary: "The mill ran for more days", params: ofMill, body: { grounds: "it ran for 310 days" } },
  },
  answerAllowanceObjection: {
    bureau: {
      summary: "It did",
      params: { ...ofMill, objectionId: "1" },
      body: { upheld: true, reason: "310 days are in the records", historic: { baseTonnes: "60000", productionDays: 310 } },
    },
  },
  listAllowances: { mill: { summary: "What the mill gets" } },
  readAllowance: { mill: { summary: "The allocation with its objections", params: ofMill } },
  recordAllowanceStatement: {
    mill: {
      summary: "What the national registry says that the mill holds",
      body: {
        ...{ market: "national", registry: "全国碳排放权注册登记系统", statedOn: "2026-03-03", documentNumber: "CR-2026-3" },
        balances: [{ vintage: "2024", tonnes: "120" }],
      },
      response: {
        ...{ statementId, partyId: mill.partyId, partyName: "Yangtze Paper Group", creditCode: mill.creditCode, area: story.district },
        ...{ market: "national", registry: "全国碳排放权注册登记系统", statedOn: "2026-03-03", documentNumber: "CR-2026-3" },
        lines: [{ vintage: "2024", statedTonnes: "120", ledgerTonnes: "0", state: "open" }],
        ...{ openDifferences: 1, recordedAt: "2026-03-04T01:00:00.000Z" },
      },
    },
  },
  decideStatementDifference: {
    bureau: {
      summary: "It was bought elsewhere",
      params: { statementId, vintage: "2024" },
      body: { applied: false, reason: "bought before it was a member here" },
    },
  },
  listAllowanceStatements: {
    mill: { summary: "The mill's statements" },
    bureau: { summary: "Statements of the whole city", query: { area: story.city } },
  },
  readAllowanceStatement: { bureau: { summary: "The statement with its difference", params: { statementId } } },
};
