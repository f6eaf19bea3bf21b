import type * as z from "zod";
import type { Call } from "../../../shared/http/api-handler.ts";
import { addMonths, monthOf, monthsByYear } from "../../../shared/kernel/calendar.ts";
import { type Decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { areaOfPool, fitsPool } from "../../../shared/permits/pools.ts";
import type { permitsEndpoints } from "../contract.ts";
import type { PermitsPorts } from "../ports.ts";
import { type RunwayMonth, runway, type TermStock } from "./runway.ts";
import { type IssuedAndRetired, stockOf } from "./stock.ts";

type ReadRunway = typeof permitsEndpoints.readRunway;
type RunwayView = z.input<ReadRunway["response"]>;

/**
 * Caps of a pollutant in a pool against issued and expiring permits, month by month, and against what projects may still buy. Everything is
 * read by key and strongly consistent, but not at one instant.
 */
export async function readRunway(ports: PermitsPorts, { caller, params, query }: Call<ReadRunway>) {
  const { pool, pollutant } = params;
  if (!scopeOf(caller).concerns(areaOfPool(pool))) return refuse({ code: "not-found" });
  if (!fitsPool(pollutant, pool)) return refuse({ code: "pollutant-not-in-pool", pollutant, pool });
  const asOf = ports.clock.now();
  const { from = monthOf(asOf), months } = query;
  const last = addMonths(from, months - 1);
  const [capOfYear, terms, needs] = await Promise.all([
    capsOf(ports, params, [...monthsByYear(from, last).keys()]),
    termsOf(ports, params, last),
    needsOf(ports, params),
  ]);
  const tonnes = sum(needs);
  const { months: rows, firstShortMonth } = runway({ from, months, capOfYear, terms, needs: tonnes });
  const response: RunwayView = {
    ...{ pool, pollutant, asOf, needTonnes: plain(tonnes), projects: needs.length },
    ...(firstShortMonth !== undefined && { firstShortMonth }),
    months: rows.map(monthView),
  };
  return accept({ response });
}

type PoolPollutant = Call<ReadRunway>["params"];

async function capsOf({ own }: PermitsPorts, name: PoolPollutant, years: readonly string[]): Promise<ReadonlyMap<string, Decimal>> {
  const caps = await Promise.all(years.map((year) => own.cap({ ...name, year })));
  return new Map(caps.flatMap((cap) => (cap ? [[cap.year, cap.capTonnes] as const] : [])));
}

/** Permits of every term that begins by a month. Each was issued by the house and is retired to it, so the house's accounts list them. */
async function termsOf({ ledger }: PermitsPorts, { pool, pollutant }: PoolPollutant, last: string): Promise<readonly TermStock[]> {
  const ofPool = `permit/${pollutant}/${pool}/`;
  const stock = await stockOf(ledger, "permit", { from: ofPool, to: `${ofPool}${last}/9` });
  return [...stock].map(([instrument, { issued, retired }]) => {
    const { from: firstMonth, to: lastMonth } = required(permitTerm(instrument), `term of ${instrument}`);
    return { firstMonth, lastMonth, outstanding: issued.minus(retired), retired };
  });
}

/** What each project may still buy in the pool: certified, and neither bought nor withdrawn. */
async function needsOf({ ledger, own }: PermitsPorts, { pool, pollutant }: PoolPollutant): Promise<readonly Decimal[]> {
  const prefix = `need/${pollutant}/`;
  const stock = await stockOf(ledger, "need", { from: prefix, to: `${prefix}~` });
  const unused = new Map([...stock].flatMap(([instrument, each]) => unusedOf(instrument.slice(prefix.length), each)));
  const pools = await own.poolsOfNeeds(pollutant, [...unused.keys()]);
  return [...unused].flatMap(([project, tonnes]) => (pools.get(project) === pool ? [tonnes] : []));
}

function unusedOf(project: string, { issued, retired }: IssuedAndRetired): (readonly [string, Decimal])[] {
  const unused = issued.minus(retired);
  return unused.gt(zero) ? [[project, unused]] : [];
}

function monthView({ month, issued, retired, expiring, room }: RunwayMonth): RunwayView["months"][number] {
  return {
    month,
    ...(room && { capTonnes: plain(room.cap), freeTonnes: plain(room.free), deficitTonnes: plain(room.deficit) }),
    ...{ issuedTonnes: plain(issued), retiredTonnes: plain(retired), expiringTonnes: plain(expiring) },
  };
}
