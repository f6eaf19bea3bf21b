import { monthOf, monthOfDay, type PlainDate, type YearMonth } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { formatFen, plain, sum } from "../../../shared/kernel/decimal.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import type { NewFact } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Instalment, Line } from "../rows.ts";
import { allocationStatedOf } from "../views.ts";
import { deliver, move, moves, payCash } from "./entries.ts";
import { type Delivery, deliveryOf, paying } from "./moves.ts";
import { isTermOver, type Pending } from "./pending.ts";
import { byPollutant, isUnpaid, payByOf } from "./schedule.ts";
import { debtWrites, leftToPay, linePuts } from "./scheduled.ts";
import { type By, envelopeOf, instalmentStated, permitsStated } from "./stating.ts";

/** What instalments are paid with: cash at the exchange, or a certificate of the tax office. */
export type Means =
  | { readonly kind: "cash" }
  | { readonly kind: "certificate"; readonly certificateNumber: string; readonly issuedOn: PlainDate };

/** A payment that is decided: the line afterwards, and the writes of it all. */
export interface Payment {
  readonly line: Line;
  readonly writes: readonly WriteFragment<AllocationsRefusal>[];
}

/**
 * Pays instalments, delivery versus payment in one ledger entry: the first payment delivers every permit and holds those of unpaid
 * instalments, later ones release their permits, frozen ones count again from the month in which the money was credited. After the term money
 * pays what is owed, and nothing is left to release. Missing cash is `fee-not-covered`.
 */
export function paymentOf(ports: LedgerPorts, pending: Pending, numbers: readonly number[], means: Means, by: By): Payment {
  const { own, ledger, clock } = ports;
  const { plan, line } = pending;
  const at = clock.now();
  const paid = line.instalments.filter(({ number }) => numbers.includes(number));
  const credited = new Map(paid.map((each) => [each.number, creditedOf(pending, each, means, at)]));
  const first = line.state === "awaiting-payment";
  const over = isTermOver(plan, at);
  const delivery = first ? deliveryOf(line.instalments, numbers) : [];
  const moved = paying(line.instalments, numbers);
  const releases = !first && !over && line.state !== "ended";
  const factType = (first ? allocationsFacts.delivered : allocationsFacts.instalmentsPaid).factType;
  const envelope = envelopeOf(pending, factType, by, at);
  const paidFactId = envelope.factId;
  const done = { paidAt: at, paidFactId, ...(means.kind === "certificate" && { certificateNumber: means.certificateNumber }) };
  const entry = ledger.newEntry<AllocationsRefusal>({ ...envelope, cause: { kind: factType, reference: line.allocationId } });
  if (means.kind === "cash") payCash(entry, pending, paid, sum(paid.map(({ amount }) => amount)));
  if (first) deliver(entry, line, delivery);
  if (releases) move(entry, pending, moved);
  const restores = releases ? paid.filter(({ state }) => state === "frozen") : [];
  const nextLine: Line = {
    ...line,
    state: stateOncePaid(line, moved.instalments),
    instalments: moved.instalments.map((each) => {
      const creditedOn = credited.get(each.number);
      if (creditedOn === undefined) return each;
      const { owed: _owed, holds: _holds, unsecured: _unsecured, ...rest } = each;
      return {
        ...rest,
        ...done,
        creditedOn,
        ...(restores.some(({ number }) => number === each.number) && { countsFrom: monthOfCredit(creditedOn) }),
      };
    }),
  };
  const stated = {
    ...allocationStatedOf(plan, line),
    instalments: paid.map(({ number, amount }) => ({
      number,
      amountCny: formatFen(amount),
      creditedOn: required(credited.get(number), "credit"),
    })),
    paidCny: formatFen(sum(paid.map(({ amount }) => amount))),
    leftCny: leftToPay(nextLine),
    ...(means.kind === "certificate" && { certificateNumber: means.certificateNumber }),
  };
  const released = releases ? [...moved.released, ...moved.lifted] : [];
  const fact: WriteFragment<never> = first
    ? own.state(allocationsFacts.delivered, { ...envelope, data: { ...stated, delivered: deliveredStated(line, delivery) } })
    : own.state(allocationsFacts.instalmentsPaid, {
        ...envelope,
        data: { ...stated, released: permitsStated(line, byPollutant(released)) },
      });
  const restored = restores.map((each) => {
    const creditedOn = required(credited.get(each.number), "credit");
    const data = { ...instalmentStated(pending, each), creditedOn, countsFrom: monthOfCredit(creditedOn) };
    return own.state(allocationsFacts.permitsRestored, {
      ...envelopeOf(pending, allocationsFacts.permitsRestored.factType, by, at, `.${each.number}`),
      data: { ...data, restored: permitsStated(line, byPollutant(each.holds ?? [])) },
    } satisfies NewFact<unknown>);
  });
  const movesSomething = means.kind === "cash" || first || (releases && moves(moved));
  const rows = [...linePuts(own, plan, nextLine), ...debtWrites(own, line, nextLine)];
  return { line: nextLine, writes: [...rows, fact, ...restored, ...(movesSomething ? entry.writes() : [])] };
}

function stateOncePaid({ state }: Line, instalments: readonly Instalment[]): Line["state"] {
  if (state === "ended") return state;
  const guard = instalments.some(isUnpaid) ? "instalments are left" : "all is paid";
  const outcome = next(allocationsLifecycles.allocation, state, "pay", guard);
  invariant(outcome.ok, `an allocation that is ${state} can be paid`);
  return outcome.value;
}

/**
 * When the money of an instalment was credited: that of the bank lines which pay all of it, now where other cash does. The first instalment is
 * paid by money that was there in time alone, whenever that is found.
 */
function creditedOf({ line, dues }: Pending, instalment: Instalment, means: Means, at: Instant): string {
  if (means.kind === "certificate") return means.issuedOn;
  const { number, amount } = instalment;
  const due = dues.get(number);
  const credited = due?.reserved.gte(amount) ? (due.creditedUntil ?? at) : at;
  const delivers = line.state === "awaiting-payment" && number === 1;
  return delivers && credited >= payByOf(instalment) ? lastBefore(payByOf(instalment)) : credited;
}

function lastBefore(at: Instant): Instant {
  return new Date(Date.parse(at) - 1).toISOString();
}

/** The month of a credit, an instant or a day. */
function monthOfCredit(creditedOn: string): YearMonth {
  return creditedOn.includes("T") ? monthOf(creditedOn) : monthOfDay(creditedOn);
}

function deliveredStated(line: Line, delivery: readonly Delivery[]) {
  const heldOf = new Map(delivery.map(({ pollutant, held }) => [pollutant, held]));
  return permitsStated(line, delivery).map((permit) => ({
    ...permit,
    heldTonnes: plain(required(heldOf.get(permit.pollutant), `held of ${permit.pollutant}`)),
  }));
}
