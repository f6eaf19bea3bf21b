import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../../../shared/kernel/clock.ts";
import type { CapacityRows } from "../../../support/capacity.ts";
import { freshCreditCode, givenMember } from "../../../support/members.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const document = { documentNumber: "EZ-1", reason: "as decided" };
const secondsPerDay = 86_400;

/** A stream is filed, registered, paid for a pledge of its shares, and closed. */
export const incomeCapacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const { engine, clock, operator } = house;
    const [owner, partyId] = [made("person"), made("partyId")];
    const today = dayOf(clock.now());
    const payer = await givenMember(engine, { role: "enterprise", party: { creditCode: freshCreditCode() } });
    const bank = await givenMember(engine, { role: "bank" });
    const body = {
      ...{ kind: "forest", name: "Carbon sinks", payerName: payer.party.name, payerCode: payer.party.creditCode },
      ...{ basisDocument: "EZ-9", basisSha256: sha, from: "2026-01-01", until: today },
    };
    const filing = { as: owner, method: "POST", path: "/collateral/income-streams", body } as const;
    const { streamId, instrument } = await measure("fileIncomeStream", filing);
    const spare = await call(filing);
    const at = (id: unknown, step: string) => `/collateral/income-streams/${String(id)}/${step}`;
    await measure("withdrawIncomeStream", { as: owner, method: "POST", path: at(spare.streamId, "withdrawal") });
    const refused = await call(filing);
    const decide = (id: unknown, accepted: boolean) =>
      ({ as: operator, method: "POST", path: at(id, "decision"), body: { accepted, ...document } }) as const;
    await measure("decideIncomeStream (refused)", decide(refused.streamId, false));
    await measure("decideIncomeStream", decide(streamId, true));
    const draft = {
      ...{ pledgorId: partyId, amountKind: "principal", amountCny: "500", currency: "CNY", contractNumber: "C-1", contractDate: today },
      ...{ contractSha256: sha, consentSha256: sha, from: today, until: "2027-12-31", appraisedCny: "1000", appraisedOn: today },
      parts: [{ account: `party:${partyId}`, instrument, quantity: "60" }],
    };
    const { pledgeId } = await call({ as: bank.subject, method: "POST", path: "/collateral/pledges", body: draft });
    const account = { pledgeId, accountName: "Green Bank", accountNumber: "4205011000", accountBank: "Green Bank" };
    await measure("confirmIncomePayment", { as: payer.subject, method: "POST", path: at(streamId, "payments"), body: account });
    const now = clock.now();
    clock.moveTo(plusSeconds(now, secondsPerDay));
    await measure("closeIncomeStream", { as: operator, method: "POST", path: at(streamId, "closure") });
    clock.moveTo(now);
    return {};
  },
  above: {},
  unmeasured: {},
};
