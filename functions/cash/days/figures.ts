import { type PlainDate, plusDays } from "../../../shared/kernel/calendar.ts";
import { type Decimal, formatFen, zero } from "../../../shared/kernel/decimal.ts";
import type { BankDayState } from "../shapes.ts";
import type { CashStore } from "../store.ts";
import type { DayState } from "./day-books.ts";

/** What a bank day adds up to. */
export interface DayFigures {
  /** Closing balance of the last closed day before it; zero before the first. */
  readonly openingBalance: Decimal;
  readonly linesIn: Decimal;
  readonly linesOut: Decimal;
  readonly lines: number;
  /** Opening balance, and lines in, less lines out: what the bank's balance has to be. */
  readonly expected: Decimal;
  /** Money of the day's lines that waits in suspense, to be assigned or returned. */
  readonly inSuspense: Decimal;
}

/**
 * Adds up a bank day from its lines. An open day begins with the balance of the last closed one; what was closed after that, and is open
 * again, counts no more.
 */
export async function dayFigures(own: CashStore, { closedThrough }: Pick<DayState, "closedThrough">, day: PlainDate): Promise<DayFigures> {
  const until = closedThrough !== undefined && day > closedThrough ? plusDays(closedThrough, 1) : day;
  const before = closedThrough === undefined ? undefined : await own.closedBefore(until);
  const openingBalance = before ? before.closingBalance : zero;
  let [linesIn, linesOut, inSuspense, lines] = [zero, zero, zero, 0];
  for await (const { direction, amount, state } of own.allLinesOf(day)) {
    lines += 1;
    if (direction === "in") linesIn = linesIn.plus(amount);
    else linesOut = linesOut.plus(amount);
    if (state === "suspense") inSuspense = inSuspense.plus(amount);
  }
  return { openingBalance, linesIn, linesOut, lines, inSuspense, expected: openingBalance.plus(linesIn).minus(linesOut) };
}

/** State of a bank day: closed; reopened, when it was closed before; or open. */
export function stateOfDay({ closedThrough }: Pick<DayState, "closedThrough">, day: PlainDate, wasClosed: boolean): BankDayState {
  if (closedThrough !== undefined && day <= closedThrough) return "closed";
  return wasClosed ? "reopened" : "open";
}

/** Figures as the API returns them. */
export function figuresView({ openingBalance, linesIn, linesOut, lines, expected, inSuspense }: DayFigures) {
  return {
    openingBalance: formatFen(openingBalance),
    linesIn: formatFen(linesIn),
    linesOut: formatFen(linesOut),
    lines,
    expectedBalance: formatFen(expected),
    inSuspense: formatFen(inSuspense),
  };
}
