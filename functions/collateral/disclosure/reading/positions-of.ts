import { dayOf, type PlainDate } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type Account, partyAccount, siteAccount } from "../../../../shared/ledger/account.ts";
import { type InstrumentClass, isExpired } from "../../../../shared/ledger/instrument.ts";
import type { Position } from "../../../../shared/ledger/rows.ts";
import type { Party } from "../../../../shared/members/members.ts";
import type { Site } from "../../../../shared/members/sites.ts";
import type { Page, PageRequest } from "../../../../shared/store/client.ts";
import { pageInTurn } from "../../../../shared/store/pages-in-turn.ts";
import { assetItemOf } from "../../../../shared/valuation/asset-classes.ts";
import { assetKindOf } from "../../asset-kinds.ts";
import { classesHeldAt } from "../disclosure-rules.ts";
import { debtOf, failingOf, knownOf } from "../exclusions.ts";
import type { DisclosurePorts } from "../ports.ts";
import { type Disclosing, positionView } from "./position-view.ts";

/** Which positions of a firm are read: classes, and those sites only, if any are named. */
export interface Reach {
  readonly classes: readonly string[];
  readonly siteIds?: readonly string[] | undefined;
  /** Whether only sites are asked for, and not what the firm holds itself. */
  readonly sitesOnly: boolean;
}

/** A part of the list: the positions of one class in one account. */
interface Part {
  readonly account: Account;
  readonly class: InstrumentClass;
  readonly siteId?: string;
}
interface Found {
  readonly position: Position;
  readonly site: Site | undefined;
}
type Reading = Pick<PageRequest, "limit" | "cursor"> & Disclosing;

/** Parts that one page looks into at most: most sites hold little, and a page must not read hundreds of them. */
const partsAtOnce = 10;

/** A page of what a firm holds and can pledge, in the order of accounts and instruments, as far as it is disclosed. */
export async function disclosedPage(
  ports: DisclosurePorts,
  owner: Party,
  reach: Reach,
  { limit, cursor, ...disclosing }: Reading,
): Promise<Page<ReturnType<typeof positionView>>> {
  const parts = await partsOf(ports, owner, reach);
  const request = { ...(limit !== undefined && { limit }), cursor };
  const { items, ...rest } = await pageOfParts(parts, request, (part, page) => positionsIn(ports, owner, part, page, disclosing.at));
  return { ...rest, items: await viewsOf(ports, owner, items, disclosing) };
}

/** Accounts and classes within reach: what the firm holds itself, then its sites. */
async function partsOf(ports: DisclosurePorts, owner: Party, { classes, siteIds, sitesOnly }: Reach): Promise<ReadonlyMap<string, Part>> {
  const within = (heldAt: "site" | "party") => classesHeldAt(heldAt).filter((each) => classes.includes(each)) as InstrumentClass[];
  const own = sitesOnly ? [] : within("party").map((each): Part => ({ account: partyAccount(owner.partyId), class: each }));
  const ofSites = within("site");
  const sites = ofSites.length === 0 ? [] : (siteIds ?? (await sitesOf(ports, owner.partyId)));
  const atSites = sites.flatMap((siteId) => ofSites.map((each): Part => ({ account: siteAccount(siteId), class: each, siteId })));
  return new Map([...own, ...atSites].map((part) => [`${part.class}/${part.account}`, part]));
}

async function sitesOf({ members }: DisclosurePorts, partyId: string): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await members.sites(partyId, { limit: 100, cursor });
    found.push(...page.items.map(({ siteId }) => siteId));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** A page over some parts of the list; it ends early, with a cursor, after as many parts as one page looks into. */
async function pageOfParts<Row>(
  parts: ReadonlyMap<string, Part>,
  request: PageRequest,
  read: (part: Part, request: PageRequest) => Promise<Page<Row>>,
): Promise<Page<Row>> {
  const names = [...parts.keys()];
  const start = request.cursor === undefined ? 0 : Math.max(0, names.indexOf(request.cursor.split("~")[0] ?? ""));
  const after = names[start + partsAtOnce];
  const page = await pageInTurn(names.slice(start, start + partsAtOnce), request, (name, each) =>
    read(required(parts.get(name), `part ${name}`), each),
  );
  return page.nextCursor === undefined && after !== undefined ? { ...page, nextCursor: `${after}~` } : page;
}

async function positionsIn(
  { ledger, members }: DisclosurePorts,
  owner: Party,
  { account, class: instrumentClass, siteId }: Part,
  request: PageRequest,
  at: Instant,
): Promise<Page<Found>> {
  const [site, { items, ...rest }] = await Promise.all([
    siteId === undefined ? undefined : members.site(owner.partyId, siteId),
    ledger.positions(account, instrumentClass, request),
  ]);
  // A site that was named in a consent and has left the firm is not its to disclose.
  if (siteId !== undefined && !site) return { items: [] };
  const counting = items.filter(({ available, held, instrument }) => !available.plus(held).isZero() && !isExpired(instrument, at));
  return { ...rest, items: counting.map((position) => ({ position, site })) };
}

/** Everything that is known of the positions of a page, read together, as far as it is disclosed. */
async function viewsOf(ports: DisclosurePorts, owner: Party, found: readonly Found[], disclosing: Disclosing) {
  const { own, licenceRecords } = ports;
  const kinded = found.map((each) => ({ ...each, kind: required(assetKindOf(each.position.instrument), "kind of asset") }));
  const positions = found.map(({ position }) => position);
  const inLicences = found.flatMap(({ site, position }) => (site ? [{ siteId: site.siteId, instrument: position.instrument }] : []));
  const [known, registers, records, prices] = await Promise.all([
    knownOf(ports, kinded, owner, disclosing.at),
    positions.length === 0 ? [] : own.registersAt(positions),
    inLicences.length === 0 ? [] : licenceRecords.recordsAt(inLicences),
    disclosing.kinds.includes("values") ? pricesOf(ports, owner, found, dayOf(disclosing.at)) : undefined,
  ]);
  return kinded.map(({ position, site, kind }) => {
    const { account, instrument } = position;
    return positionView(
      {
        ...{ position, kind, site, owed: debtOf(position, known), failing: failingOf(kind, position, known) },
        record: records.find((each) => each.siteId === site?.siteId && each.instrument === instrument),
        register: registers.find((each) => each.account === account && each.instrument === instrument),
        prices: prices?.get(pricedAs({ position, site }, owner) ?? "") ?? [],
        area: areaOf(site, owner),
      },
      disclosing,
    );
  });
}

/** The prices that may be in force for some positions, each item and area once. */
async function pricesOf({ own }: DisclosurePorts, owner: Party, found: readonly Found[], day: PlainDate) {
  const named = found.flatMap(({ position, site }) => {
    const [item, key] = [assetItemOf(position.instrument), pricedAs({ position, site }, owner)];
    return item !== undefined && key !== undefined ? [[key, { item, area: areaOf(site, owner) }] as const] : [];
  });
  const read = [...new Map(named)].map(async ([key, { item, area }]) => [key, await own.coveragePrices(item, area, day)] as const);
  return new Map(await Promise.all(read));
}

/** Area whose prices count: that of the site, or of the firm for what it holds itself. */
function areaOf(site: Site | undefined, owner: Party): string {
  return site?.area ?? owner.area;
}

/** What is priced, and where; undefined for what has no published price. */
function pricedAs({ position, site }: Found, owner: Party): string | undefined {
  const item = assetItemOf(position.instrument);
  return item && `${item}#${areaOf(site, owner)}`;
}
