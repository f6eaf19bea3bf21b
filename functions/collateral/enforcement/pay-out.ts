import type { CalendarReader } from "../../../shared/calendar/calendars.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, formatFen, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { type Account, partyAccount } from "../../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { CNY } from "../../../shared/ledger/instrument.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { cancelByOf } from "../filing/cancel-by.ts";
import { cancellationWrites } from "../filing/due-cancellation.ts";
import { nextVersion, positionsOf } from "../pledges/change-pledge.ts";
import { pledgeLifecycle } from "../pledges/lifecycles.ts";
import type { Pledge } from "../pledges/rows.ts";
import { securedCny } from "../pledges/secured.ts";
import { aboutPledge, stated } from "../pledges/statement.ts";
import { registryOf } from "../pledges/views.ts";
import type { CollateralJobPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { notBefore, type OpenRegister } from "../register/change-register.ts";
import type { SoldPart } from "../register/enforced-slices.ts";
import { paymentOrder } from "../register/ranks.ts";
import { slicesOf } from "../register/register.ts";
import type { Register, Slice } from "../register/rows.ts";
import { type Actor, aboutEnforcement, nextEnforcement, notedWrites } from "./change-enforcement.ts";
import { enforcementFacts } from "./contract.ts";
import { type Distribution, distribute } from "./distribution.ts";
import type { Enforcement, HeldProceeds, RealisedFreeze } from "./rows.ts";
import { enforcementData } from "./views.ts";

const registersAtOnce = 100;

/** Dependencies of the end of an enforcement: what is repaid by it has to be cancelled within working days. */
export interface EndingPorts extends Pick<CollateralJobPorts, "own"> {
  readonly calendars: CalendarReader;
}

/** How an enforcement ends. */
export interface Ending {
  readonly enforcement: Enforcement;
  readonly state: Enforcement["state"];
  readonly auctionId?: string;
  readonly open: OpenRegister;
  /** The slices of the position afterwards. */
  readonly slices: readonly Slice[];
  /** What left the register: sold, or taken over. */
  readonly sold: readonly SoldPart[];
  /** The parts that the money is for, where nothing left: a deposit that was forfeited. */
  readonly offered: readonly SoldPart[];
  readonly proceeds: Decimal;
  readonly forfeited: Decimal;
  /** Where the money is. */
  readonly from: Account;
  /** The refusal where it is not all there. */
  readonly shortage?: CollateralRefusal;
  /** Whether all that is there is paid out: an account that this empties is summed no more. */
  readonly emptiesMoney?: true;
  /** Whether tonnes move in the ledger besides. */
  readonly movesTonnes: boolean;
  readonly at: Instant;
  readonly by: Actor;
}

/** The envelope of the fact that an enforcement ended, and of the entry with it: of the pledgor and authorities, for it names all amounts. */
export function endingEnvelope(by: Actor, at: Instant, enforcement: Enforcement) {
  return {
    ...aboutEnforcement(by, at, enforcement, [enforcement.pledgorId]),
    factId: `enforcement-ended.${enforcement.enforcementId}`,
  };
}

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
  const pledges = await pledgesOn(ports, before, shared);
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
  const changed: Register = {
    ...open.register,
    slices,
    version: open.register.version + 1,
    changedAt: notBefore(open.register.changedAt, at),
  };
  const registers = await registersWith(ports, pledges, changed);
  const cancelBy = paid.length === 0 ? undefined : await cancelByOf(ports, dayOf(at), at);
  const pledgeWrites = pledges.flatMap((pledge) => {
    const ofPledge = registersOn(registers, pledge);
    const stays = ofPledge.some((each) => has(each, pledge));
    const after = afterEnding(pledge, { paid: payOf(pledge.pledgeId), stays, at, ending, cancelBy });
    const ended = sold.filter(({ slice }) => slice.entries.some(({ pledgeId }) => pledgeId === pledge.pledgeId));
    const data = {
      ...{ ...stated(after, ofPledge, false), enforcementId, instrument },
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
    ...{ ...enforcementData(enforcement), state: ending.state, ...(auctionId !== undefined && { auctionId }) },
    ...{ ...result, payments: [...result.payments], moves },
  };
  const noted =
    sold.length === 0
      ? notedWrites(
          ports,
          by,
          at,
          enforcement,
          ending.offered.map(({ slice }) => slice),
        )
      : [];
  return {
    enforcement,
    writes: [
      own.enforcementPut(enforcement),
      own.state(enforcementFacts.enforcementEnded, { ...endingEnvelope(by, at, enforcement), data }),
      ...own.registerPut(changed),
      ...pledgeWrites,
      ...noted,
      ...(moves ? entry.writes() : []),
    ],
  };
}

/** The pledge that is enforced, and all others on the parts that money is for. */
async function pledgesOn({ own }: Pick<CollateralJobPorts, "own">, { pledgeId }: Enforcement, parts: readonly SoldPart[]) {
  const others = parts.flatMap(({ slice }) => slice.entries.map((entry) => entry.pledgeId));
  return own.pledgesAt([...new Set([pledgeId, ...others])]);
}

/** What every pledge is owed: nothing where nothing was disbursed. */
function owedBy(pledges: readonly Pledge[]): ReadonlyMap<string, Decimal> {
  return new Map(pledges.map((pledge) => [pledge.pledgeId, pledge.disbursedCny === undefined ? zero : securedCny(pledge)]));
}

/** What freezes lose by a sale. */
function realisedFreezes(sold: readonly SoldPart[]): readonly RealisedFreeze[] {
  const tonnes = new Map<string, Decimal>();
  for (const { slice, quantity } of sold)
    for (const { freezeId } of slice.freezes) tonnes.set(freezeId, quantity.plus(tonnes.get(freezeId) ?? zero));
  return [...tonnes].map(([freezeId, quantity]) => ({ freezeId, quantity: plain(quantity) }));
}

function portionsOf(parts: readonly SoldPart[], instrument: string) {
  return parts.map(({ slice, quantity }) => ({
    quantity,
    pledges: paymentOrder(slice, registryOf(instrument)).map(({ pledgeId }) => pledgeId),
    freezes: slice.freezes.map(({ freezeId }) => freezeId),
  }));
}

/** Adds the payments to an entry: one posting for each bank, one for the pledgor, and one hold for all that is frozen. */
function payments(
  entry: LedgerEntry<CollateralRefusal>,
  { enforcement, from, shortage, emptiesMoney, proceeds }: Ending,
  pledges: readonly Pledge[],
  { payments: byPledge, held, rest }: Distribution,
): HeldProceeds | undefined {
  const pay = (to: Account, quantity: Decimal): void => {
    if (quantity.gt(0)) entry.transfer({ instrument: CNY, from, to, quantity, ...(shortage && { shortage }) });
  };
  for (const { pledgeId, bank } of pledges) pay(partyAccount(bank.partyId), byPledge.get(pledgeId) ?? zero);
  const pledgor = partyAccount(enforcement.pledgorId);
  const frozen = sum(held.map(({ cny }) => cny));
  pay(pledgor, rest.plus(frozen));
  if (emptiesMoney && proceeds.gt(0)) entry.empties(from, CNY);
  if (frozen.isZero()) return undefined;
  const holdId = `held-${enforcement.enforcementId}`;
  entry.hold({ holdId, account: pledgor, instrument: CNY, quantity: frozen, purpose: "freeze" });
  const parts = held.map(({ freezes, cny }) => ({ freezes, cny: formatFen(cny) }));
  return { holdId, remainingCny: formatFen(frozen), parts };
}

/** The registers of all positions of some pledges, with the changed one among them. */
async function registersWith(
  { own }: Pick<CollateralJobPorts, "own">,
  pledges: readonly Pledge[],
  changed: Register,
): Promise<readonly Register[]> {
  const names = new Map(pledges.flatMap(positionsOf).map((name) => [`${name.account} ${name.instrument}`, name]));
  names.delete(`${changed.account} ${changed.instrument}`);
  const wanted = [...names.values()];
  const found: Register[] = [changed];
  for (let start = 0; start < wanted.length; start += registersAtOnce)
    found.push(...(await own.registersAt(wanted.slice(start, start + registersAtOnce))));
  return found;
}

function registersOn(registers: readonly Register[], pledge: Pledge): readonly Register[] {
  return registers.filter((each) => has(each, pledge));
}

function has({ slices }: Register, { pledgeId }: Pledge): boolean {
  return slicesOf(slices, pledgeId).length > 0;
}

function tonnesOf(parts: readonly SoldPart[]): Decimal {
  return sum(parts.map(({ quantity }) => quantity));
}

/** A pledge after an enforcement on its tonnes: its debt is less by what its bank was paid. */
function afterEnding(
  pledge: Pledge,
  {
    paid,
    stays,
    at,
    ending,
    cancelBy,
  }: {
    readonly paid: Decimal;
    readonly stays: boolean;
    readonly at: Instant;
    readonly ending: Ending;
    readonly cancelBy: Instant | undefined;
  },
): Pledge {
  const repaidCny = decimal(pledge.repaidCny).plus(paid);
  const isRepaid = pledge.disbursedCny !== undefined && repaidCny.gte(pledge.disbursedCny);
  const isEnforced = pledge.pledgeId === ending.enforcement.pledgeId;
  const owes = isRepaid ? "everything is repaid" : "something is owed";
  const hasDebt = isEnforced || pledge.state === "disbursed" || pledge.state === "lapsed";
  const guard = stays ? (hasDebt ? owes : "something stays pledged") : "nothing stays pledged";
  const after = next(pledgeLifecycle, pledge.state, isEnforced ? "endEnforcement" : "tonnes sold", guard);
  // What ended meanwhile, for another reason, stays ended.
  const state = after.ok ? after.value : pledge.state;
  return nextVersion(pledge, at, {
    ...{ state, repaidCny: formatFen(repaidCny) },
    ...(isRepaid && paid.gt(0) && { repaidOn: dayOf(at) }),
    ...(state === "repaid" && paid.gt(0) && cancelBy !== undefined && { cancelBy }),
    ...(state === "enforced" && { endedAt: at }),
  });
}
