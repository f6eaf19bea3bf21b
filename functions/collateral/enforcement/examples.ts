import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, mill, savingsBank, steel, story } from "../../story.ts";
import type { enforcementEndpoints } from "./contract.ts";

const position = { account: `site:${mill.siteId}`, instrument: "permit/SO2/ezhou/2027-01/2031-12" } as const;
const document = { documentNumber: "SB-2026-4-A", documentSha256: documentHash };
const [withdrawn, takenOver] = [{ enforcementId: story.enforcementId }, { enforcementId: story.takenOverId }];
const params = { pledgeId: story.enforcedPledgeId };

const begun = {
  state: "begun",
  ...{ pledgeId: story.enforcedPledgeId, registrationNumber: "EZ-0123456789-000007", bankId: savingsBank.partyId },
  ...{ pledgorId: mill.partyId, ...position, quantity: "0.01", payments: [], beganAt: "2026-04-01T01:00:00.000Z" },
} as const;
const judgment = { documentNumber: "(2026)鄂0704民特3号", documentSha256: documentHash };

/** Examples of enforcement: the savings bank begins twice; the second time the steelworks takes the tonnes over. */
export const enforcementExamples: Examples<typeof enforcementEndpoints> = {
  beginEnforcement: {
    savings: {
      by: savingsBank.persona,
      summary: "The mill does not pay, and the savings bank enforces ten kilograms by agreement",
      params,
      body: { ...position, quantity: "0.01", ground: "agreement", document },
      response: { ...begun, ...withdrawn, ground: "agreement", document },
    },
    again: {
      by: savingsBank.persona,
      summary: "Again, by judgment",
      params,
      body: { ...position, quantity: "0.01", ground: "judgment", document: judgment },
      response: { ...begun, ...takenOver, ground: "judgment", document: judgment },
    },
  },
  withdrawEnforcement: {
    savings: { by: savingsBank.persona, summary: "The mill pays after all", params: withdrawn, body: { reason: "the arrears are paid" } },
  },
  proposeTakeOver: {
    savings: {
      by: savingsBank.persona,
      summary: "The steelworks would take the tonnes over",
      params: takenOver,
      body: { taker: "site", takerId: steel.siteId, priceCny: "60" },
    },
  },
  agreeToTakeOver: { mill: { summary: "The mill agrees to the price", params: takenOver, body: { priceCny: "60" } } },
  completeTakeOver: {
    steel: { summary: "The steelworks pays and gets the permits", params: takenOver, body: { project: steel.project } },
  },
  releaseHeldProceeds: {
    operator: {
      summary: "A court lifts its freeze on money",
      params: takenOver,
      body: { amountCny: "100", documentNumber: "(2026)鄂0704执恢9号", reason: "the claim is settled" },
    },
  },
  readEnforcement: { mill: { summary: "What came of it", params: takenOver } },
  listEnforcements: { savings: { by: savingsBank.persona, summary: "Enforcements of the savings bank" } },
};
