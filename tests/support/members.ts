import { randomUUID } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { checkDigit, organisationCheckDigit } from "../../functions/parties/credit-code.ts";
import type { Role } from "../../shared/kernel/endpoint.ts";
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
import { type Item, type Key, keyOf } from "../../shared/store/client.ts";
import type { Engine } from "./engine.ts";

const typeOfRole = {
  enterprise: "enterprise",
  bank: "bank",
  verifier: "verifier",
  regulator: "bureau",
  district: "district",
  operator: "operator",
} as const satisfies Record<Role, Party["type"]>;

/** A fresh valid credit code. */
export function freshCreditCode(): string {
  const organisation = randomUUID().replace(/\D/g, "").padEnd(8, "7").slice(0, 8);
  const body = `91420700${organisation}${organisationCheckDigit(organisation)}`;
  return `${body}${checkDigit(body)}`;
}

/** Creates a person who acts for a fresh party in a role. Rows are put directly, so that a test of one context needs no other. */
export async function givenMember(
  engine: Engine,
  given: { readonly role: Role; readonly area?: string; readonly party?: Partial<Party> },
): Promise<{ readonly subject: string; readonly partyId: string; readonly party: Party; readonly member: Member }> {
  const partyId = given.party?.partyId ?? randomUUID();
  const area = given.area ?? given.party?.area ?? "420700";
  const party: Party = {
    partyId,
    name: `Party ${partyId.slice(0, 8)}`,
    creditCode: partyId,
    type: typeOfRole[given.role],
    area,
    standing: "admitted",
    representative: "张三",
    exclusions: [],
    people: 1,
    secondPersonFor: [],
    registeredAt: "2026-01-01T00:00:00.000Z",
    version: 1,
    ...given.party,
  };
  const member: Member = { subject: `person-${randomUUID()}`, partyId, role: given.role, area };
  await put(engine, memberKey(member.subject), memberCodec.encode(member));
  await put(engine, partyKey(partyId), partyCodec.encode(party));
  return { subject: member.subject, partyId, party, member };
}

/** Creates a site of a party; its row is put directly. */
export async function givenSite(engine: Engine, partyId: string, given: Partial<Site> = {}): Promise<Site> {
  const site: Site = {
    siteId: randomUUID(),
    partyId,
    name: "一号厂区",
    licenceNumber: randomUUID(),
    area: "420700",
    basin: "liangzi-lake",
    sourceClass: "industrial",
    thermalPower: false,
    registeredAt: "2026-01-01T00:00:00.000Z",
    version: 1,
    ...given,
  };
  await put(engine, siteKey(partyId, site.siteId), siteCodec.encode(site));
  return site;
}

async function put(engine: Engine, key: Key, row: Item): Promise<void> {
  await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item: { ...keyOf(key), ...row } }));
}
