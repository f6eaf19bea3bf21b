import type * as z from "zod";
import type { Caller } from "../../../shared/http/caller.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Party } from "../../../shared/members/members.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { type CheckedTransfer, checkTransfer } from "../../../shared/permits/check-transfer.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { needFactId, permitsFacts } from "../../permits/contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import { type Auction, type Enrolment, enrolmentIdOf } from "../rows.ts";
import { sellerOf } from "../sellers/sellers.ts";

/** What a member would enrol with. */
export interface WantedEnrolment {
  readonly auctionId: string;
  readonly siteId: string;
  readonly project: string;
  readonly tonnes: Decimal;
}
/** What is left of the need, and the cash available for the deposit. */
export interface Balances {
  readonly need: Decimal;
  readonly cash: Decimal;
}

/** Everything that decides whether a member may enrol, as of now. */
export interface EnrolmentCase extends WantedEnrolment {
  readonly at: Instant;
  readonly caller: Caller;
  readonly enrolmentId: string;
  readonly auction: Auction;
  readonly party: Party;
  readonly site: Site;
  /** The certified need of the project, if it is one of this site. */
  readonly certified: z.output<typeof permitsFacts.needCertified.data> | undefined;
  /** What the trading limits say of buying the lot for the site. */
  readonly transfer: CheckedTransfer;
  /** What the member enrolled before for this project, if it did. */
  readonly earlier: Enrolment | undefined;
  /** Who enrols leaves both to the ledger, whose holds are made of what is available in the same transaction. */
  readonly balances: Balances | "left to the ledger";
}

/** Loads the case; `not-found` for an auction that there is not, and for a site that is not the caller's. */
export async function loadCase(
  { own, clock, members, permits, limits }: AuctionsPorts,
  caller: Caller,
  wanted: WantedEnrolment,
): Promise<Outcome<EnrolmentCase, NotFound>> {
  const { auctionId, siteId, project } = wanted;
  const enrolmentId = enrolmentIdOf(auctionId, caller.partyId, project);
  const [auction, party, site, earlier] = await Promise.all([
    own.auction(auctionId),
    members.party(caller.partyId),
    members.site(caller.partyId, siteId),
    own.enrolment({ auctionId, enrolmentId }),
  ]);
  if (!auction || !party || !site) return refuse({ code: "not-found" });
  const { pollutant } = auction.terms.lot;
  const at = clock.now();
  const [fact, transfer] = await Promise.all([
    permits.read(factKey(needFactId(pollutant, project)), decodeFact),
    checkTransfer(limits, { day: dayOf(at), pollutant, seller: sellerOf(auction).side(auction), site }),
  ]);
  const found = fact && permitsFacts.needCertified.data.parse(fact.data);
  const certified = found?.siteId === siteId ? found : undefined;
  return accept({
    ...wanted,
    ...{ at, caller, enrolmentId, auction, party, site, certified, transfer, earlier },
    balances: "left to the ledger",
  });
}
