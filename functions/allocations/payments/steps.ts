import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { DeadlinePorts, LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Instalment, Line } from "../rows.ts";
import { allocationStatedOf } from "../views.ts";
import { move, moves, returnToCap } from "./entries.ts";
import { freezing, securing, withoutPermits } from "./moves.ts";
import { bankDayBefore, dueIdOf, instrumentOf, isTermOver, ownHoldId, type Pending } from "./pending.ts";
import { byPollutant, frozenFrom, isSome, isUnpaid, payByOf, type Step } from "./schedule.ts";
import { debtWrites, inDebt, leftToPay, linePuts } from "./scheduled.ts";
import { type By, envelopeOf, instalmentStated, permitsStated } from "./stating.ts";

const lifecycle = allocationsLifecycles.allocation;

type Writes = readonly WriteFragment<AllocationsRefusal>[];

/** The writes of a step that is due. */
export function stepWrites(ports: DeadlinePorts, pending: Pending, step: Step, by: By): Writes {
  const instalment = required(
    pending.line.instalments.find(({ number }) => number === step.number),
    `instalment ${step.number}`,
  );
  const writesOf = { return: returnWrites, notice: noticeWrites, overdue: overdueWrites, freeze: freezeWrites, end: endWrites };
  return writesOf[step.does](ports, pending, instalment, by);
}

/** The first payment was missing at its day: nothing is left of the allocation, and its headroom is the cap's again. */
function returnWrites(ports: DeadlinePorts, pending: Pending, first: Instalment, by: By): Writes {
  const { own, ledger, clock, bankDays } = ports;
  const { plan, line } = pending;
  const at = clock.now();
  const { factType } = allocationsFacts.returned;
  const envelope = envelopeOf(pending, factType, by, at);
  const entry = ledger.newEntry<AllocationsRefusal>({ ...envelope, cause: { kind: factType, reference: line.allocationId } });
  returnToCap(entry, pending, at);
  const data = { ...instalmentStated(pending, first), because: "unpaid" as const, returned: permitsStated(line, line.amounts) };
  const { partyId } = line;
  const dueId = dueIdOf(line.allocationId, first.number);
  const rests =
    plan.paymentMode === "exchange-account"
      ? bankDays.defaultWrites({ dueId, partyId, bankDay: bankDayBefore(payByOf(first)), amount: first.amount, defaultedAt: at })
      : [];
  return [
    ...linePuts(own, plan, {
      ...line,
      state: stateAfter(lifecycle, line.state, "missFirstPayment"),
      instalments: line.instalments.map(waived),
    }),
    own.state(allocationsFacts.returned, { ...envelope, data }),
    ...rests,
    ...entry.writes(),
  ];
}

/** An instalment that is not to be paid any more. */
export function waived(instalment: Instalment): Instalment {
  if (!isUnpaid(instalment)) return instalment;
  const { owed: _owed, holds: _holds, unsecured: _unsecured, ...rest } = instalment;
  return { ...rest, state: "waived" };
}

/** The payment notice of an instalment. In the ledger it is owed from now on, where it is paid from cash at the exchange. */
function noticeWrites({ own, ledger, clock }: LedgerPorts, pending: Pending, instalment: Instalment, by: By): Writes {
  const { plan, line } = pending;
  const { factType } = allocationsFacts.instalmentDue;
  const envelope = envelopeOf(pending, factType, by, clock.now());
  const owed = plan.paymentMode === "exchange-account";
  const { allocationId: reference, partyId } = line;
  const { number, amount } = instalment;
  const due = { dueId: dueIdOf(reference, number), account: partyAccount(partyId), amount, payBy: payByOf(instalment), lateCounts: true };
  return [
    ...linePuts(own, plan, withInstalment(line, { ...instalment, noticed: true, ...(owed && { owed }) })),
    own.state(allocationsFacts.instalmentDue, { ...envelope, data: instalmentStated(pending, instalment) }),
    ...(owed ? [ledger.owe(due)] : []),
  ];
}

function overdueWrites({ own, clock }: LedgerPorts, pending: Pending, instalment: Instalment, by: By): Writes {
  const { plan, line } = pending;
  const envelope = envelopeOf(pending, allocationsFacts.instalmentOverdue.factType, by, clock.now());
  const permits = permitsStated(line, instalment.releases);
  const data = { ...instalmentStated(pending, instalment), freezesAt: frozenFrom(instalment, plan), permits };
  return [
    ...linePuts(
      own,
      plan,
      withInstalment(line, { ...instalment, state: stateAfter(allocationsLifecycles.instalment, instalment.state, "missDeadline") }),
    ),
    own.state(allocationsFacts.instalmentOverdue, { ...envelope, data }),
  ];
}

/** Freezes exactly the tonnes of one instalment; after the term there are none, and the step that ends the allocation follows. */
function freezeWrites({ own, ledger, clock }: LedgerPorts, pending: Pending, instalment: Instalment, by: By): Writes {
  const { plan, line } = pending;
  const at = clock.now();
  if (isTermOver(plan, at)) return endWrites({ own, clock }, pending, instalment, by);
  const { factType } = allocationsFacts.instalmentFrozen;
  const envelope = envelopeOf(pending, factType, by, at);
  const entry = ledger.newEntry<AllocationsRefusal>({ ...envelope, cause: { kind: factType, reference: line.allocationId } });
  const moved = freezing(line.instalments, instalment.number, ownHoldId(line));
  move(entry, pending, moved);
  const data = { ...instalmentStated(pending, instalment), frozen: permitsStated(line, moved.held) };
  return [
    ...linePuts(own, plan, { ...line, instalments: moved.instalments }),
    own.state(allocationsFacts.instalmentFrozen, { ...envelope, data }),
    ...(moves(moved) ? entry.writes() : []),
  ];
}

/** Holds what has become free of what is owed since a certificate was reversed; undefined while nothing is free. */
export async function securingWrites({ own, ledger, clock }: LedgerPorts, pending: Pending, by: By): Promise<Writes | undefined> {
  const { plan, line } = pending;
  const at = clock.now();
  if (!inDebt(line) || isTermOver(plan, at)) return undefined;
  const moved = securing(line.instalments, await freeAt(ledger, line), ownHoldId(line));
  if (!moves(moved)) return undefined;
  const { factType } = allocationsFacts.debtSecured;
  const envelope = envelopeOf(pending, factType, by, at);
  const entry = ledger.newEntry<AllocationsRefusal>({ ...envelope, cause: { kind: factType, reference: line.allocationId } });
  move(entry, pending, moved);
  const data = {
    ...allocationStatedOf(plan, line),
    held: permitsStated(line, byPollutant(moved.held)),
    unsecured: permitsStated(line, debtsOf(moved.instalments)),
  };
  const nextLine: Line = { ...line, instalments: moved.instalments };
  return [
    ...linePuts(own, plan, nextLine),
    ...debtWrites(own, line, nextLine),
    own.state(allocationsFacts.debtSecured, { ...envelope, data }),
    ...entry.writes(),
  ];
}

/** The term is over with instalments unpaid: the expiry of permits has ended their holds, and money that is owed stays owed. */
function endWrites({ own, clock }: Pick<LedgerPorts, "own" | "clock">, pending: Pending, _instalment: Instalment, by: By): Writes {
  const { plan, line } = pending;
  const envelope = envelopeOf(pending, allocationsFacts.ended.factType, by, clock.now());
  const data = { ...allocationStatedOf(plan, line), unpaidCny: leftToPay(line), stillOwed: true };
  const instalments = line.instalments.map(withoutPermits);
  const nextLine: Line = { ...line, state: stateAfter(lifecycle, line.state, "end"), instalments };
  return [...linePuts(own, plan, nextLine), ...debtWrites(own, line, nextLine), own.state(allocationsFacts.ended, { ...envelope, data })];
}

/** What is free at the site of a line, by pollutant. */
export async function freeAt(ledger: LedgerPorts["ledger"], line: Pick<Line, "siteId" | "amounts">) {
  return Promise.all(
    line.amounts.map(async ({ pollutant }) => {
      const { available } = await ledger.position(siteAccount(line.siteId), instrumentOf(line, pollutant));
      return { pollutant, tonnes: available };
    }),
  );
}

/** What is owed beyond what is held, by pollutant. */
export function debtsOf(instalments: readonly Instalment[]) {
  return byPollutant(instalments.flatMap(({ unsecured = [] }) => unsecured)).filter(isSome);
}

function withInstalment(line: Line, changed: Instalment): Line {
  return { ...line, instalments: line.instalments.map((each) => (each.number === changed.number ? changed : each)) };
}
