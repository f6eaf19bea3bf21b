import { listingIndex } from "../../shared/deployment/indexes.ts";
import { type Member, memberCodec, memberKey, membersIn, type Party, partyCodec, partyKey } from "../../shared/members/members.ts";
import { holderCodec, holderKey, type Site, type SiteHolder, siteCodec, siteKey, siteListing } from "../../shared/members/sites.ts";
import type { PageRequest } from "../../shared/store/client.ts";
import { listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import type { PartiesRefusal } from "./problems.ts";

function listOf(area: string): string {
  return `parties#${area}`;
}

/** The table of parties. */
export type PartiesStore = ReturnType<typeof partiesStore>;

/** Reads and writes of members and sites. Other contexts read the same table through `memberReader`. */
export function partiesStore(table: Table) {
  return {
    ...table,
    ...membersIn(table),
    /** Parties of exactly one area, newest first. */
    partiesIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: listOf(area), descending: true, ...request }, partyCodec.decode),
    /** Puts a party: a new one (version 1) or its next version. */
    partyPut: (party: Party) => {
      const listed = listedAs(listOf(party.area), `${party.registeredAt}#${party.partyId}`);
      return table.putVersion(partyKey(party.partyId), { ...partyCodec.encode(party), ...listed }, party.version);
    },
    /** Puts a site: a new one (version 1) or its next version. */
    sitePut: (site: Site) =>
      table.putVersion(siteKey(site.partyId, site.siteId), { ...siteCodec.encode(site), ...listedAs(...siteListing(site)) }, site.version),
    /** Puts the holder of a site, together with the site itself: with its registration, and when its area is corrected. */
    holderPut: ({ siteId, partyId, area }: SiteHolder) => table.put(holderKey(siteId), holderCodec.encode({ siteId, partyId, area })),
    /** Makes a person act for a party; a person acts for one party only. */
    membershipPut: (member: Member) =>
      table.putNew<PartiesRefusal>(memberKey(member.subject), memberCodec.encode(member), { code: "already-member" }),
    /** Reserves a credit code for a party: one party per code. */
    creditCodePut: (creditCode: string) =>
      table.putNew<PartiesRefusal>({ pk: `code#${creditCode}`, sk: "code" }, {}, { code: "credit-code-registered", creditCode }),
    /** Reserves a discharge licence for a site: one site per licence. */
    licencePut: (licenceNumber: string) =>
      table.putNew<PartiesRefusal>({ pk: `licence#${licenceNumber}`, sk: "licence" }, {}, { code: "licence-registered", licenceNumber }),
  };
}
