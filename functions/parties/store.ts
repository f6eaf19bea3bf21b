import { listingIndex } from "../../shared/deployment/indexes.ts";
import { membersIn, type Party, partyCodec, partyKey } from "../../shared/members/members.ts";
import { holderCodec, holderKey, type Site, type SiteHolder, siteCodec, siteKey, siteListing } from "../../shared/members/sites.ts";
import type { Key, PageRequest } from "../../shared/store/client.ts";
import { listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import { claimStore } from "./claims/claim-store.ts";
import { licenceStore } from "./licences/licence-store.ts";
import { reminderDue } from "./licences/reminder.ts";
import { nameStore } from "./names/name-store.ts";
import { peopleStore } from "./people/people-store.ts";

function listOf(area: string): string {
  return `parties#${area}`;
}

const operatorKey: Key = { pk: "operator#", sk: "operator" };

/** The table of parties. */
export type PartiesStore = ReturnType<typeof partiesStore>;

/** Reads and writes of members, their people and names, sites, and claims. Other contexts read the same table through `memberReader`. */
export function partiesStore(table: Table) {
  return {
    ...table,
    ...membersIn(table),
    ...peopleStore(table),
    ...nameStore(table),
    ...claimStore(table),
    ...licenceStore(table),
    /** Parties of exactly one area, newest first. */
    partiesIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: listOf(area), descending: true, ...request }, partyCodec.decode),
    /** Puts a party: a new one (version 1) or its next version. */
    partyPut: (party: Party) => {
      const listed = listedAs(listOf(party.area), `${party.registeredAt}#${party.partyId}`);
      return table.putVersion(partyKey(party.partyId), { ...partyCodec.encode(party), ...listed }, party.version);
    },
    /** Makes a party the operator of the exchange: there is one, for good. */
    operatorPut: (partyId: string) => table.putNew(operatorKey, { partyId: { S: partyId } }, { code: "operator-registered" } as const),
    /** Puts a site: a new one (version 1) or its next version. */
    sitePut: (site: Site) =>
      table.putVersion(
        siteKey(site.partyId, site.siteId),
        { ...siteCodec.encode(site), ...listedAs(...siteListing(site)), ...reminderDue(site) },
        site.version,
      ),
    /** Puts the holder of a site, together with the site itself: with its registration, and when its area is corrected. */
    holderPut: ({ siteId, partyId, area }: SiteHolder) => table.put(holderKey(siteId), holderCodec.encode({ siteId, partyId, area })),
  };
}
