import { openForSale } from "../../../shared/collateral/open-for-sale.ts";
import type { Enforced } from "../../../shared/collateral/pledged-sales.ts";
import { decimal, formatFen, plain, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { awardAccount, escrowAccount, proceedsAccount, striped } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { permitOf } from "../../../shared/permits/issue.ts";
import { permitLot } from "../auction.ts";
import { auctionsFacts } from "../contract.ts";
import type { AuctionsRefusal, LotRule } from "../problems.ts";
import type { Auction, PledgedLot } from "../rows.ts";
import type { AuctionsStore } from "../store.ts";
import type { Terms } from "../terms.ts";
import { factBasics } from "../views.ts";
import type { PledgedSale } from "./pledged-sale-row.ts";
import type { SaleEnvelope, Seller, SupplyPorts } from "./seller.ts";

/** Why a lot is withdrawn as the close begins; the public reads it. */
const withdrawnBecause =
  "标的在截止前被冻结、到期或解除质押 The tonnes on sale were frozen before the close, have expired, or are not pledged any more";

/**
 * A slice of a pledge that its bank has enforced. Its tonnes stay held on the pledgor's position until they are awarded; what is not sold
 * stays there without a move; what a winner does not pay waits in the auction's escrow until the sale is over. The money collects in the
 * proceeds of the enforcement. Only permits are on sale here: they are what auctions sell.
 */
export const pledgedSliceSeller: Seller = {
  issues: false,
  keepsLotInEscrow: false,
  parties({ pledged }) {
    return pledged ? [pledged.pledgorId, pledged.bankId] : [];
  },
  side({ terms, pledged }) {
    const { pool, sourceClass, thermalPower } = terms.lot;
    return { from: "site", area: required(pledged, "pledged lot").area, pool, sourceClass, thermalPower };
  },
  async offer(ports, auction) {
    const { terms, auctionId } = auction;
    const { enforcements, own } = ports;
    const enforcementId = enforcementOf(terms);
    const enforced = await enforcements.enforced(enforcementId);
    const { slices, version } = enforced ? await enforcements.enforcedSlices(enforced, enforcementId) : { slices: [], version: 0 };
    const [slice] = slices;
    const fitting = checkLot(terms, slice && enforced);
    if (!fitting.ok) return fitting;
    if (slices.some(({ freezes }) => freezes.length > 0)) return refuse({ code: "lot-frozen", enforcementId });
    const { bankId, pledgorId, account, instrument, area } = fitting.value;
    const pledged: PledgedLot = {
      ...{ enforcementId, bankId, pledgorId, account, instrument, area },
      holdId: required(slice, "slice of an enforcement").holdId,
    };
    const none = { openAwards: 0, settledTonnes: zero, returnedTonnes: zero, proceedsCny: zero, forfeitedCny: zero };
    return accept({
      auction: { ...auction, pledged },
      writes: [
        own.pledgedSalePut({ enforcementId, auctionId, ...none }, { code: "lot-on-sale", enforcementId }),
        enforcements.enforcedCheck(fitting.value),
        enforcements.registerCheck(fitting.value, version),
      ],
    });
  },
  async standing({ enforcements }, { terms, pledged }, at) {
    const lot = required(pledged, "pledged lot");
    const { slices, version } = await enforcements.enforcedSlices(lot, lot.enforcementId);
    const stands = slices.reduce((total, { quantity }) => total.plus(decimal(quantity)), zero).gte(terms.lot.quantity);
    const writes = [enforcements.registerCheck(lot, version)];
    const frozen = slices.some(({ freezes }) => freezes.length > 0);
    return stands && !frozen && !isExpired(lot.instrument, at)
      ? { is: "on sale", writes }
      : { is: "withdrawn", reason: withdrawnBecause, writes };
  },
  source: sourceOf,
  giveBack: () => false,
  takeBack(entry, { auctionId, terms }, { enrolmentId, quantity }, at) {
    const instrument = permitOf(permitLot(terms));
    // What has ended meanwhile can only be retired: nobody gets it back.
    const to = isExpired(instrument, at) ? striped("retired", enrolmentId) : escrowAccount(auctionId);
    entry.transfer({ instrument, from: awardAccount(enrolmentId), to, quantity });
  },
  money: (terms) => proceedsAccount(enforcementOf(terms)),
  beneficiary: (terms) => proceedsAccount(enforcementOf(terms)),
  ended(own, auction, { outcome, awards }, envelope) {
    const enforcementId = enforcementOf(auction.terms);
    if (awards > 0) return [own.pledgedSaleAwarded(enforcementId, awards)];
    const nothing = { settledTonnes: zero, returnedTonnes: zero, proceedsCny: zero, forfeitedCny: zero };
    return [saleEnded(own, auction, { ...nothing, outcome }, envelope)];
  },
  awardEnded(own, { terms }, award, how) {
    const count = how === "settled" ? own.pledgedAwardSettled : own.pledgedAwardDefaulted;
    return [count(enforcementOf(terms), award)];
  },
};

function enforcementOf({ enforcementId }: Terms): string {
  return required(enforcementId, "enforcement of a pledged lot");
}

/** Checks that an enforcement is open for sale, and about the lot that is announced. */
function checkLot(terms: Terms, enforced: Enforced | undefined): Outcome<Enforced, AuctionsRefusal> {
  const enforcementId = enforcementOf(terms);
  const { lot, seller } = terms;
  const said = enforced ?? { state: "-", instrument: "-", quantity: zero, pledgorCreditCode: "-", sourceClass: "-", thermalPower: "-" };
  const differing: readonly (readonly [rule: LotRule, wanted: string, pledged: string, holds?: boolean])[] = [
    ["state", openForSale, said.state],
    ["instrument", permitOf(permitLot(terms)), said.instrument],
    ["quantity", plain(lot.quantity), plain(said.quantity), lot.quantity.lte(said.quantity)],
    ["seller", seller.creditCode, said.pledgorCreditCode],
    ["sourceClass", lot.sourceClass, said.sourceClass],
    ["thermalPower", String(lot.thermalPower), said.thermalPower],
  ];
  const broken = differing.find(([, wanted, pledged, holds = wanted === pledged]) => !holds);
  if (enforced && !broken) return accept(enforced);
  const [rule = "state", wanted = openForSale, pledged = "-"] = broken ?? [];
  return refuse({ code: "lot-not-pledged", enforcementId, rule, wanted, pledged });
}

/** Awards are posted from the hold as it is now: others may have changed it, whose slices share it. */
async function sourceOf({ ledger }: SupplyPorts, { pledged }: Auction): ReturnType<Seller["source"]> {
  const { account, instrument, holdId } = required(pledged, "pledged lot");
  const hold = required(await ledger.hold(account, instrument, holdId), `hold ${holdId} of a pledged lot`);
  return (entry, to, quantity) => {
    entry.post(hold, to, quantity);
  };
}

/** The fact that the sale of pledged tonnes is over, once for each auction. */
export function saleEnded(
  own: AuctionsStore,
  auction: Pick<Auction, "auctionId" | "terms">,
  {
    outcome,
    ...sums
  }: Pick<PledgedSale, "settledTonnes" | "returnedTonnes" | "proceedsCny" | "forfeitedCny"> & {
    readonly outcome: Parameters<Seller["ended"]>[2]["outcome"];
  },
  envelope: SaleEnvelope,
) {
  const data = {
    ...factBasics(auction),
    ...{ enforcementId: enforcementOf(auction.terms), outcome },
    ...{ settledTonnes: plain(sums.settledTonnes), returnedTonnes: plain(sums.returnedTonnes) },
    ...{ proceedsCny: formatFen(sums.proceedsCny), forfeitedCny: formatFen(sums.forfeitedCny) },
  };
  return own.state(auctionsFacts.pledgedSaleEnded, { ...envelope, factId: `pledged-sale-ended.${auction.auctionId}`, data });
}
