import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, greenBank, mill, steel, story } from "../../story.ts";
import type { enforcementEndpoints } from "./contract.ts";

const position = { account: `site:${mill.siteId}`, instrument: "permit/SO2/ezhou/2027-01/2031-12" } as const;
const document = { documentNumber: "GB-2026-17-A", documentSha256: documentHash };
const [withdrawn, takenOver] = [{ enforcementId: story.enforcementId }, { enforcementId: story.takenOverId }];
const params = { pledgeId: story.pledgeId };

/** Examples of enforcement: the green bank begins twice; the second time the steelworks takes the tonnes over. */
export const enforcementExamples: Examples<typeof enforcementEndpoints> = {
  beginEnforcement: {
    bank: {
      summary: "The mill does not pay, and the green bank enforces half a tonne by agreement",
      params,
      body: { ...position, quantity: "0.5", ground: "agreement", document },
    },
    again: {
      by: greenBank.persona,
      summary: "Again, by judgment",
      params,
      body: { ...position, quantity: "0.5", ground: "judgment", document: { ...document, documentNumber: "(2026)鄂0704民特3号" } },
    },
  },
  withdrawEnforcement: { bank: { summary: "The mill pays after all", params: withdrawn, body: { reason: "the arrears are paid" } } },
  proposeTakeOver: {
    bank: {
      summary: "The steelworks would take the tonnes over",
      params: takenOver,
      body: { taker: "site", takerId: steel.siteId, priceCny: "1800" },
    },
  },
  agreeToTakeOver: { mill: { summary: "The mill agrees to the price", params: takenOver, body: { priceCny: "1800" } } },
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
  listEnforcements: { bank: { summary: "Enforcements of the green bank" } },
};
