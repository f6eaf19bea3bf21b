import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, greenBank, mill, savingsBank, story } from "../../story.ts";
import { consentId, savingsConsentId } from "../disclosure/examples.ts";
import type { pledgesEndpoints } from "./contract.ts";
import type { PledgeView } from "./views.ts";

const account = `site:${mill.siteId}`;
const instrument = "permit/SO2/ezhou/2027-01/2031-12";
const position = { account, instrument } as const;
const debt = { from: "2026-03-02", until: "2029-03-31" } as const;
const at = story.afterwards;
/** The slices that the first pledge makes on the permits of the story: the second one divides the first. */
const sliceId = "slice-5f1c9a3e7b2d4c6f8a0b1c2d3e4f5a6b";
const sharedId = "slice-6e0d8b4f1c3e4d5a9b0c1d2e3f4a5b6c";
const [number, juniorNumber] = ["EZ-0123456789-000001", "EZ-0123456789-000002"];
/** A draft that the mill refuses. */
const refusedId = "0195a1b2-1900-7000-8000-000000000003";
const params = { pledgeId: story.pledgeId };
const juniorParams = { pledgeId: story.juniorPledgeId };
const enforcedParams = { pledgeId: story.enforcedPledgeId };
const draft = {
  pledgorId: mill.partyId,
  amountKind: "principal",
  currency: "CNY",
  contractDate: "2026-03-02",
  contractSha256: documentHash,
  consentSha256: documentHash,
  ...debt,
  appraisedOn: "2026-03-02",
} as const;

const shares = { account: `party:${mill.partyId}`, instrument: `income/emission-right/${story.streamId}`, quantity: "60" };
/** The mill, named as it was then. */
const millThen = { partyId: mill.partyId, creditCode: mill.creditCode, legalName: mill.name };
const usualThresholds = { watch: "1.20", marginCall: "1.10", breach: "1.00" };

/** What is registered behind something of the same instant comes right after it. */
const justAfter = "2026-03-02T04:11:00.001Z";
type Partner = typeof greenBank | typeof savingsBank | typeof mill;
function named({ partyId, creditCode, name }: Partner) {
  return { partyId, creditCode, legalName: name };
}

/** A draft, as it is answered. */
function drafted(
  pledgeId: string,
  bank: Partner,
  { quantity, amountCny, ...more }: Partial<PledgeView> & { quantity: string; amountCny: string },
) {
  const { pledgorId: _pledgorId, ...terms } = draft;
  return {
    ...{ pledgeId, state: "drafted", areas: [story.district], bank: named(bank), pledgor: named(mill), debtor: named(mill) },
    ...{ ...terms, amountCny, securedCny: amountCny, appraisedCny: "4000.00", contractNumber: "" },
    parts: [{ ...position, quantity }],
    thresholds: { watch: "1.20", marginCall: "1.10", breach: "1.00" },
    ...{
      acceptedSeniors: [],
      draftedAt: at,
      registerBy: "2026-04-01T16:00:00.000Z",
      repaidCny: "0.00",
      changedAt: at,
      version: 1,
      slices: [],
    },
    ...more,
  } satisfies PledgeView;
}

const first = { quantity: "2", amountCny: "4000.00", appraisedCny: "8000.00", contractNumber: "GB-2026-17" };
const second = {
  ...{ quantity: "1", amountCny: "500.00", contractNumber: "SB-2026-3" },
  parts: [{ ...position, quantity: "1", sliceId }],
  acceptedSeniors: [number],
};

/** Examples of pledges: the mill pledges permits to the green bank, then the savings bank comes second on some of them. */
export const pledgesExamples: Examples<typeof pledgesEndpoints> = {
  checkPledge: {
    bank: {
      summary: "What the permits of the mill could secure",
      query: { consentId, ...position, quantity: "2", amountCny: "4000", appraisedCny: "8000", ...debt },
    },
    savings: {
      by: savingsBank.persona,
      summary: "What one tonne of a slice could secure behind those who stand there",
      query: { consentId: savingsConsentId, ...position, quantity: "1", sliceId, amountCny: "500", appraisedCny: "4000", ...debt },
    },
  },
  draftPledge: {
    bank: {
      summary: "The green bank drafts a pledge of two tonnes",
      body: {
        ...draft,
        ...{ amountCny: "4000", contractNumber: "GB-2026-17", appraisedCny: "8000" },
        parts: [{ ...position, quantity: "2" }],
      },
      response: drafted(story.pledgeId, greenBank, first),
    },
    savings: {
      by: savingsBank.persona,
      summary: "The savings bank comes second on one of the two tonnes, and knows it",
      body: {
        ...draft,
        ...{ amountCny: "500", contractNumber: "SB-2026-3", appraisedCny: "4000" },
        parts: [{ ...position, quantity: "1", sliceId }],
        acceptedSeniors: [number],
      },
      response: drafted(story.juniorPledgeId, savingsBank, second),
    },
    income: {
      ...{ by: greenBank.persona, summary: "The green bank drafts a pledge of shares of what the mill earns from the steelworks" },
      body: { ...draft, amountCny: "60000", contractNumber: "GB-2026-19", appraisedCny: "100000", parts: [shares] },
      response: {
        ...{ pledgeId: story.incomePledgeId, state: "drafted", areas: ["420704"] },
        bank: { partyId: greenBank.partyId, creditCode: greenBank.creditCode, legalName: greenBank.name },
        ...{ pledgor: millThen, debtor: millThen, amountKind: "principal", currency: "CNY", amountCny: "60000.00" },
        ...{ securedCny: "60000.00", contractNumber: "GB-2026-19", contractDate: draft.contractDate },
        ...{ contractSha256: documentHash, consentSha256: documentHash, ...debt, parts: [shares] },
        ...{ appraisedCny: "100000.00", appraisedOn: draft.appraisedOn, thresholds: usualThresholds },
        ...{ acceptedSeniors: [], draftedAt: story.afterwards, registerBy: "2026-04-01T16:00:00.000Z", repaidCny: "0.00" },
        ...{ changedAt: story.afterwards, version: 1, slices: [] },
      },
    },
    enforced: {
      by: savingsBank.persona,
      summary: "The savings bank drafts one that will not be repaid",
      body: {
        ...draft,
        ...{ amountCny: "90", contractNumber: "SB-2026-4", appraisedCny: "200" },
        parts: [{ ...position, quantity: "0.03" }],
      },
      response: drafted(story.enforcedPledgeId, savingsBank, {
        ...{ quantity: "0.03", amountCny: "90.00", appraisedCny: "200.00", contractNumber: "SB-2026-4" },
      }),
    },
    refused: {
      by: greenBank.persona,
      summary: "The green bank drafts another one",
      body: {
        ...draft,
        ...{ amountCny: "100", contractNumber: "GB-2026-18", appraisedCny: "4000" },
        parts: [{ ...position, quantity: "0.1" }],
      },
      response: drafted(refusedId, greenBank, { quantity: "0.1", amountCny: "100.00", contractNumber: "GB-2026-18" }),
    },
  },
  confirmPledge: {
    income: { by: mill.persona, summary: "The mill confirms the pledge of its income", params: { pledgeId: story.incomePledgeId } },
    mill: { summary: "The mill confirms", params },
    enforced: { by: mill.persona, summary: "The mill confirms the one of the savings bank", params: enforcedParams },
    junior: { by: mill.persona, summary: "The mill confirms the second one", params: juniorParams },
  },
  refusePledge: {
    mill: { summary: "The mill does not want it", params: { pledgeId: refusedId }, body: { reason: "other terms were agreed" } },
  },
  registerPledge: {
    bank: {
      summary: "The green bank registers",
      params,
      response: {
        ...drafted(story.pledgeId, greenBank, first),
        ...{ state: "registered", registered: { at, number }, version: 3 },
        slices: [{ ...position, sliceId, quantity: "2", rank: 1, entries: 1, frozen: false }],
      },
    },
    savings: {
      by: savingsBank.persona,
      summary: "The savings bank registers behind it",
      params: juniorParams,
      response: {
        ...drafted(story.juniorPledgeId, savingsBank, second),
        ...{ state: "registered", registered: { at: justAfter, number: juniorNumber }, changedAt: justAfter, version: 3 },
        slices: [{ ...position, sliceId: sharedId, quantity: "1", rank: 2, entries: 2, frozen: false }],
      },
    },
    enforced: { by: savingsBank.persona, summary: "The savings bank registers another one", params: enforcedParams },
  },
  releasePledgePart: {
    bank: {
      summary: "The green bank releases half a tonne",
      params,
      body: { parts: [{ ...position, sliceId, quantity: "0.5" }], reason: "part of the loan was repaid" },
    },
  },
  cancelPledge: {
    bank: { by: greenBank.persona, summary: "The green bank cancels what is repaid", params, body: { reason: "repaid" } },
  },
  readPledge: { mill: { summary: "What the mill has pledged", params } },
  listPledges: {
    bank: { summary: "Pledges of the green bank" },
    bureau: { summary: "Pledges of the whole city", query: { area: story.city } },
  },
  readRegister: { mill: { summary: "What lies on the permits of the mill", params: { account }, query: { instrument } } },
};
