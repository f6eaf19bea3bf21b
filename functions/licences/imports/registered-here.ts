import { covers } from "../../../shared/kernel/areas.ts";
import { monthOf, monthOfDay } from "../../../shared/kernel/calendar.ts";
import { type Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { partyCodec, partyKey } from "../../../shared/members/members.ts";
import { holdersOfLicences, type Site, siteCodec, siteKey } from "../../../shared/members/sites.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { needFactId, permitsFacts } from "../../permits/contract.ts";
import type { ReadingPorts } from "../ports.ts";
import { compareApproval, compareLicence, type Found, type LicenceHere, type NeedHere } from "./compare.ts";
import type { EiaLine, LicenceLine } from "./read-licence-file.ts";

/** Sites whose records are read concurrently. */
const sitesAtOnce = 16;
/** Keys of one call. */
const keysAtOnce = 100;

/** How these licences, a page of a file, differ from what is registered in the file's area now. Sites of other areas are unknown there. */
export async function licencesCompared(ports: ReadingPorts, area: string, lines: readonly LicenceLine[]): Promise<Found[]> {
  const here = await licencesHere(ports, area, lines);
  return lines.flatMap((line) => compareLicence(line, here.get(line.licenceNumber)));
}

/** Those of some licences, a page of a file, that are registered for sites of the file's area: what it says of others is not kept. */
export async function licencesOfArea(ports: ReadingPorts, area: string, lines: readonly LicenceLine[]): Promise<ReadonlySet<string>> {
  const { holders, sites } = await holdersWithSites(ports, lines);
  const within = holders.filter(({ siteId }) => {
    const site = sites.get(siteId);
    return site !== undefined && covers(area, site.area);
  });
  return new Set(within.map(({ licenceNumber }) => licenceNumber));
}

async function holdersWithSites(ports: ReadingPorts, lines: readonly LicenceLine[]) {
  const holders = await holdersOfLicences(
    ports.parties,
    lines.map(({ licenceNumber }) => licenceNumber),
  );
  const keys = holders.map(({ partyId, siteId }) => siteKey(partyId, siteId));
  const sites = await readAll(ports, keys, siteCodec.decode);
  return { holders, sites: new Map(sites.map((site) => [site.siteId, site])) };
}

async function licencesHere(ports: ReadingPorts, area: string, lines: readonly LicenceLine[]): Promise<Map<string, LicenceHere>> {
  const { holders, sites } = await holdersWithSites(ports, lines);
  const partyIds = [...new Set(holders.map(({ partyId }) => partyId))];
  const parties = new Map((await readAll(ports, partyIds.map(partyKey), partyCodec.decode)).map((party) => [party.partyId, party]));
  const here = new Map<string, LicenceHere>();
  await eachAtOnce(holders, sitesAtOnce, async ({ licenceNumber, partyId, siteId }) => {
    const [site, party] = [sites.get(siteId), parties.get(partyId)];
    if (!site || !party || !covers(area, site.area)) return;
    const { name: siteName, licenceValidFrom: validFrom, licenceValidUntil: validUntil } = site;
    const of = { siteId, partyId, siteName, partyName: party.name, creditCode: party.creditCode, validFrom, validUntil };
    here.set(licenceNumber, { ...of, recorded: await recordedByPollutant(ports, site) });
  });
  return here;
}

/**
 * Tonnes recorded in a site's licence, by pollutant: those of the terms that run now or, where none does, of the next one that begins while the
 * licence is valid. Permits that were delivered and are not recorded yet are there with none; what the site never got is not there.
 */
async function recordedByPollutant({ own, clock }: ReadingPorts, site: Site): Promise<Map<string, Decimal>> {
  const month = monthOf(clock.now());
  const until = monthOfDay(site.licenceValidUntil);
  const begins = new Map<string, string>();
  const sums = new Map<string, Decimal>();
  for await (const { instrument, recordedTonnes } of own.everyRecord(site.siteId)) {
    const term = permitTerm(instrument);
    if (!term || term.to < month || term.from > until) continue;
    const { pollutant } = term;
    const begin = term.from > month ? term.from : month;
    const earliest = begins.get(pollutant) ?? begin;
    if (begin > earliest) continue;
    const sum = begin < earliest ? zero : (sums.get(pollutant) ?? zero);
    begins.set(pollutant, begin);
    sums.set(pollutant, sum.plus(recordedTonnes));
  }
  return sums;
}

/** How these approvals, a page of a file, differ from the needs that are certified for sites of the file's area. */
export async function approvalsCompared({ needs }: ReadingPorts, area: string, lines: readonly EiaLine[]): Promise<Found[]> {
  const keys = lines.map(({ pollutant, project }) => factKey(needFactId(pollutant, project)));
  const facts = await needs.readMany(keys, decodeFact);
  const certified = new Map<string, NeedHere>();
  for (const fact of facts) {
    const {
      area: siteArea,
      pollutant,
      project,
      siteId,
      partyId,
      creditCode,
      eiaNumber,
      tonnes,
    } = permitsFacts.needCertified.data.parse(fact.data);
    if (covers(area, siteArea)) certified.set(`${pollutant} ${project}`, { siteId, partyId, creditCode, eiaNumber, tonnes });
  }
  return lines.flatMap((line) => compareApproval(line, certified.get(`${line.pollutant} ${line.project}`)));
}

/** Rows of the table of parties, in calls of a hundred. */
async function readAll<Row>(
  { parties }: ReadingPorts,
  keys: Parameters<ReadingPorts["parties"]["readMany"]>[0],
  decode: (item: Parameters<typeof siteCodec.decode>[0]) => Row,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < keys.length; start += keysAtOnce)
    rows.push(...(await parties.readMany(keys.slice(start, start + keysAtOnce), decode)));
  return rows;
}
