import { freshCreditCode } from "../../../support/members.ts";
import type { AuthorizationRows } from "../../../support/ownership.ts";

const document = { documentNumber: "EZ-1", reason: "as decided" };
const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const stream = {
  ...{ kind: "forest", name: "Carbon sinks of the north shore", payerName: "Office of forests", basisDocument: "EZ-9", basisSha256: sha },
  ...{ from: "2026-03-01", until: "2027-02-28" },
};

/** Streams belong to their owner, their payer and the authorities of their area. */
export const incomeAuthorization: AuthorizationRows = {
  ownership: {
    decideIncomeStream: { body: { accepted: true, ...document } },
    withdrawIncomeStream: {},
    closeIncomeStream: {},
    readIncomeStream: {},
    confirmIncomePayment: {
      body: { pledgeId: "none", accountName: "Green Bank", accountNumber: "4205011000", accountBank: "Green Bank" },
    },
    listIncomePayments: {},
  },
  async given({ call }, { subject }) {
    const body = { ...stream, payerCode: freshCreditCode() };
    const filed = await call({ as: subject, method: "POST", path: "/collateral/income-streams", body });
    if (filed.status !== 201) throw new Error(filed.text);
    return { streamId: String(filed.body.streamId) };
  },
};
