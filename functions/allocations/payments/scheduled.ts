import { type Decimal, formatFen, sum, zero } from "../../../shared/kernel/decimal.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { Line, Plan } from "../rows.ts";
import type { AllocationsStore } from "../store.ts";
import { hasDebt, payByOf, type Step, stepAfterDelivery, stepBeforeDelivery, tonnesOf, unpaid } from "./schedule.ts";

/** What time does next to an allocation; undefined if nothing. */
export function stepOf(plan: Plan, line: Line): Step | undefined {
  if (line.state === "delivered") return stepAfterDelivery(line.instalments, plan);
  const [first] = line.instalments;
  return line.state === "awaiting-payment" && first ? stepBeforeDelivery(first, plan) : undefined;
}

/**
 * The writes of the next version of a distributed line: the row, due for what time does next, and its place in the lists of what is to be paid.
 */
export function linePuts(own: AllocationsStore, plan: Plan, { nextStep: _step, nextAt: _at, ...line }: Line): WriteFragment<never>[] {
  const step = stepOf(plan, line);
  const waits = step && { nextStep: step.awaitsBankDay ? ("bank-day" as const) : ("clock" as const), nextAt: step.at };
  // A debt is looked at in every run until it is secured.
  const debt = inDebt(line) ? { nextStep: "clock" as const, nextAt: line.publishedAt ?? plan.draftedAt } : {};
  return [own.linePut({ ...line, ...waits, ...debt, version: line.version + 1 }), listedDue(own, plan, line)];
}

/** Whether a delivered line owes tonnes that are to be held once they are free. */
export function inDebt({ state, instalments }: Line): boolean {
  return state === "delivered" && hasDebt(instalments);
}

/** The writes by which others see what a line owes of its permits, where a change of the line changes that. */
export function debtWrites(own: AllocationsStore, before: Line, after: Line): WriteFragment<never>[] {
  const { siteId, allocationId } = after;
  return after.amounts.flatMap(({ pollutant, instrument }): WriteFragment<never>[] => {
    const tonnes = owedOf(after, pollutant);
    if (tonnes.eq(owedOf(before, pollutant))) return [];
    return tonnes.isZero() ? [own.feeDebtRemove({ siteId, instrument })] : [own.feeDebtPut({ siteId, instrument, allocationId, tonnes })];
  });
}

function owedOf(line: Line, pollutant: string): Decimal {
  return inDebt(line) ? sum(unpaid(line.instalments).map(({ unsecured = [] }) => tonnesOf(unsecured, pollutant))) : zero;
}

const statesWithDues: readonly Line["state"][] = ["awaiting-payment", "delivered", "ended"];

function listedDue(own: AllocationsStore, plan: Plan, line: Line): WriteFragment<never> {
  const [next] = unpaid(line.instalments);
  if (!next || !statesWithDues.includes(line.state)) return own.nextDueRemove(line.allocationId);
  const { allocationId, planId, partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber } = line;
  const { number, amount, state, unsecured = [] } = next;
  return own.nextDuePut({
    ...{ allocationId, planId, planTitle: plan.title, planDocument: plan.documentNumber, paymentMode: plan.paymentMode },
    ...{ partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber },
    ...{ number, amount, payBy: payByOf(next), state, unsecured },
  });
}

/** What is still to be paid of a line, in CNY. */
export function leftToPay({ instalments }: Pick<Line, "instalments">): string {
  return formatFen(sum(unpaid(instalments).map(({ amount }) => amount)));
}
