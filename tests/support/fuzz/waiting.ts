import { examples } from "../../../functions/examples.ts";
import { plusDays } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Bidder, enrolmentPath } from "../auction-house.ts";
import { accountOf } from "../bank.ts";
import type { Engine } from "../engine.ts";
import type { Request } from "../front-door.ts";
import { plainNotice } from "../notices-of-years.ts";
import { colleagueOf } from "../second-person.ts";
import type { WholeApi } from "../whole-api.ts";
import type { Pool } from "./input-arbitraries.ts";

const keyEntity = { market: "none", sector: "paper", generates: false, documentNumber: "X-1" };
/** How often they were entered: what was approved once can't be entered again. */
let times = 0;

/** Addresses of requests that wait for a second person: of each kind one that a caller entered itself, and one that a colleague did. */
export async function waiting(given: {
  readonly engine: Engine;
  readonly api: WholeApi;
  readonly members: readonly { readonly name: string; readonly subject?: string }[];
  readonly bidder: Bidder;
  readonly pool: Pool;
  readonly named: (operationId: string, as: string) => Request;
}): Promise<string[]> {
  const { engine, api, members, bidder, pool, named } = given;
  const member = (name: string): string => required(members.find((each) => each.name === name)?.subject, name);
  const [operator, bureau] = [member("admitted operator"), member("admitted regulator")];
  const [open, announced] = (pool.auctionId ?? []).map(String);
  const bid = { steps: [{ price: "4010", quantity: "1" }] };
  const price = required(examples.bookMarketPrice?.operator, "price of a day").body;
  const setting = "/parties/own/second-person/pledges";
  await api.enter({ as: bidder.subject, method: "PUT", path: setting });
  const refund = { partyId: bidder.partyId, amount: "0.01", toAccount: accountOf(bidder.partyId), reason: "asked" };
  const entries: readonly Request[] = [
    { as: operator, method: "POST", path: "/cash/refunds", body: refund },
    { as: operator, method: "POST", path: `/auctions/${announced}/cancellation`, body: { reason: "by mistake" } },
    { as: bureau, method: "PUT", path: "/permits/caps/ezhou/NOx/2030", body: { tonnes: "1", documentNumber: "EZ-9" } },
    { as: bidder.subject, method: "PUT", path: enrolmentPath(required(open, "open auction"), bidder, "/bid"), body: bid },
    { as: bidder.subject, method: "DELETE", path: setting },
    { as: operator, method: "PUT", path: `/calendars/${2029 + times}`, body: plainNotice(2029 + times) },
    { as: operator, method: "POST", path: "/valuation/prices", body: { ...price, date: plusDays("2026-02-25", -times) } },
    { as: bureau, method: "PUT", path: `/carbon/entities/${bidder.partyId}/years/2030`, body: keyEntity },
    ...["publishRateTable", "publishBuyBackPrice", "reopenReport", "determineEmissions"].map((each) => named(each, bureau)),
  ];
  times += 1;
  const addresses: string[] = [];
  for (const entry of entries) {
    for (const as of [required(entry.as, "who enters"), await colleagueOf(engine, required(entry.as, "who enters"))]) {
      const { status, body } = await api.enter({ ...entry, as });
      // In auctions of an earlier scene some are refused.
      if (status === 202) addresses.push((body as { readonly address: string }).address);
    }
  }
  return addresses;
}
