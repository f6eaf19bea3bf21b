import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  type Member,
  memberCodec,
  memberKey,
  type Party,
  partyCodec,
  partyKey,
  type Site,
  siteCodec,
  siteKey,
} from "../../shared/members/members.ts";
import { keyOf, type Page, type PageRequest, queryPage } from "../../shared/store/client.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { versionedPut } from "../../shared/store/versioned-put.ts";
import type { PartiesRefusal } from "./refusals.ts";

/** Reads of this context besides those of members: parties of exactly one area, newest first. */
export function partiesStore(dynamo: DynamoDBClient, table: string) {
  return {
    async partiesIn(area: string, request: PageRequest): Promise<Page<Party>> {
      const index = { name: "byListing", partition: "listing", sort: "listedAt" };
      const { items, ...rest } = await queryPage(dynamo, { table, index, partition: `parties#${area}`, descending: true, ...request });
      return { items: items.map(partyCodec.decode), ...rest };
    },
  };
}

/** Puts a party: a new one (version 1) or its next version. */
export function partyPut(table: string, party: Party): WriteFragment<never> {
  const listing = { listing: { S: `parties#${party.area}` }, listedAt: { S: `${party.registeredAt}#${party.partyId}` } };
  return versionedPut(table, partyKey(party.partyId), { ...partyCodec.encode(party), ...listing }, party.version);
}

/** Puts a site: a new one. */
export function sitePut(table: string, site: Site): WriteFragment<never> {
  return versionedPut(table, siteKey(site.partyId, site.siteId), siteCodec.encode(site), site.version);
}

/** Makes a person act for a party; a person acts for one party only. */
export function membershipPut(table: string, member: Member): WriteFragment<PartiesRefusal> {
  return once(table, memberKey(member.subject), memberCodec.encode(member), { code: "already-member" });
}

/** Takes a credit code for a party: one party a code. */
export function creditCodePut(table: string, creditCode: string): WriteFragment<PartiesRefusal> {
  return once(table, { pk: `code#${creditCode}`, sk: "code" }, {}, { code: "credit-code-registered", creditCode });
}

/** Takes a discharge licence for a site: one site a licence. */
export function licencePut(table: string, licenceNumber: string): WriteFragment<PartiesRefusal> {
  return once(table, { pk: `licence#${licenceNumber}`, sk: "licence" }, {}, { code: "licence-registered", licenceNumber });
}

function once(
  table: string,
  key: Parameters<typeof keyOf>[0],
  row: ReturnType<typeof keyOf>,
  failure: PartiesRefusal,
): WriteFragment<PartiesRefusal> {
  return {
    write: { Put: { TableName: table, Item: { ...keyOf(key), ...row }, ConditionExpression: "attribute_not_exists(pk)" } },
    failure,
  };
}
