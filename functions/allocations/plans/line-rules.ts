import type * as z from "zod";
import { covers } from "../../../shared/kernel/areas.ts";
import { type Decimal, least, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { message } from "../../../shared/kernel/message.ts";
import type { Party } from "../../../shared/members/members.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { permitOf } from "../../../shared/permits/issue.ts";
import { poolOf } from "../../../shared/permits/pools.ts";
import { useFee, useFeeFaults } from "../../../shared/permits/use-fee.ts";
import type { UseFeeRefusal } from "../../../shared/permits/use-fee-problems.ts";
import type { allocationsEndpoints } from "../contract.ts";
import type { LineRefusal } from "../problems-lines.ts";
import { type Amount, allocationIdOf, type Line, type Plan, type PollutantTonnes, type Renewed } from "../rows.ts";
import { sources } from "../rules.ts";

/** A line as the bureau enters it. */
export type WantedLine = z.output<(typeof allocationsEndpoints)["putAllocationLines"]["body"]>["lines"][number];

/** All that is known of the unit of a line. */
export interface Unit {
  readonly party: Party;
  readonly site: Site;
  /** Permits of the site whose term ends before that of the plan; not looked up for an initial plan. */
  readonly held: readonly Renewed[];
  /** What the licence allows of a pollutant: nothing where an imported file shows the licence without it, any amount where none shows the licence. */
  readonly licensed: (pollutant: string) => Decimal | "any";
  /** Pollutants of the line's assessment that were certified as needs, which are bought on the market. */
  readonly byAuction: ReadonlySet<string>;
}

/** The line of a plan for a unit, as version 1, or everything that is wrong with it. */
export function lineOf(plan: Plan, wanted: WantedLine, unit: Unit): { readonly line?: Line; readonly faults: readonly LineRefusal[] } {
  const faults = [...basisFaults(plan, wanted), ...unitFaults(plan, wanted, unit), ...amountFaults(plan, wanted.amounts, wanted, unit)];
  return faults.length > 0 ? { faults } : pricedLine(plan, wanted, unit);
}

/** How texts name a site. */
export function namesOf({ siteId, name, licenceNumber }: Site) {
  return { siteId, siteName: name, licenceNumber } as const;
}

/** What is wrong with the basis of a line, whoever it is for. */
function basisFaults({ kind }: Plan, { basis, outcome, amounts, reason }: WantedLine): readonly LineRefusal[] {
  const renewal = kind === "renewal";
  const rules: readonly (readonly [rule: string, broken: boolean])[] = [
    ["renewal-basis", (basis.kind === "permit") !== renewal],
    ["eia-number", (basis.kind === "eia-approved") !== (basis.eiaNumber !== undefined)],
    ["outcome", (outcome !== undefined) !== renewal],
    ["amounts", amounts.length === 0 && outcome !== "ended"],
    ["reason", (outcome === "reduced" || outcome === "ended") && reason === undefined],
  ];
  const source = renewal ? sources.term : sources.route;
  return rules.flatMap(([rule, broken]) => (broken ? [{ code: "basis-invalid", rule, source }] : []));
}

/** Whether the unit may have a line of the plan at all. */
function unitFaults(plan: Plan, { creditCode, licenceNumber }: WantedLine, { party, site }: Unit): readonly LineRefusal[] {
  const named = namesOf(site);
  const source = sources.licence;
  return [
    ...(party.creditCode === creditCode
      ? []
      : [{ code: "licence-not-of-unit", licenceNumber, creditCode, source: sources.licenceHolder } as const]),
    ...(party.standing === "admitted"
      ? []
      : [{ code: "unit-not-admitted", partyId: party.partyId, standing: party.standing, source } as const]),
    ...(site.state === "confirmed" ? [] : [{ code: "unit-site-unconfirmed", ...named, source } as const]),
    ...(covers(plan.area, site.area)
      ? []
      : [{ code: "unit-outside-plan-area", ...named, siteArea: site.area, planArea: plan.area, source: sources.cap } as const]),
  ];
}

/** What is wrong with amounts for a unit: priced, within the licence, and existing rather than new. */
function amountFaults(
  plan: Plan,
  amounts: readonly PollutantTonnes[],
  { basis, outcome }: Pick<WantedLine, "basis" | "outcome">,
  unit: Unit,
): readonly LineRefusal[] {
  const priced = useFeeFaults(feeTerms(plan, amounts));
  const licensed = amounts.flatMap(({ pollutant, tonnes }) => {
    const licensedTonnes = unit.licensed(pollutant);
    if (licensedTonnes === "any" || tonnes.lte(licensedTonnes)) return [];
    const { licenceNumber } = unit.site;
    return [{ code: "above-licence", licenceNumber, pollutant, tonnes, licensedTonnes, source: sources.licenceAmount } as const];
  });
  const existing = plan.kind === "renewal" ? renewalFaults(plan, amounts, outcome, unit) : newAmountFaults(plan, amounts, basis, unit);
  return [...priced.flatMap(ofLine), ...licensed, ...existing];
}

/** The fault of a fee as one of a line; those of the plan's terms were refused with the plan. */
function ofLine(fault: UseFeeRefusal): readonly LineRefusal[] {
  return fault.code === "rate-missing" || fault.code === "pollutant-twice" || fault.code === "instalment-below-fen" ? [fault] : [];
}

function newAmountFaults(
  { determinedOn }: Plan,
  amounts: readonly PollutantTonnes[],
  { since }: WantedLine["basis"],
  { site, byAuction }: Unit,
): readonly LineRefusal[] {
  return amounts.flatMap(({ pollutant, tonnes }) => {
    const late = since > determinedOn;
    if (!late && !byAuction.has(pollutant)) return [];
    const existing = late
      ? message(`依据的日期 ${since} 晚于核定日 ${determinedOn}`, `since ${since}, determined on ${determinedOn}`)
      : message("该环评批复的数量已核定为购买需求", "the assessment's amount is certified as a need to buy");
    return [{ code: "new-amount-by-auction", ...namesOf(site), pollutant, tonnes, existing, source: sources.route } as const];
  });
}

function renewalFaults(
  { firstMonth }: Plan,
  amounts: readonly PollutantTonnes[],
  outcome: WantedLine["outcome"],
  { site, held }: Unit,
): readonly LineRefusal[] {
  const named = namesOf(site);
  const heldOf = (pollutant: string): Decimal => {
    const pool = poolOf(pollutant, site);
    return sum(held.flatMap((each) => (each.pollutant === pollutant && each.pool === pool ? each.tonnes : [])));
  };
  if (held.length === 0) return [{ code: "nothing-to-renew", ...named, lastMonth: firstMonth, source: sources.term }];
  const above = amounts.flatMap(({ pollutant, tonnes }): LineRefusal[] => {
    const existing = heldOf(pollutant);
    return tonnes.lte(existing)
      ? []
      : [
          {
            code: "new-amount-by-auction",
            ...named,
            pollutant,
            tonnes,
            existing: message(`现持有 ${plain(existing)} 吨`, `it holds ${plain(existing)} t`),
            source: sources.route,
          },
        ];
  });
  if (above.length > 0 || outcome === undefined) return above;
  const found = outcomeOf(amounts, held);
  if (found === outcome) return [];
  const listed = (all: readonly PollutantTonnes[]): string =>
    all.map(({ pollutant, tonnes }) => `${pollutant} ${plain(tonnes)}`).join(", ");
  return [{ code: "outcome-differs", ...named, outcome, held: listed(held), wanted: listed(amounts) || "0", source: sources.term }];
}

/** What the amounts of a renewal mean, compared with what is held. */
function outcomeOf(amounts: readonly PollutantTonnes[], held: readonly Renewed[]): NonNullable<WantedLine["outcome"]> {
  if (amounts.length === 0) return "ended";
  return sum(amounts.map(({ tonnes }) => tonnes)).eq(sum(held.map(({ tonnes }) => tonnes))) ? "confirmed" : "reduced";
}

function feeTerms({ rates, years, firstShare, instalments }: Plan, lines: readonly PollutantTonnes[]) {
  const ratesCnyPerTonneYear = Object.fromEntries(rates.map(({ pollutant, cnyPerTonneYear }) => [pollutant, cnyPerTonneYear]));
  return { years, firstShare, instalments, lines, ratesCnyPerTonneYear };
}

function pricedLine(
  plan: Plan,
  wanted: WantedLine,
  { party, site, held }: Unit,
): { readonly line?: Line; readonly faults: readonly LineRefusal[] } {
  const { planId } = plan;
  const { siteId, licenceNumber } = site;
  const { basis, outcome, reason } = wanted;
  const priced = pricedAmounts(plan, wanted.amounts, poolsAt(site));
  if ("fault" in priced) return { faults: [priced.fault] };
  const line: Line = {
    ...{ allocationId: allocationIdOf({ planId, siteId }), planId, siteId, partyId: party.partyId, partyName: party.name },
    ...{ creditCode: party.creditCode, siteName: site.name, siteArea: site.area, licenceNumber, basis, renews: held },
    ...(outcome !== undefined && { outcome }),
    ...(reason !== undefined && { reason }),
    ...priced,
    ...{ state: "drafted", version: 1 },
  };
  return { line, faults: [] };
}

function poolsAt(site: Pick<Site, "siteId" | "area" | "basin">) {
  return (pollutant: string): string => required(poolOf(pollutant, site), `pool of ${pollutant} at site ${site.siteId}`);
}

/**
 * A renewal as far as the site still holds what it renews: its amounts, its fee and its instalments follow, and what is gone is told by pool.
 * A fee that is too small for instalments is paid at once.
 */
export function cappedLine(plan: Plan, line: Line, held: readonly Renewed[]): { readonly line: Line; readonly gone: readonly Amount[] } {
  const capped = line.amounts.map((amount) => {
    const same = held.filter(({ pollutant, pool }) => pollutant === amount.pollutant && pool === amount.pool);
    return { ...amount, tonnes: least(amount.tonnes, sum(same.map(({ tonnes }) => tonnes))) };
  });
  const gone = line.amounts
    .map((amount, at) => ({ ...amount, tonnes: amount.tonnes.minus(required(capped[at], "amount").tonnes) }))
    .filter(hasTonnes);
  if (gone.length === 0) return { line, gone };
  const left = capped.filter(hasTonnes);
  const poolFor = (pollutant: string) => required(left.find((each) => each.pollutant === pollutant)?.pool, `pool of ${pollutant}`);
  const inInstalments = pricedAmounts(plan, left, poolFor);
  const priced = "fault" in inInstalments ? pricedAmounts({ ...plan, instalments: 1 }, left, poolFor) : inInstalments;
  invariant(!("fault" in priced), `the fee of ${line.allocationId} can be paid at once`);
  return { line: { ...line, ...priced, ...(left.length === 0 && { outcome: "ended" }) }, gone };
}

function hasTonnes({ tonnes }: PollutantTonnes): boolean {
  return tonnes.gt(0);
}

/** Amounts with their pools, instruments and fees, and the instalments of their sum. */
function pricedAmounts(
  plan: Plan,
  wanted: readonly PollutantTonnes[],
  poolFor: (pollutant: string) => string,
): Pick<Line, "amounts" | "total" | "instalments"> | { readonly fault: LineRefusal } {
  if (wanted.length === 0) return { amounts: [], total: zero, instalments: [] };
  const fee = useFee(feeTerms(plan, wanted));
  if (!fee.ok) return { fault: required(ofLine(fee.refusal)[0], "fee of a line") };
  const { firstMonth, lastMonth } = plan;
  const { lines, total, instalments } = fee.value;
  return {
    amounts: lines.map(({ pollutant, tonnes, fee: each }) => {
      const pool = poolFor(pollutant);
      return { pollutant, pool, tonnes, instrument: permitOf({ pollutant, pool, firstMonth, lastMonth }), fee: each };
    }),
    total,
    instalments: instalments.map(({ number, amount, releases }) => ({ number, amount, releases: [...releases], state: "unpaid" as const })),
  };
}

/** The next version of a line with other amounts, after an objection, or everything that is wrong with them. */
export function amendedLine(
  plan: Plan,
  line: Line,
  amounts: readonly PollutantTonnes[],
  unit: Unit,
): { readonly line?: Line; readonly faults: readonly LineRefusal[] } {
  const outcome = line.outcome && outcomeOf(amounts, line.renews);
  const faults = amountFaults(plan, amounts, { basis: line.basis, outcome }, { ...unit, held: line.renews });
  if (faults.length > 0) return { faults };
  const priced = pricedAmounts(plan, amounts, poolsAt(unit.site));
  if ("fault" in priced) return { faults: [priced.fault] };
  return { line: { ...line, ...priced, ...(outcome !== undefined && { outcome }), version: line.version + 1 }, faults: [] };
}
