import { listingIndex } from "../deployment/indexes.ts";
import type { Key, Page, PageRequest } from "../store/client.ts";
import { flag, integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { parsedRenewal } from "./licence-renewal.ts";
import { siteStates, sourceClasses } from "./vocabulary.ts";

const siteFields = {
  siteId: text,
  partyId: text,
  name: text,
  licenceNumber: text,
  licenceValidFrom: text,
  licenceValidUntil: text,
  area: text,
  basin: text,
  sourceClass: oneOf(...sourceClasses),
  thermalPower: flag,
  state: oneOf(...siteStates),
  registeredAt: text,
  /** When the bureau last confirmed or corrected it; kept while a later change by the holder waits. */
  confirmedAt: optional(text),
  /** The validity that the bureau confirmed, while another one that the holder declared waits. */
  confirmedValidFrom: optional(text),
  confirmedValidUntil: optional(text),
  /** The last application to renew the licence. */
  renewal: optional(json(parsedRenewal)),
  /** Last day of the validity whose end the holder has been told of. */
  remindedOf: optional(text),
  version: integer,
};
/** A production site of an enterprise: one discharge licence each (decree 736). */
export type Site = RowOf<typeof siteFields>;
/** Rows of sites. */
export const siteCodec = rowCodec(siteFields);
/** Key of a site, under the party that owns it: reading a site proves its owner. */
export function siteKey(partyId: string, siteId: string): Key {
  return { pk: `party#${partyId}`, sk: `site#${siteId}` };
}
/** List of an area's sites. In descending order those that wait for confirmation come first, the newest of each first. */
export function siteListing({ area, state, registeredAt, siteId }: Site): readonly [listing: string, listedAt: string] {
  return [sitesOf(area), `${state}#${registeredAt}#${siteId}`];
}
function sitesOf(area: string): string {
  return `sites#${area}`;
}

const holderFields = { siteId: text, partyId: text, area: text };
/** Holder and area of a site. Written with the registration, so that a ledger account, which names a site only, leads to its holder. */
export type SiteHolder = RowOf<typeof holderFields>;
/** Rows of holders. */
export const holderCodec = rowCodec(holderFields);
/** Key of a site's holder. */
export function holderKey(siteId: string): Key {
  return { pk: `site#${siteId}`, sk: "holder" };
}

const licenceClaimFields = { state: text, partyId: optional(text), siteId: optional(text), number: text };
const licenceClaimCodec = rowCodec(licenceClaimFields);
/** Key of the row that says which site holds a discharge licence. */
export function licenceClaimKey(licenceNumber: string): Key {
  return { pk: `licence#${licenceNumber}`, sk: "licence" };
}
/** The site that holds a discharge licence, and its party. */
export interface LicenceHolder {
  readonly licenceNumber: string;
  readonly partyId: string;
  readonly siteId: string;
}
/** The sites that hold these licences, a hundred numbers at most in one call; licences that no site holds are left out. */
export async function holdersOfLicences(table: Pick<Table, "readMany">, numbers: readonly string[]): Promise<LicenceHolder[]> {
  const claims = await table.readMany(numbers.map(licenceClaimKey), licenceClaimCodec.decode);
  return claims.flatMap(({ state, number, partyId, siteId }) =>
    state === "held" && partyId !== undefined && siteId !== undefined ? [{ licenceNumber: number, partyId, siteId }] : [],
  );
}

/** Reads of sites; strongly consistent, except for the list by area. */
export interface SiteReader {
  /** A site; undefined when another party owns it. */
  site(partyId: string, siteId: string): Promise<Site | undefined>;
  /** Sites of a party, a page at a time. */
  sites(partyId: string, page?: PageRequest): Promise<Page<Site>>;
  /** Sites of exactly one area: those that wait for confirmation first, newest first; or only those in one state. */
  sitesIn(area: string, page: PageRequest, state?: Site["state"]): Promise<Page<Site>>;
  /** The holder of a site; undefined for a site that was never registered. */
  holder(siteId: string): Promise<SiteHolder | undefined>;
}

/** The reads of sites in the table Parties. */
export function siteReader(table: Pick<Table, "read" | "page">): SiteReader {
  return {
    site: (partyId, siteId) => table.read(siteKey(partyId, siteId), siteCodec.decode),
    sites: (partyId, page) => table.page({ partition: siteKey(partyId, "").pk, prefix: "site#", ...page }, siteCodec.decode),
    sitesIn: (area, page, state) =>
      table.page(
        { index: listingIndex, partition: sitesOf(area), descending: true, ...(state && { prefix: `${state}#` }), ...page },
        siteCodec.decode,
      ),
    holder: (siteId) => table.read(holderKey(siteId), holderCodec.decode),
  };
}
