import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { endOfDay, type PlainDate } from "../../../shared/kernel/calendar.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type cashEndpoints, cashFacts } from "../contract.ts";
import type { CashPorts } from "../ports.ts";
import type { CashRefusal } from "../problems.ts";
import type { ClosedDay } from "../rows.ts";
import type { BankDayState } from "../shapes.ts";
import { dayFigures, figuresView } from "./figures.ts";

/** Days without lines that were closed before, are open again, and that one closing can carry over. */
const mostCarriedOver = 60;

/**
 * Closes a bank day and the days without lines before it, once its lines add up to the balance that the bank's statement names. From then
 * on no line can be booked on them, and what was to be paid by then is paid or in default.
 */
export function closeBankDay(ports: CashPorts, call: Call<typeof cashEndpoints.closeBankDay>) {
  const { own, clock } = ports;
  const { day } = call.params;
  const { closingBalance } = call.body;
  return runCommand<DayView, CashRefusal>(ports, call, async () => {
    const at = clock.now();
    const state = await own.dayState();
    const { closedThrough } = state;
    if (closedThrough !== undefined && day <= closedThrough) return refuse({ code: "bank-day-closed", day });
    if (endOfDay(day) > at) return refuse({ code: "bank-day-not-over", day });
    const carriedOver = await reopenedDays(ports, closedThrough, day);
    const before = state.openDays.find((open) => open < day) ?? carriedOver[mostCarriedOver]?.day;
    if (before !== undefined) return refuse({ code: "earlier-day-open", day, open: before });
    const figures = await dayFigures(own, state, day);
    if (!figures.expected.eq(closingBalance)) {
      const { lines: _lines, inSuspense: _suspense, ...said } = figuresView(figures);
      return refuse({ code: "bank-day-differs", day, ...said, closingBalance: formatFen(closingBalance) });
    }
    const { openingBalance, linesIn, linesOut, lines } = figures;
    const earlier = await own.closedDay(day);
    const closed: ClosedDay = {
      ...{ day, openingBalance, linesIn, linesOut, lines, closingBalance, closedAt: at, closedBy: call.caller.subject },
      version: (earlier?.version ?? 0) + 1,
    };
    const envelope = factEnvelopeOf(call.caller, at, { parties: [], areas: [city] });
    const data = { day, ...figuresView(figures), closingBalance: formatFen(closingBalance) };
    return accept({
      response: closedView(closed, "closed", formatFen(figures.inSuspense)),
      writes: [
        ...own.closeThrough(state, day),
        own.closedDayPut(closed),
        // Reopened days without lines begin and end with the balance of the day before them.
        ...carriedOver.map((each) =>
          own.closedDayPut({ ...each, openingBalance, closingBalance: openingBalance, version: each.version + 1 }),
        ),
        own.state(cashFacts.bankDayClosed, { ...envelope, data }),
      ],
    });
  });
}

/** A bank day as the API returns it. */
export type DayView = ReturnType<typeof closedView>;

/** A day that was closed, as the API returns it. */
export function closedView(day: ClosedDay, state: BankDayState, inSuspense: string) {
  return {
    day: day.day,
    state,
    openingBalance: formatFen(day.openingBalance),
    linesIn: formatFen(day.linesIn),
    linesOut: formatFen(day.linesOut),
    lines: day.lines,
    expectedBalance: formatFen(day.openingBalance.plus(day.linesIn).minus(day.linesOut)),
    inSuspense,
    closingBalance: formatFen(day.closingBalance),
    closedAt: day.closedAt,
  };
}

/** Days between the last closed one and this one that were closed before they were reopened: without lines, or they are refused. */
async function reopenedDays({ own }: CashPorts, closedThrough: PlainDate | undefined, day: PlainDate): Promise<ClosedDay[]> {
  const found: ClosedDay[] = [];
  for await (const each of own.closedFrom(closedThrough ?? "0", day)) {
    if (each.day !== closedThrough && each.day !== day) found.push(each);
  }
  return found;
}
