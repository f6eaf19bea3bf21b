import { addMonths } from "../../../shared/kernel/calendar.ts";
import { type Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { type Party, partyCodec, partyKey } from "../../../shared/members/members.ts";
import { holdersOfLicences, type LicenceHolder, type Site, siteCodec, siteKey } from "../../../shared/members/sites.ts";
import type { AllocationsPorts } from "../ports.ts";
import { heldUntil } from "../renewals/held.ts";
import type { Plan } from "../rows.ts";
import type { Unit, WantedLine } from "./line-rules.ts";
import { routeKeyOf, routeNames } from "./routes.ts";

/** Routes that are read in one call. */
const routesAtOnce = 100;

type UnitPorts = Pick<AllocationsPorts, "parties" | "licences" | "ledger" | "permits" | "byAuction" | "clock">;

/** All that is known of the units of some lines, by licence number; a licence that no site holds is left out. A few calls for all of them. */
export async function unitsOf(
  ports: UnitPorts,
  plan: Pick<Plan, "kind" | "firstMonth">,
  wanted: readonly WantedLine[],
): Promise<ReadonlyMap<string, Unit>> {
  const holders = await holdersOfLicences(ports.parties, [...new Set(wanted.map(({ licenceNumber }) => licenceNumber))]);
  const [licensed, members, routes, held] = await Promise.all([
    ports.licences.licensedAmounts(holders.map(({ licenceNumber }) => licenceNumber)),
    membersOf(ports, holders),
    routesOf(ports, wanted, holders),
    heldBy(ports, plan, holders),
  ]);
  const units = holders.flatMap(({ licenceNumber, siteId }) => {
    const site = members.sites.get(siteId);
    const party = site && members.parties.get(site.partyId);
    if (!party) return [];
    const byAuction = routes.get(siteId) ?? new Set<string>();
    return [
      [licenceNumber, { party, site, held: held.get(siteId) ?? [], licensed: licensedBy(licensed.get(licenceNumber)), byAuction }] as const,
    ];
  });
  return new Map(units);
}

/** What a licence allows, where a file shows it: a file lists all its pollutants. */
function licensedBy(amounts: ReadonlyMap<string, Decimal> | undefined): Unit["licensed"] {
  return (pollutant) => (amounts ? (amounts.get(pollutant) ?? zero) : "any");
}

async function membersOf({ parties }: UnitPorts, holders: readonly LicenceHolder[]) {
  const keys = [...new Set(holders.map(({ partyId }) => partyId))].map(partyKey);
  const rows = await parties.readMany([...keys, ...holders.map(({ partyId, siteId }) => siteKey(partyId, siteId))], (item) => item);
  const isParty = (sk: string | undefined): boolean => sk === "party";
  const found = rows.map((item) => (isParty(item.sk?.S) ? { party: partyCodec.decode(item) } : { site: siteCodec.decode(item) }));
  return {
    parties: new Map(found.flatMap(({ party }): (readonly [string, Party])[] => (party ? [[party.partyId, party]] : []))),
    sites: new Map(found.flatMap(({ site }): (readonly [string, Site])[] => (site ? [[site.siteId, site]] : []))),
  };
}

/** Pollutants whose amounts go by auction, by site. */
async function routesOf({ byAuction }: UnitPorts, wanted: readonly WantedLine[], holders: readonly LicenceHolder[]) {
  const siteOf = new Map(holders.map(({ licenceNumber, siteId }) => [licenceNumber, siteId]));
  const names = wanted.flatMap(({ licenceNumber, basis, amounts }) => {
    const siteId = siteOf.get(licenceNumber);
    return siteId === undefined ? [] : routeNames(siteId, basis, amounts);
  });
  const byKey = new Map(names.map((name) => [routeKeyOf(name), name]));
  const asked = [...byKey.values()];
  const bySite = new Map<string, Set<string>>();
  for (let start = 0; start < asked.length; start += routesAtOnce) {
    for (const { siteId, pollutant } of await byAuction.routesOf(asked.slice(start, start + routesAtOnce))) {
      bySite.set(siteId, (bySite.get(siteId) ?? new Set()).add(pollutant));
    }
  }
  return bySite;
}

async function heldBy(ports: UnitPorts, { kind, firstMonth }: Pick<Plan, "kind" | "firstMonth">, holders: readonly LicenceHolder[]) {
  if (kind === "initial") return new Map<string, Unit["held"]>();
  const lastMonth = addMonths(firstMonth, -1);
  const held = await Promise.all(holders.map(async ({ siteId }) => [siteId, await heldUntil(ports, siteId, lastMonth)] as const));
  return new Map(held);
}
