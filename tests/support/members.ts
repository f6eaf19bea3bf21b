import { randomUUID } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Role } from "../../shared/kernel/endpoint.ts";
import { checkDigit, organisationCheckDigit } from "../../shared/members/credit-code.ts";
import { type Member, memberKey, type Party, partyCodec, partyKey } from "../../shared/members/members.ts";
import { nameCodec, nameKey, type PartyName } from "../../shared/members/names.ts";
import { memberItem } from "../../shared/members/people.ts";
import { holderCodec, holderKey, licenceClaimKey, type Site, siteCodec, siteKey, siteListing } from "../../shared/members/sites.ts";
import { type Item, type Key, keyOf } from "../../shared/store/client.ts";
import { listedAs } from "../../shared/store/indexes.ts";
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
  given: { readonly role: Role; readonly area?: string; readonly party?: Partial<Party>; readonly member?: Partial<Member> },
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
    representatives: 1,
    registeredAt: "2026-01-01T00:00:00.000Z",
    version: 1,
    ...given.party,
  };
  const member: Member = {
    subject: `person-${randomUUID()}`,
    partyId,
    role: given.role,
    area,
    function: "representative",
    personName: party.representative,
    since: party.registeredAt,
    version: 1,
    ...given.member,
  };
  await put(engine, memberKey(member.subject), memberItem(member));
  await put(engine, partyKey(partyId), partyCodec.encode(party));
  const name: PartyName = { partyId, name: party.name, area, ordinal: 1, from: party.registeredAt, version: 1 };
  await put(engine, nameKey(name), nameCodec.encode(name));
  return { subject: member.subject, partyId, party, member };
}

/** Creates a confirmed site of a party, unless told otherwise; its rows are put directly. */
export async function givenSite(engine: Engine, partyId: string, given: Partial<Site> = {}): Promise<Site> {
  const site: Site = {
    siteId: randomUUID(),
    partyId,
    name: "一号厂区",
    licenceNumber: randomUUID(),
    licenceValidFrom: "2026-01-01",
    licenceValidUntil: "2030-12-31",
    area: "420700",
    basin: "liangzi-lake",
    sourceClass: "industrial",
    thermalPower: false,
    state: "confirmed",
    registeredAt: "2026-01-01T00:00:00.000Z",
    version: 1,
    ...given,
  };
  await put(engine, siteKey(partyId, site.siteId), { ...siteCodec.encode(site), ...listedAs(...siteListing(site)) });
  await put(engine, holderKey(site.siteId), holderCodec.encode({ siteId: site.siteId, partyId, area: site.area }));
  return site;
}

/** Puts the row by which the number of a site's licence leads to the site, as its registration does. */
export function givenLicenceClaim(
  engine: Engine,
  { licenceNumber, partyId, siteId }: Pick<Site, "licenceNumber" | "partyId" | "siteId">,
): Promise<void> {
  const claim = { number: { S: licenceNumber }, state: { S: "held" }, partyId: { S: partyId }, siteId: { S: siteId } };
  return put(engine, licenceClaimKey(licenceNumber), claim);
}

/** Puts the row by which a credit code leads to its party, as its registration does. */
export function givenCodeClaim(engine: Engine, { creditCode, partyId }: Pick<Party, "creditCode" | "partyId">): Promise<void> {
  const claim = { kind: { S: "code" }, number: { S: creditCode }, state: { S: "held" }, partyId: { S: partyId }, version: { N: "1" } };
  return put(engine, { pk: `code#${creditCode}`, sk: "code" }, claim);
}

async function put(engine: Engine, key: Key, row: Item): Promise<void> {
  await engine.dynamo.send(new PutItemCommand({ TableName: engine.tables.Parties, Item: { ...keyOf(key), ...row } }));
}
