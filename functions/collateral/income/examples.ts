import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, greenBank, mill, steel, story } from "../../story.ts";
import type { incomeEndpoints } from "./contract.ts";

const { streamId, incomePledgeId } = story;
const spareId = "0195a1b2-1d00-7000-8000-000000000002";
const shortId = "0195a1b2-1d00-7000-8000-000000000003";
const filed = {
  ...{ kind: "emission-right", name: "Fees for treating the water of Echeng Steel" },
  ...{ payerName: steel.name, payerCode: steel.creditCode, basisDocument: "YPM-2026-4", basisSha256: documentHash },
  ...{ from: "2026-04-01", until: "2028-03-31" },
} as const;
const owner = { partyId: mill.partyId, partyName: mill.name, creditCode: mill.creditCode, area: "420704", payerId: steel.partyId };
const answer = (id: string) => ({
  ...{ streamId: id, instrument: `income/emission-right/${id}`, ...filed, ...owner },
  ...{ state: "filed" as const, filedAt: story.afterwards },
});
const params = { streamId };
const decision = { documentNumber: "EZ-2026-41", reason: "Contract and period were checked" };
const short = { ...filed, name: "Fees of March", from: "2026-03-01", until: "2026-03-02" };

/** Examples of income: the steelworks pays the mill for treating its water, and the mill pledges shares of it. */
export const incomeExamples: Examples<typeof incomeEndpoints> = {
  fileIncomeStream: {
    mill: { summary: "The mill files what it earns from the steelworks", body: filed, response: answer(streamId) },
    spare: { by: mill.persona, summary: "It files it once more", body: filed, response: answer(spareId) },
    short: { by: mill.persona, summary: "It files what ends soon", body: short, response: { ...answer(shortId), ...short } },
  },
  withdrawIncomeStream: { mill: { summary: "The mill withdraws what it filed twice", params: { streamId: spareId } } },
  decideIncomeStream: {
    operator: { summary: "The exchange registers it", params, body: { accepted: true, ...decision } },
    short: {
      ...{ by: "operator", summary: "The exchange registers what ends soon", params: { streamId: shortId } },
      body: { accepted: true, ...decision },
    },
  },
  closeIncomeStream: { operator: { summary: "What has ended is closed", params: { streamId: shortId } } },
  listIncomeStreams: { mill: { summary: "Income of the mill" }, operator: { summary: "All income" } },
  readIncomeStream: { steel: { summary: "The steelworks reads what it pays", params } },
  confirmIncomePayment: {
    steel: {
      summary: "The steelworks confirms where it pays",
      params,
      body: { pledgeId: incomePledgeId, accountName: mill.name, accountNumber: "42050110001", accountBank: greenBank.name },
    },
  },
  listIncomePayments: { mill: { summary: "Where the income is paid for which pledge", params } },
};
