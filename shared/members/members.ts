import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { roles } from "../kernel/endpoint.ts";
import type { Key, Page, PageRequest } from "../store/client.ts";
import { flag, integer, oneOf, optional, type RowOf, rowCodec, text, texts } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import { partyTypes, sourceClasses, standings } from "./vocabulary.ts";

const memberFields = { subject: text, partyId: text, role: oneOf(...roles), area: text };
/** A person's membership: the party, role and area in which the person acts. */
export type Member = RowOf<typeof memberFields>;
/** Rows of memberships. */
export const memberCodec = rowCodec(memberFields);
/** Key of a person's membership, by the token's subject. */
export function memberKey(subject: string): Key {
  return { pk: `person#${subject}`, sk: "membership" };
}

const partyFields = {
  partyId: text,
  name: text,
  creditCode: text,
  type: oneOf(...partyTypes),
  area: text,
  standing: oneOf(...standings),
  standingReason: optional(text),
  representative: text,
  exclusions: texts,
  associateGroup: optional(text),
  /** How many people act for it. */
  people: integer,
  /** What it has switched a second person on for. */
  secondPersonFor: texts,
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
  sourceClass: oneOf(...sourceClasses),
  thermalPower: flag,
  registeredAt: text,
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

/** Strongly consistent reads of memberships, parties and sites. */
export interface MemberReader {
  /** The membership of a token's subject. */
  member(subject: string): Promise<Member | undefined>;
  /** A party. */
  party(partyId: string): Promise<Party | undefined>;
  /** A site; undefined when another party owns it. */
  site(partyId: string, siteId: string): Promise<Site | undefined>;
  /** Sites of a party, a page at a time. */
  sites(partyId: string, page?: PageRequest): Promise<Page<Site>>;
}

/** The reads of members in the table Parties. */
export function membersIn(table: Pick<Table, "read" | "page">): MemberReader {
  return {
    member: (subject) => table.read(memberKey(subject), memberCodec.decode),
    party: (partyId) => table.read(partyKey(partyId), partyCodec.decode),
    site: (partyId, siteId) => table.read(siteKey(partyId, siteId), siteCodec.decode),
    sites: (partyId, page) => table.page({ partition: partyKey(partyId).pk, prefix: "site#", ...page }, siteCodec.decode),
  };
}

/** The reads of members for other contexts, by the name of the table Parties. */
export function memberReader(dynamo: DynamoDBClient, tableName: string): MemberReader {
  return membersIn(openTable(dynamo, tableName));
}
