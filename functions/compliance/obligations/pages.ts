import { plusMonths } from "../../../shared/kernel/calendar.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { ObligationPage } from "../contract.ts";
import type { ComplianceStore } from "../store.ts";
import { deadlineAhead } from "./changes.ts";
import { monthsToDeadline, pricedDays } from "./exposure.ts";
import { noticesOf, obligationOf } from "./obligation-of.ts";
import { type InputReader, inputsOf, put, type RecalculatingPorts, recalculate } from "./recalculate.ts";
import { type Obligation, pricedStripes } from "./store.ts";
import { type ObligationName, obligationIdOf, obligationNamed } from "./subject.ts";

type PricePage = Extract<ObligationPage, { readonly because: "price" }>;

/** Dependencies of pages of obligations. */
export interface PagePorts extends RecalculatingPorts {
  readonly own: RecalculatingPorts["own"] & Pick<ComplianceStore, "obligationsAt" | "priced">;
  readonly pages: Queue<ObligationPage>;
}

const rowsPerPage = 50;
const atOnce = 8;

/** The first pages of the obligations that a price of a day may change. */
export function pagesOfPrice(market: string, date: string): PricePage[] {
  return Array.from({ length: pricedStripes }, (_, stripe) => ({ because: "price", market, date, stripe }));
}

/** Pages of obligations that may have changed by time. */
export function pagesOfTime(obligationIds: readonly string[]): ObligationPage[] {
  const pages = Math.ceil(obligationIds.length / rowsPerPage);
  return Array.from({ length: pages }, (_, page) => ({
    because: "time",
    obligationIds: obligationIds.slice(page * rowsPerPage, (page + 1) * rowsPerPage),
  }));
}

/** Looks at a page of obligations, and asks for the next. A page may be done again, or beside another: it writes what has changed. */
export async function doPage(ports: PagePorts, page: ObligationPage): Promise<void> {
  if (page.because === "time") return eachAtOnce(page.obligationIds, atOnce, (id) => afterTurn(ports, id));
  const { market, date, stripe, cursor } = page;
  const deadlines = { from: date, until: plusMonths(date, monthsToDeadline(market)) };
  const { items, nextCursor } = await ports.own.priced({ market, stripe, ...deadlines }, { limit: rowsPerPage, cursor });
  await recalculateAll(ports, items, date);
  if (nextCursor !== undefined) await ports.pages.send([{ ...page, cursor: nextCursor }]);
}

/**
 * Recalculates the obligations of a page whose exposure rests on the price of a day. What was written is looked at again, as in every
 * recalculation: once more together, after all were written, and by itself what even this look found to change.
 */
async function recalculateAll(ports: PagePorts, ids: readonly string[], date: string): Promise<void> {
  const written = await lookTogether(ports, ids, restsOn(date));
  const writtenAgain = await lookTogether(ports, written.map(obligationIdOf), () => true);
  await eachAtOnce(writtenAgain, atOnce, (name) => recalculate(ports, name));
}

/**
 * Looks once at each of some obligations. The versions of all of them are read first, then what they are computed from; prices, which they
 * share, once. A price that comes after they were read looks at the obligations itself: where it changes one, the version has changed with it,
 * and where it does not, whoever wrote meanwhile looks again. Returns what was to be written, whether or not another change came first.
 */
async function lookTogether(
  ports: PagePorts,
  ids: readonly string[],
  concerns: (row: Obligation) => boolean,
): Promise<readonly ObligationName[]> {
  if (ids.length === 0) return [];
  const rows = await ports.own.obligationsAt(ids);
  const shared = { ...ports.own, ...pricesOnce(ports.own) };
  const written: ObligationName[] = [];
  await eachAtOnce(rows.filter(concerns), atOnce, async (before) => {
    const name = obligationNamed(before.obligationId);
    if (!name) return;
    const after = obligationOf(name, await inputsOf(shared, name), ports.clock.now());
    if (!after || after.inputsHash === before.inputsHash) return;
    await put(ports, before, after);
    written.push(name);
  });
  return written;
}

function restsOn(date: string): (row: Obligation) => boolean {
  return ({ pricedBy, deadlineAt }) => {
    const days = pricedBy && pricedDays(pricedBy.market, deadlineAt);
    return days !== undefined && days.from <= date && date <= days.until;
  };
}

/** A reader that reads the same prices once. */
function pricesOnce(own: InputReader): Pick<InputReader, "prices"> {
  const known = new Map<string, ReturnType<InputReader["prices"]>>();
  return {
    prices(market, days) {
      const key = `${market} ${days.from} ${days.until}`;
      const found = known.get(key) ?? own.prices(market, days);
      known.set(key, found);
      return found;
    },
  };
}

/** Recalculates an obligation because of the time, and tells a member that is short that its deadline is near. */
async function afterTurn(ports: PagePorts, obligationId: string): Promise<void> {
  const name = obligationNamed(obligationId);
  if (!name) return;
  await recalculate(ports, name);
  const row = await ports.own.obligation(obligationId);
  const at = ports.clock.now();
  if (row?.state !== "short") return;
  const ahead = noticesOf(row.deadlineAt).filter((each) => each.at <= at && at < row.deadlineAt);
  const nearest = ahead.toSorted((one, other) => one.days - other.days)[0];
  // Stated before for the same days: then it is done.
  if (nearest) await commit(ports.dynamo, [deadlineAhead(ports.own, row, nearest.days, at)]);
}
