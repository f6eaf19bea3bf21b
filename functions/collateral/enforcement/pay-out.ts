import { dayOf } from "../../../shared/kernel/calendar.ts";
import { type Decimal, formatFen, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { areaOfInstrument } from "../../../shared/permits/pools.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { cancelByOf } from "../filing/cancel-by.ts";
import { cancellationWrites } from "../filing/due-cancellation.ts";
import { positionsOf } from "../pledges/change-pledge.ts";
import { aboutPledge, siteOfAccount, stated } from "../pledges/statement.ts";
import type { CollateralRefusal } from "../problems.ts";
import { nextRegister } from "../register/change-register.ts";
import type { SoldPart } from "../register/enforced-slices.ts";
import { pledgesOn } from "../register/on-slices.ts";
import { positionKey, registersOfPositions } from "../register/positions.ts";
import { slicesOf } from "../register/register.ts";
import { nextEnforcement, notedWrites } from "./change-enforcement.ts";
import { enforcementFacts } from "./contract.ts";
import { distribute } from "./distribution.ts";
import { type Ending, type EndingPorts, endingEnvelope } from "./ending.ts";
import { owedBy, payments, portionsOf, realisedFreezes } from "./payments.ts";
import { afterEnding } from "./pledge-after-ending.ts";
import type { Enforcement } from "./rows.ts";
import { enforcementData, pledgorData } from "./views.ts";

/**
 * Pays out what tonnes brought: to the pledges on them in the order of payment, each at most what it is owed; what is left of tonnes that a court
 * has frozen stays set aside on the pledgor's cash; the rest is the pledgor's. Adds the payments to the entry that moves the tonnes, and returns
 * all writes: one transaction for enforcement, register, every pledge, money and tonnes.
 */
export async function payOut(
  ports: EndingPorts,
  entry: LedgerEntry<CollateralRefusal>,
  ending: Ending,
): Promise<{ readonly enforcement: Enforcement; readonly writes: readonly WriteFragment<CollateralRefusal>[] }> {
  const { own } = ports;
  const { enforcement: before, open, slices, sold, proceeds, at, by } = ending;
  const shared = proceeds.isZero() ? sold : sold.length > 0 ? sold : ending.offered;
  const pledges = await pledgesConcerned(ports, before, shared);
  const distribution = distribute(proceeds, portionsOf(shared, before.instrument), owedBy(pledges));
  const held = payments(entry, ending, pledges, distribution);
  const payOf = (pledgeId: string): Decimal => distribution.payments.get(pledgeId) ?? zero;
  const paid = pledges.filter(({ pledgeId }) => payOf(pledgeId).gt(0));
  const enforcement = nextEnforcement(before, {
    ...{ state: ending.state, endedAt: at },
    ...(ending.auctionId !== undefined && { auctionId: ending.auctionId }),
    ...(held && { held }),
    result: {
      ...{ endedTonnes: plain(tonnesOf(sold)), proceedsCny: formatFen(proceeds), forfeitedCny: formatFen(ending.forfeited) },
      payments: paid.map(({ pledgeId, bank }) => ({ pledgeId, bankId: bank.partyId, paidCny: formatFen(payOf(pledgeId)) })),
      ...{ heldCny: held?.remainingCny ?? "0.00", pledgorCny: formatFen(distribution.rest) },
      freezes: realisedFreezes(sold),
    },
  });
  const { enforcementId, instrument, auctionId } = enforcement;
  const changed = nextRegister(open.register, slices, at);
  const elsewhere = await registersOfPositions(own, pledges.flatMap(positionsOf), new Set([positionKey(changed)]));
  const registers = [changed, ...elsewhere];
  const cancelBy = paid.length === 0 ? undefined : await cancelByOf(ports, dayOf(at), at);
  const pledgeWrites = pledges.flatMap((pledge) => {
    const ofPledge = registers.filter((each) => slicesOf(each.slices, pledge.pledgeId).length > 0);
    const stays = ofPledge.length > 0;
    const after = afterEnding(pledge, { paid: payOf(pledge.pledgeId), stays, at, enforcement: before, cancelBy });
    const ended = sold.filter(({ slice }) => slice.entries.some(({ pledgeId }) => pledgeId === pledge.pledgeId));
    const data = {
      ...{ ...stated(after, ofPledge, false), enforcementId, instrument, account: enforcement.account },
      ...siteOfAccount(pledge, enforcement.account),
      ...{ endedTonnes: plain(tonnesOf(ended)), paidCny: formatFen(payOf(pledge.pledgeId)) },
    };
    return [
      ...own.pledgePut(after),
      ...cancellationWrites(own, pledge, after),
      own.state(enforcementFacts.pledgeEnforced, { ...aboutPledge(by, at, after), data }),
    ];
  });
  const moves = ending.movesTonnes || proceeds.gt(0);
  const { freezes: _freezes, ...result } = required(enforcement.result, "result of an enforcement");
  const data = {
    ...{ ...enforcementData(enforcement), ...pledgorData(enforcement), ...poolAreaOf(enforcement) },
    ...(ending.takenOver && { takeOver: ending.takenOver }),
    ...{ state: ending.state, ...(auctionId !== undefined && { auctionId }) },
    ...{ ...result, payments: [...result.payments], moves },
  };
  // Where something was sold, every pledge on it is told with its payment.
  const offered = sold.length === 0 ? ending.offered.map(({ slice }) => slice) : [];
  return {
    enforcement,
    writes: [
      own.enforcementPut(enforcement),
      own.state(enforcementFacts.enforcementEnded, { ...endingEnvelope(by, at, enforcement, ending.takenOver?.siteArea), data }),
      ...own.registerPut(changed),
      ...pledgeWrites,
      ...notedWrites(ports, by, at, enforcement, offered),
      ...(moves ? entry.writes() : []),
    ],
  };
}

/** The area of the pool of what was enforced; nothing where the instrument has no pool. */
function poolAreaOf({ instrument }: Enforcement) {
  return permitTerm(instrument) ? { poolArea: areaOfInstrument(instrument) } : {};
}

/** The pledge that is enforced, and all others on the parts that money is for. */
async function pledgesConcerned({ own }: EndingPorts, { pledgeId }: Enforcement, parts: readonly SoldPart[]) {
  return own.pledgesAt([...new Set([pledgeId, ...pledgesOn(parts.map(({ slice }) => slice))])]);
}

function tonnesOf(parts: readonly SoldPart[]): Decimal {
  return sum(parts.map(({ quantity }) => quantity));
}
