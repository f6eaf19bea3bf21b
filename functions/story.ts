import { sha256 } from "../shared/kernel/ids.ts";

/**
 * The story that the examples of the API tell, so that they can be sent in order: on 2 March 2026, Yangtze Paper Mill and Echeng Steel buy
 * permits for SO2 of the pool Ezhou. Ids are those of the examples' answers; who sends them again gets ids of its own.
 */
export const story = {
  /** When the story begins: Monday morning in Ezhou. */
  begins: "2026-03-02T01:00:00.000Z",
  opensAt: "2026-03-02T01:10:00.000Z",
  enrolsUntil: "2026-03-02T02:00:00.000Z",
  closesAt: "2026-03-02T03:00:00.000Z",
  /** End of the fifth working day after the result. */
  payBy: "2026-03-09T16:00:00.000Z",
  /** When the sale is paid and settled. */
  settledAt: "2026-03-02T03:00:20.000Z",
  /** When what happened after the sale is told. */
  afterwards: "2026-03-02T04:11:00.000Z",
  nextDay: "2026-03-03T01:00:00.000Z",
  city: "420700",
  district: "420704",
  pool: "ezhou",
  pollutant: "SO2",
  auctionId: "0195a1b2-0c00-7000-8000-000000000001",
  requestId: "0081e23ab99156114e8bff7f3fba3984",
  invitationId: "0195a1b2-0e00-7000-8000-000000000001",
  disputeId: "bcb40cb1834eb5867a2571542d3f9a68",
  rateTableId: "zhuzhou-2016",
  planId: "0195a1b2-2600-7000-8000-000000000001",
  sparePlanId: "0195a1b2-2600-7000-8000-000000000002",
  taxPlanId: "0195a1b2-2600-7000-8000-000000000003",
  certificateId: "0195a1b2-1600-7000-8000-000000000001",
  storageId: "0195a1b2-1600-7000-8000-000000000002",
  declarationId: "0195a1b2-1700-7000-8000-000000000001",
  recoveryId: "0195a1b2-1600-7000-8000-000000000003",
  bookingId: "0195a1b2-1000-7000-8000-000000000001",
  refundId: "0195a1b2-1100-7000-8000-000000000001",
  exceptionId: "0195a1b2-1500-7000-8000-000000000001",
  statementId: "228356b91cf2ce79b84fc877444fc75e",
  importId: "5b1f0c9e7d3a4e6f8a0b1c2d3e4f5a6b",
  pledgeId: "0195a1b2-1900-7000-8000-000000000001",
  incomePledgeId: "0195a1b2-1d00-7000-8000-000000000004",
  streamId: "0195a1b2-1d00-7000-8000-000000000001",
  enforcedPledgeId: "0195a1b2-1900-7000-8000-000000000004",
  enforcementId: "0195a1b2-1900-7000-8000-000000000031",
  takenOverId: "0195a1b2-1900-7000-8000-000000000032",
  juniorPledgeId: "0195a1b2-1900-7000-8000-000000000002",
  noticeId: "20260302010000000.2c5335c0c2e8181a1d8ceafcee8a30b2",
} as const;

/** An enterprise of the story, by the name of its persona in the local cloud. */
export interface Enterprise {
  /** Persona that acts for it; its token's subject is `persona-<name>`. */
  readonly persona: string;
  readonly partyId: string;
  readonly name: string;
  readonly creditCode: string;
  readonly representative: string;
  readonly siteId: string;
  readonly licenceNumber: string;
  readonly project: string;
  readonly projectName: string;
  readonly bankAccount: string;
  readonly bankReference: string;
  readonly letterNumber: string;
  readonly bookingId: string;
  readonly enrolmentId: string;
  /** Ids of the steps of its bid. */
  readonly bidIds: readonly string[];
}

/** Yangtze Paper Mill, which wins most. */
export const mill: Enterprise = {
  persona: "mill",
  partyId: "0195a1b2-0a00-7000-8000-000000000001",
  name: "Yangtze Paper Mill",
  creditCode: "91420700MA0000015E",
  representative: "Liu Yang",
  siteId: "0195a1b2-0b00-7000-8000-000000000001",
  licenceNumber: "91420700MA0000015E001P",
  project: "mill-1",
  projectName: "Paper machine 3",
  bankAccount: "42050110001",
  bankReference: "CCB-20260302-0001",
  letterNumber: "EZ-2026-3",
  bookingId: "0195a1b2-1000-7000-8000-000000000002",
  bidIds: ["3f0c2f5e-6a44-4c0e-9d6c-0b6f3a1d7e21", "3f0c2f5e-6a44-4c0e-9d6c-0b6f3a1d7e22"],
  enrolmentId: `${story.auctionId}.5f1c9a3e7b2d4c6f8a0b1c2d3e4f5a6b`,
};

/** Echeng Steel, which bids lower. */
export const steel: Enterprise = {
  persona: "steel",
  partyId: "0195a1b2-0a00-7000-8000-000000000002",
  name: "Echeng Steel",
  creditCode: "91420700MA00000239",
  representative: "Sun Wei",
  siteId: "0195a1b2-0b00-7000-8000-000000000002",
  licenceNumber: "91420700MA00000239001P",
  project: "steel-1",
  projectName: "Rolling line 2",
  bankAccount: "42050110002",
  bankReference: "CCB-20260302-0002",
  letterNumber: "EZ-2026-4",
  bookingId: "0195a1b2-1000-7000-8000-000000000003",
  bidIds: ["3f0c2f5e-6a44-4c0e-9d6c-0b6f3a1d7e23"],
  enrolmentId: `${story.auctionId}.0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a`,
};

/** The bureau that sets caps and certifies needs. */
export const bureau = {
  persona: "bureau",
  partyId: "0195a1b2-0a00-7000-8000-000000000003",
  name: "Bureau of Ecology",
  creditCode: "11420700MB00000195",
  representative: "Li Qiang",
} as const;

/** The district's authority, which screens reports of its area. */
export const echeng = {
  persona: "echeng",
  partyId: "0195a1b2-0a00-7000-8000-000000000006",
  name: "Echeng District Branch",
  creditCode: "11420704MB000006X2",
  representative: "Huang Fang",
} as const;

/** The verifier of the mill's report. */
export const checker = {
  persona: "checker",
  partyId: "0195a1b2-0a00-7000-8000-000000000007",
  name: "Hubei Verification",
  creditCode: "91420700MA0000074H",
  representative: "Qian Hui",
} as const;

/** Another verifier, which looks at the report again. */
export const auditor = {
  persona: "auditor",
  partyId: "0195a1b2-0a00-7000-8000-000000000008",
  name: "Wuhan Certification",
  creditCode: "91420700MA0000082C",
  representative: "Gao Jie",
} as const;

/** The bank that lends to the paper mill. */
export const greenBank = {
  persona: "bank",
  partyId: "0195a1b2-0a00-7000-8000-000000000009",
  name: "Green Bank of Ezhou",
  creditCode: "91420700MA0000103W",
  representative: "Zhou Ting",
} as const;

/** Another bank, which lends on the same tonnes and comes second. */
export const savingsBank = {
  persona: "savings",
  partyId: "0195a1b2-0a00-7000-8000-000000000010",
  name: "Savings Bank of Ezhou",
  creditCode: "91420700MA0000111P",
  representative: "Tang Li",
} as const;

/** The exchange that runs the sales. */
export const operator = {
  persona: "operator",
  partyId: "0195a1b2-0a00-7000-8000-000000000004",
  name: "Exchange of Ezhou",
  creditCode: "12420700MB0000035P",
  representative: "Wang Min",
} as const;

const billText = "month,fuel,t\n2025-03,bituminous coal,1000\n";
/** A document that the paper mill uploads. */
export const fuelBill = { text: billText, sha256: sha256(billText) } as const;

/** SHA-256 of a document that people of the story hand in. */
export const documentHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** A hash that the exchange computes in the story; each of them is another one. */
export function computedHash(of: string): string {
  return sha256(of);
}
