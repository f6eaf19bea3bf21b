import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { roles } from "../kernel/endpoint.ts";
import { getItem, type Key, type Page, queryPage } from "../store/client.ts";
import { flag, integer, oneOf, optional, type RowOf, rowCodec, text, texts } from "../store/codec.ts";

const memberFields = { subject: text, partyId: text, role: oneOf(...roles), area: text };
/** A person's membership: for which party, in which role and area the person acts. */
export type Member = RowOf<typeof memberFields>;
/** Rows of memberships. */
export const memberCodec = rowCodec(memberFields);
/** Key of a person's membership; the subject is the token's. */
export function memberKey(subject: string): Key {
  return { pk: `person#${subject}`, sk: "membership" };
}

const partyFields = {
  partyId: text,
  name: text,
  creditCode: text,
  type: oneOf("enterprise", "bank", "verifier", "bureau", "district", "operator"),
  area: text,
  standing: oneOf("applied", "admitted", "suspended", "refused"),
  standingReason: optional(text),
  representative: text,
  exclusions: texts,
  associateGroup: optional(text),
  registeredAt: text,
  version: integer,
};
/** A member of the exchange: a legal entity under its unified social credit code. */
export type Party = RowOf<typeof partyFields>;
/** Rows of parties. */
export const partyCodec = rowCodec(partyFields);
/** Key of a party. */
export function partyKey(partyId: string): Key {
  return { pk: `party#${partyId}`, sk: "party" };
}

const siteFields = {
  siteId: text,
  partyId: text,
  name: text,
  licenceNumber: text,
  area: text,
  basin: text,
  sourceClass: oneOf("industrial", "agricultural", "domestic", "other"),
  thermalPower: flag,
  registeredAt: text,
  version: integer,
};
/** A production site of an enterprise: one discharge licence each (decree 736). */
export type Site = RowOf<typeof siteFields>;
/** Rows of sites. */
export const siteCodec = rowCodec(siteFields);
/** Key of a site under its party, so that reading it proves whose it is. */
export function siteKey(partyId: string, siteId: string): Key {
  return { pk: `party#${partyId}`, sk: `site#${siteId}` };
}

/** Reads who is who, strongly consistent. */
export interface MemberReader {
  /** The membership of a token's subject. */
  member(subject: string): Promise<Member | undefined>;
  /** A party. */
  party(partyId: string): Promise<Party | undefined>;
  /** A site, only under its own party. */
  site(partyId: string, siteId: string): Promise<Site | undefined>;
  /** Sites of a party, a page at a time. */
  sites(partyId: string, page?: { limit?: number; cursor?: string | undefined }): Promise<Page<Site>>;
}

/** The reader of the table Parties. */
export function memberReader(dynamo: DynamoDBClient, table: string): MemberReader {
  return {
    async member(subject) {
      const item = await getItem(dynamo, table, memberKey(subject));
      return item && memberCodec.decode(item);
    },
    async party(partyId) {
      const item = await getItem(dynamo, table, partyKey(partyId));
      return item && partyCodec.decode(item);
    },
    async site(partyId, siteId) {
      const item = await getItem(dynamo, table, siteKey(partyId, siteId));
      return item && siteCodec.decode(item);
    },
    async sites(partyId, page = {}) {
      const { items, ...rest } = await queryPage(dynamo, { table, partition: partyKey(partyId).pk, prefix: "site#", ...page });
      return { items: items.map(siteCodec.decode), ...rest };
    },
  };
}
