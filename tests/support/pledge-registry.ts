import { randomUUID } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { collateralPorts } from "../../functions/collateral/ports.ts";
import { recordsPorts } from "../../functions/records/ports.ts";
import { transferRecorder } from "../../functions/records/record-transfer.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { type TransferData, transferFact } from "../../shared/ledger/contract.ts";
import { keyOf } from "../../shared/store/client.ts";
import { commit, type WriteFragment } from "../../shared/store/transaction.ts";
import { anEntry } from "../integration/permits-support.ts";
import { testClock } from "./clock.ts";
import { collateralDoor } from "./collateral-door.ts";
import { sharedEngine } from "./engine.ts";
import type { Answer, Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { freshCreditCode, givenLicenceClaim, givenMember, givenSite } from "./members.ts";
import { approvedByColleague } from "./second-person.ts";
import { storedFacts } from "./stored-facts.ts";

/** What is pledged in these tests: permits with a long term. */
export const permitName = "permit/COD/liangzi-lake/2026-01/2035-12";

type Json = Record<string, unknown>;
/** See `openPledgeRegistry`. */
export type PledgeRegistry = Awaited<ReturnType<typeof openPledgeRegistry>>;

/** Pledges and searches behind their front doors; the clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export async function openPledgeRegistry() {
  const engine = await sharedEngine();
  const clock = testClock();
  const granted = await grantedOn(engine, clock);
  const call = approvedByColleague(engine, collateralDoor(granted));
  const done = async (request: Request): Promise<Json> => {
    const answer = await call(request);
    if (answer.status >= 300) throw new Error(`${request.path}: ${answer.text}`);
    return answer.body as Json;
  };
  const later = (seconds = 60): string => {
    clock.moveTo(plusSeconds(clock.now(), seconds));
    return clock.now();
  };
  /** Gives a firm some of an instrument, newly issued or out of another account. */
  const give = async (firm: { readonly account: string }, instrument: string, quantity: string, from = "issue:0"): Promise<void> => {
    const entry = anEntry<never>({ engine, clock });
    entry.transfer({ instrument, from, to: firm.account, quantity: decimal(quantity) });
    await commit(engine.dynamo, entry.writes());
  };
  const recorder = transferRecorder(recordsPorts(granted));
  /** Records all entries of the ledger that moved something of an account, as the subscriber does. */
  const recorded = async ({ account }: { readonly account: string }): Promise<void> => {
    const moved = ({ data: { postings } }: { readonly data: TransferData }) => postings.some((posting) => posting.account === account);
    for (const fact of await storedFacts(engine, transferFact, moved, "Ledger")) await recorder(fact);
  };
  const write = async (fragments: readonly WriteFragment[]): Promise<void> => void (await commit(engine.dynamo, fragments));
  const query = (asked: Record<string, string>) => new URLSearchParams(asked).toString();

  return {
    ...{ engine, clock, granted, call, done, later, give, recorded, write, ports: collateralPorts(granted) },
    bank: async (name = `Bank ${randomUUID().slice(0, 8)}`) =>
      givenMember(engine, { role: "bank", party: { name, creditCode: freshCreditCode() } }),
    async firm(name = `Firm ${randomUUID().slice(0, 8)}`, tonnes = "10") {
      const member = await givenMember(engine, { role: "enterprise", area: "gedian", party: { name, creditCode: freshCreditCode() } });
      const licenceNumber = `${member.party.creditCode}001P`;
      const site = await givenSite(engine, member.partyId, { area: "gedian", licenceNumber });
      await givenLicenceClaim(engine, site);
      const code = {
        ...keyOf({ pk: `code#${member.party.creditCode}`, sk: "code" }),
        state: { S: "held" },
        partyId: { S: member.partyId },
      };
      await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item: code }));
      const account = siteAccount(site.siteId);
      await give({ account }, permitName, tonnes);
      return { ...member, site, account };
    },
    /** Drafts, confirms and registers a pledge; returns it as it was registered. */
    async pledged(
      bank: { readonly subject: string },
      firm: { readonly subject: string; readonly partyId: string; readonly account: string },
      quantity: string,
      other: Json & { readonly sliceId?: string } = {},
    ) {
      const { sliceId, instrument = permitName, ...terms } = other;
      const body = {
        ...{ pledgorId: firm.partyId, amountKind: "principal", amountCny: "10000", currency: "CNY", contractNumber: `C-${randomUUID()}` },
        ...{ contractDate: "2026-03-01", contractSha256: sha256("contract"), consentSha256: sha256("consent") },
        ...{ from: "2026-03-02", until: "2027-03-01", appraisedCny: "100000", appraisedOn: "2026-03-01" },
        parts: [{ account: firm.account, instrument, quantity, ...(sliceId !== undefined && { sliceId }) }],
        ...terms,
      };
      const drafted = await done({ as: bank.subject, method: "POST", path: "/collateral/pledges", body });
      const path = `/collateral/pledges/${drafted.pledgeId}`;
      await done({ as: firm.subject, method: "POST", path: `${path}/confirmation`, body: {} });
      const registered = await done({ as: bank.subject, method: "POST", path: `${path}/registration`, body: {} });
      return registered as Json & {
        pledgeId: string;
        contractNumber: string;
        amountCny: string;
        registered: { at: string; number: string };
        slices: readonly { sliceId: string }[];
      };
    },
    cancel: (bank: { readonly subject: string }, { pledgeId }: { readonly pledgeId: string }) =>
      done({ as: bank.subject, method: "POST", path: `/collateral/pledges/${pledgeId}/cancellation`, body: { reason: "undisbursed" } }),
    /** Enters a freeze by two persons of the bureau; returns its answer. */
    async frozen(of: { readonly account: string }, quantity: string, caseNumber: string, sliceId?: string) {
      const { subject: as } = await givenMember(engine, { role: "regulator" });
      const body = {
        ...{ account: of.account, instrument: permitName, quantity, ...(sliceId !== undefined && { sliceId }) },
        ...{ court: "鄂州市中级人民法院", caseNumber, months: 12, documentNumber: "E07-1", documentSha256: sha256("order") },
      };
      const { freezeId } = await done({ as, method: "POST", path: "/collateral/freezes", body });
      return {
        freezeId,
        lift: () =>
          done({
            ...{ as, method: "POST", path: `/collateral/freezes/${freezeId}/liftings` },
            body: { documentNumber: "E07-2", documentSha256: sha256("lifting"), reason: "paid" },
          }),
      };
    },
    search: (as: string, asked: Record<string, string>): Promise<Answer> =>
      call({ as, method: "GET", path: `/collateral/search?${query(asked)}` }),
    certify: (as: string, asked: Record<string, string>) => call({ as, method: "POST", path: "/collateral/certificates", body: asked }),
    /** What the public is told of a certificate. */
    check: (number: string, contentSha256: string) =>
      call({ method: "GET", path: `/collateral/certificates/${number}/check?${query({ contentSha256 })}` }),
  };
}
