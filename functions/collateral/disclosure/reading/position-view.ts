import { dayOf, monthOf } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { Decimal, decimal, formatFen, least, plain, sum, zero } from "../../../../shared/kernel/decimal.ts";
import { classOf, expiryOf, type Instrument } from "../../../../shared/ledger/instrument.ts";
import type { Position } from "../../../../shared/ledger/rows.ts";
import { licenceInForce, validityOf } from "../../../../shared/members/licence-in-force.ts";
import type { Site } from "../../../../shared/members/sites.ts";
import type { LicenceRecord } from "../../../../shared/permits/licence-records.ts";
import { type BaselinePrice, priceInForce } from "../../../../shared/valuation/baseline-price.ts";
import { monthsNotBegun, positionValue } from "../../../../shared/valuation/position-value.ts";
import type { AssetKind } from "../../asset-kinds.ts";
import { quantityOf } from "../../register/register.ts";
import type { Register } from "../../register/rows.ts";
import { positionRule } from "../disclosure-rules.ts";
import type { Failing } from "../exclusions.ts";
import type { DisclosedKind } from "../vocabulary.ts";

/** Everything that is known of a position. */
export interface KnownPosition {
  readonly position: Position;
  readonly kind: AssetKind;
  /** Site at which it is held; absent for what the firm holds itself. */
  readonly site: Site | undefined;
  readonly record: LicenceRecord | undefined;
  readonly register: Register | undefined;
  /** Tonnes owed of it since a certificate was reversed. */
  readonly owed: Decimal;
  readonly failing: readonly Failing[];
  /** Published prices of what it is. */
  readonly prices: readonly BaselinePrice[];
  /** Area whose prices count. */
  readonly area: string;
}

/** What of a position is disclosed. */
export interface Disclosing {
  readonly kinds: readonly DisclosedKind[];
  readonly stressPercent?: Decimal | undefined;
  readonly at: Instant;
}

/** A position as far as it is disclosed. */
export function positionView(known: KnownPosition, { kinds, stressPercent, at }: Disclosing) {
  const { site, position } = known;
  return {
    instrument: position.instrument,
    class: classOf(position.instrument),
    ...(site && { siteId: site.siteId, siteName: site.name }),
    ...(kinds.includes("balances") && { balances: balancesOf(known, at) }),
    ...(kinds.includes("pledgeability") && { pledgeability: pledgeabilityOf(known) }),
    ...(kinds.includes("values") && { values: valuesOf(known, stressPercent, at) }),
  };
}

function balancesOf(known: KnownPosition, at: Instant) {
  const { position, record, register, owed } = known;
  const { available, held, heldFor, instrument } = position;
  const quantity = available.plus(held);
  const unpaid = (heldFor["unpaid-fee"] ?? zero).plus(heldFor["overdue-fee"] ?? zero).plus(owed);
  const [pledged, frozen] = [heldFor.pledge ?? zero, heldFor.freeze ?? zero];
  const both = quantityOf((register?.slices ?? []).filter(({ entries, freezes }) => entries.length > 0 && freezes.length > 0));
  const inLicence = positionRule(classOf(instrument)).recordedIn === "discharge-licence";
  return {
    quantity: plain(quantity),
    paid: plain(Decimal.max(zero, quantity.minus(unpaid))),
    certified: plain(inLicence ? least(quantity, record?.recordedTonnes ?? zero) : quantity),
    free: plain(available),
    pledged: plain(pledged),
    frozen: plain(frozen),
    pledgedAndFrozen: plain(both),
    heldOtherwise: plain(held.minus(sum([pledged, frozen]))),
    ...termOf(instrument, at),
    registryStatus: inLicence ? inLicenceOf(known, at) : { recordedIn: "exchange" as const, state: "registered" },
  };
}

/** Last month and months to come of an instrument with a term. */
function termOf(instrument: Instrument, at: Instant): { readonly lastMonth?: string; readonly monthsLeft?: number } {
  if (expiryOf(instrument) === undefined) return {};
  const lastMonth = instrument.slice(instrument.lastIndexOf("/") + 1);
  // Where only the last month is in the name, all months until then count.
  const monthsLeft = monthsNotBegun(instrument, dayOf(at)) ?? Math.max(0, monthNumber(lastMonth) - monthNumber(monthOf(at)));
  return { lastMonth, monthsLeft };
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
}

function inLicenceOf({ site, record }: KnownPosition, at: Instant) {
  const recordedIn = "discharge-licence" as const;
  const state = record?.state ?? "missing";
  if (!site) return { recordedIn, state };
  const validity = validityOf(site);
  return {
    ...{ recordedIn, state, licenceNumber: site.licenceNumber },
    ...(validity && { licenceValidUntil: validity.until }),
    licenceInForce: licenceInForce(site, dayOf(at)),
  };
}

function pledgeabilityOf({ failing, kind }: KnownPosition) {
  return {
    failing: failing.map(({ rule, because, source }) => ({ rule, because, source })),
    statutoryRegistry: kind.statutoryRegistry,
    loanToValue: plain(kind.loanToValue),
    longestTermMonths: kind.longestTermMonths,
    endsWithinRight: kind.endsWithinRight,
    source: kind.source,
  };
}

function valuesOf({ position, kind, prices, area }: KnownPosition, stressPercent: Decimal | undefined, at: Instant) {
  const day = dayOf(at);
  const price = priceInForce(prices, area, day);
  if (!price) return {};
  const { available, held, instrument } = position;
  const figures = (of: Pick<BaselinePrice, "priceCny" | "pricedMonths">) => {
    const [whole, free] = [available.plus(held), available].map((quantity) => positionValue(quantity, instrument, of, day));
    return {
      valueCny: formatFen(whole ?? zero),
      freeValueCny: formatFen(free ?? zero),
      // Rounded down: what is lent never exceeds the ratio.
      largestLoanCny: formatFen((free ?? zero).mul(kind.loanToValue).toDecimalPlaces(2, Decimal.ROUND_DOWN)),
    };
  };
  const { item, area: pricedArea, period, effectiveOn, version, priceCny, pricedMonths } = price;
  const fallen = (percent: Decimal) => plain(decimal(priceCny).mul(new Decimal(100).minus(percent)).div(100));
  return {
    ...figures(price),
    ...(stressPercent && {
      stressed: { percent: plain(stressPercent), ...figures({ ...price, priceCny: fallen(stressPercent) }) },
    }),
    price: { item, area: pricedArea, period, effectiveOn, version, priceCny, ...(pricedMonths !== undefined && { pricedMonths }) },
  };
}
