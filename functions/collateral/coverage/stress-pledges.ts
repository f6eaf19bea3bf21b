import type { Call } from "../../../shared/http/api-handler.ts";
import { fileToServe } from "../../../shared/http/served-file.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { coverageEndpoints } from "./contract.ts";
import { type Derived, derivedCoverage } from "./derived.ts";
import { type Inputs, readInputs } from "./inputs.ts";
import type { CoverageReads } from "./ports.ts";
import type { PriceFall } from "./price-fall.ts";
import { stressTable } from "./stress-table.ts";

type Endpoints = typeof coverageEndpoints;
type StressQuery = Call<Endpoints["stressPledges"]>["query"];

/** Computes what the coverage of a bank's pledges would be after a fall of prices. */
export async function stressPledges(ports: CoverageReads, { caller, query }: Call<Endpoints["stressPledges"]>) {
  return accept({ response: await stressed(ports, caller.partyId, query) });
}

/** The same as a table. */
export async function exportPledgeStress(ports: CoverageReads, { caller, query }: Call<Endpoints["exportPledgeStress"]>) {
  const { items, nextCursor } = await stressed(ports, caller.partyId, query);
  const next = nextCursor === undefined ? {} : { link: `<${nextPage(query, nextCursor)}>; rel="next"` };
  const headers = { "content-disposition": 'attachment; filename="coverage-stress.csv"', ...next };
  return accept({ response: fileToServe("text/csv", stressTable(items), headers) });
}

/** A page of a bank's pledges, each computed from what is stored now, as it is and after the fall. */
async function stressed({ own, clock }: CoverageReads, bankId: string, { fallPercent, item, pollutant, ...request }: StressQuery) {
  const { items: rows, ...rest } = await own.coveragesOfBank(bankId, undefined, request);
  const ids = rows.map(({ pledgeId }) => pledgeId);
  const inputs = await readInputs(own, ids, dayOf(clock.now()));
  const fall: PriceFall = { percent: fallPercent, item, pollutant };
  return { items: ids.flatMap((pledgeId) => stressedView(inputs, inputs.pledges.get(pledgeId), fall)), ...rest };
}

/** A pledge as it is covered and as it would be; nothing of one that has ended since it was listed. */
function stressedView(inputs: Inputs, pledge: Pledge | undefined, fall: PriceFall) {
  if (!pledge?.registered) return [];
  const [now, then] = [derivedCoverage(inputs, pledge), derivedCoverage(inputs, pledge, fall)];
  if (now.state === "ended" || then.state === "ended") return [];
  const positions = now.positions.map(({ valueCny, leftCny: _left, ...position }, place) => ({
    ...position,
    value: { now: valueCny, stressed: then.positions[place]?.valueCny ?? valueCny },
  }));
  return [
    {
      ...{ pledgeId: pledge.pledgeId, registrationNumber: pledge.registered.number, pledgorName: pledge.pledgor.legalName },
      ...{ securedCny: formatFen(now.secured), ratio: ratioText(now), stressedRatio: ratioText(then) },
      ...{ state: now.state, stressedState: then.state, left: { now: formatFen(now.left), stressed: formatFen(then.left) }, positions },
    },
  ];
}

function ratioText({ ratio }: Derived): string | null {
  return ratio ? ratio.toFixed(4) : null;
}

/** Path of the next page of a table. */
function nextPage({ limit, fallPercent, item, pollutant }: StressQuery, cursor: string): string {
  const query = new URLSearchParams({ limit: String(limit), fallPercent: fallPercent.toFixed(), cursor });
  if (item !== undefined) query.set("item", item);
  if (pollutant !== undefined) query.set("pollutant", pollutant);
  return `/collateral/coverage/stress.csv?${query}`;
}
