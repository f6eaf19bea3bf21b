import { endOfMonth, monthOf, type YearMonth } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, decimal, floorToKilogram, least, sum, zero } from "../../../shared/kernel/decimal.ts";
import { purposesNotCounting } from "../../../shared/permits/counting.ts";
import { type PermitTerm, permitTerm } from "../../../shared/permits/instruments.ts";
import { type Declared, type Input, inputsOf, type LicenceEntry, type Posting, type Reversed } from "./input.ts";

/** Tonne-months: tonnes that count in a month, added over months. */
interface TonneMonths {
  readonly counting: Decimal;
  /** The parts of them that are pledged, and that a court or authority has frozen. */
  readonly pledged: Decimal;
  readonly frozen: Decimal;
}

const monthsPerYear = 12;
/** The months of a year. */
export function monthsOf(year: string): YearMonth[] {
  return Array.from({ length: monthsPerYear }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`);
}

/**
 * What a site holds of a pollutant in a year: tonne-months of its permits over the months that have begun, divided by twelve, rounded down to
 * the kilogram. A month belongs to who holds the tonne at its end; the running month to who holds it now. A permit counts up to what the
 * site's licence says of it, and without what is overdue or stored.
 */
export function permitsHeld(inputs: readonly Input[], year: string, at: Instant) {
  const running = monthOf(at);
  const months = monthsOf(year).filter((month) => month <= running);
  const records = Map.groupBy(inputsOf(inputs, "record"), ({ said }) => said.instrument);
  const postings = Map.groupBy(inputsOf(inputs, "posting"), ({ said }) => said.instrument);
  const parts = [...records].flatMap(([instrument, recorded]) => {
    const term = permitTerm(instrument);
    return term ? [ofPermit(postings.get(instrument) ?? [], recorded, months.filter(within(term)))] : [];
  });
  const yearly = (part: keyof TonneMonths): Decimal => floorToKilogram(sum(parts.map((each) => each[part])).div(monthsPerYear));
  return { heldTonnes: yearly("counting"), pledgedTonnes: yearly("pledged"), frozenTonnes: yearly("frozen") };
}

function within({ from, to }: PermitTerm): (month: YearMonth) => boolean {
  return (month) => from <= month && month <= to;
}

/** The tonne-months of one permit; what was posted and recorded is in the order of facts. */
function ofPermit(postings: readonly Input<Posting>[], records: readonly Input<LicenceEntry>[], months: readonly YearMonth[]): TonneMonths {
  const total = { counting: zero, pledged: zero, frozen: zero };
  const held = { counting: zero, pledged: zero, frozen: zero };
  let next = 0;
  for (const month of months) {
    const end = endOfMonth(month);
    for (let each = postings[next]; each && each.occurredAt < end; each = postings[++next]) add(held, each.said);
    // A debit may be heard before its credit: until then nothing counts. What is encumbered is taken to be in the licence first.
    const counting = Decimal.max(zero, least(held.counting, recordedIn(records, end)));
    const pledged = least(held.pledged, counting);
    total.counting = total.counting.plus(counting);
    total.pledged = total.pledged.plus(pledged);
    total.frozen = total.frozen.plus(least(held.frozen, counting.minus(pledged)));
  }
  return total;
}

function add(held: { counting: Decimal; pledged: Decimal; frozen: Decimal }, { available, held: change, heldFor }: Posting): void {
  const of = (purpose: string): Decimal => decimal(heldFor[purpose] ?? "0");
  held.counting = held.counting
    .plus(decimal(available))
    .plus(decimal(change))
    .minus(sum(purposesNotCounting.map(of)));
  held.pledged = held.pledged.plus(of("pledge"));
  held.frozen = held.frozen.plus(of("freeze"));
}

/**
 * Tonnes that the licence says for a month: the last record made before its end. The first record of a permit says what was delivered, however
 * late the bureau made it, so it also holds for the months before; a later change holds from the month in which it was made.
 */
function recordedIn(records: readonly Input<LicenceEntry>[], end: Instant): Decimal {
  const found = records.findLast(({ occurredAt }) => occurredAt < end) ?? records[0];
  return found ? Decimal.max(zero, decimal(found.said.recordedTonnes)) : zero;
}

/** The declaration of a year that stands, with when it was accepted: the latest version that was, unless that was taken back. */
export function declarationOf(inputs: readonly Input[], year: string): (Declared & { readonly acceptedAt: Instant }) | undefined {
  const accepted = inputsOf(inputs, "declared").filter(({ said }) => said.year === year);
  const reversed = new Set(inputsOf(inputs, "reversed").map(({ said }: Input<Reversed>) => said.declarationId));
  const [latest] = accepted
    .map(({ said, occurredAt }) => ({ ...said, acceptedAt: occurredAt }))
    .sort((one, other) => other.version - one.version);
  return latest && !reversed.has(latest.declarationId) ? latest : undefined;
}
