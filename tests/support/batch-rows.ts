import { dayOf } from "../../shared/kernel/calendar.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { AuctionHouse } from "./auction-house.ts";
import type { Request } from "./front-door.ts";
import { givenCodeClaim } from "./members.ts";
import type { PledgingFirm } from "./registered-pledge.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/** The request by which a bank drafts a batch of pledges of one position, a tonne each; the firm is found by its credit code. */
export async function batchOf(
  { engine, clock, ports }: AuctionHouse,
  as: string,
  { partyId }: PledgingFirm,
  position: { readonly account: string; readonly instrument: string },
  rows: number,
): Promise<Request> {
  const { creditCode } = required(await ports.members.party(partyId), "party of the firm");
  await givenCodeClaim(engine, { creditCode, partyId });
  const today = dayOf(clock.now());
  const row = (place: number) => ({
    ...{ pledgorCreditCode: creditCode, ...position, quantity: "1", amountKind: "principal", amountCny: "100" },
    ...{ contractNumber: `B-${place}`, contractDate: today, contractSha256: sha, consentSha256: sha },
    ...{ from: today, until: "2027-02-28", appraisedCny: "1000", appraisedOn: today },
  });
  return { as, method: "POST", path: "/collateral/batches", body: { rows: Array.from({ length: rows }, (_, place) => row(place)) } };
}
