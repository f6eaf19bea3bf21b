import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { roles, secondPersonChoices } from "../kernel/endpoint.ts";
import type { Key } from "../store/client.ts";
import { eachOneOf, integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import { parsedLetter } from "./letter.ts";
import { type SiteReader, siteReader } from "./sites.ts";
import { exclusionLists, partyTypes, personFunctions, standings } from "./vocabulary.ts";

const memberFields = {
  subject: text,
  partyId: text,
  role: oneOf(...roles),
  area: text,
  function: oneOf(...personFunctions),
  personName: text,
  /** Absent for the person who registered the party: the operator checked that authority when it admitted the party. */
  letter: optional(json(parsedLetter)),
  since: text,
  version: integer,
};
/** A person's membership: the party, role and area in which the person acts, its function there and the letter that authorises it. */
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
  exclusions: eachOneOf(...exclusionLists),
  associateGroup: optional(text),
  /** How many people act for it. */
  people: integer,
  /** What it has switched a second person on for. */
  secondPersonFor: eachOneOf(...secondPersonChoices),
  /** How many of them are representatives. */
  representatives: integer,
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

/** Strongly consistent reads of memberships and parties, and the reads of sites. */
export interface MemberReader extends SiteReader {
  /** The membership of a token's subject. */
  member(subject: string): Promise<Member | undefined>;
  /** A party. */
  party(partyId: string): Promise<Party | undefined>;
}

/** The reads of members in the table Parties. */
export function membersIn(table: Pick<Table, "read" | "page">): MemberReader {
  return {
    member: (subject) => table.read(memberKey(subject), memberCodec.decode),
    party: (partyId) => table.read(partyKey(partyId), partyCodec.decode),
    ...siteReader(table),
  };
}

/** The reads of members for other contexts, by the name of the table Parties. */
export function memberReader(dynamo: DynamoDBClient, tableName: string): MemberReader {
  return membersIn(openTable(dynamo, tableName));
}
