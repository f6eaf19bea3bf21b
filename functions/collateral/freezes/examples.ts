import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, mill, story } from "../../story.ts";
import type { freezesEndpoints } from "./contract.ts";

const by = "bureau";
const account = `site:${mill.siteId}`;
const instrument = "permit/SO2/ezhou/2027-01/2031-12";
const position = { account, instrument } as const;
const freezeId = "0195a1b2-1900-7000-8000-000000000021";
const waitingId = "0195a1b2-1900-7000-8000-000000000022";
const sliceId = "slice-6a2d8b4f1c3e4d5a9b0c1d2e3f4a5b6c";
const params = { freezeId };
const enteredAt = "2026-04-01T01:00:00.000Z";
const order = { documentSha256: documentHash } as const;
const first = { court: "Ezhou Intermediate People's Court", caseNumber: "(2026) E07 Zhi 12", documentNumber: "E07-2026-12" } as const;
const second = { court: "Echeng District People's Court", caseNumber: "(2026) E0704 Zhi 3", documentNumber: "E0704-2026-3" } as const;

/** Examples of freezes: two courts freeze the same permits of the mill, and the second waits for its turn. */
export const freezesExamples: Examples<typeof freezesEndpoints> = {
  enterFreeze: {
    bureau: {
      ...{ by, summary: "A court freezes free permits of the mill" },
      body: { ...position, quantity: "0.02", ...first, ...order, months: 36 },
      response: {
        ...{ freezeId, state: "in-force", partyId: mill.partyId, partyName: "Yangtze Paper Group", area: story.district, ...position },
        ...{ ...first, ...order, enteredQuantity: "0.02", months: 36, enteredAt, changedAt: enteredAt, version: 1 },
        parts: [{ sliceId, quantity: "0.02", place: 1, pledged: false, since: enteredAt, until: "2029-04-01T16:00:00.000Z" }],
      },
    },
    district: {
      ...{ by, summary: "Another court freezes the same permits, and waits" },
      body: { ...position, sliceId, quantity: "0.02", ...second, ...order, months: 24 },
      response: {
        ...{
          freezeId: waitingId,
          state: "waiting",
          partyId: mill.partyId,
          partyName: "Yangtze Paper Group",
          area: story.district,
          ...position,
        },
        ...{ ...second, ...order, enteredQuantity: "0.02", months: 24, enteredAt, changedAt: enteredAt, version: 1 },
        parts: [{ sliceId, quantity: "0.02", place: 2, pledged: false }],
      },
    },
  },
  renewFreeze: {
    bureau: { summary: "The first court renews", params, body: { ...order, documentNumber: "E07-2026-12-1", months: 36 } },
  },
  liftFreeze: {
    bureau: {
      summary: "The first court lifts: the second takes its turn",
      params,
      body: { ...order, documentNumber: "E07-2026-12-2", reason: "the debt was paid" },
    },
    district: {
      ...{ by, summary: "The second court lifts", params: { freezeId: waitingId } },
      body: { ...order, documentNumber: "E0704-2026-3-1", quantity: "0.02", reason: "the debt was paid" },
    },
  },
  readFreeze: { mill: { summary: "What the mill knows of a freeze", params } },
  listFreezes: {
    mill: { summary: "Freezes on what the mill has" },
    bureau: { summary: "Freezes in the whole city", query: { area: story.city } },
  },
  readFreezeQueue: { mill: { summary: "The queue of freezes on a slice", params: { sliceId }, query: position } },
};
