import type { Call } from "../../../../shared/http/api-handler.ts";
import type { Caller } from "../../../../shared/http/caller.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { plain } from "../../../../shared/kernel/decimal.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { isValidAt } from "../../../../shared/members/letter.ts";
import type { Reading } from "../../../../shared/members/readings.ts";
import { retryWhileStale, stale } from "../../../../shared/store/retry.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { isInForce } from "../consents/consent-rules.ts";
import type { Consent } from "../consents/rows.ts";
import { classesHeldAt, sourceOf } from "../disclosure-rules.ts";
import type { DisclosurePorts } from "../ports.ts";
import { disclosedKinds } from "../vocabulary.ts";
import type { readingEndpoints } from "./contract.ts";
import { disclosedPage, type Reach } from "./positions-of.ts";

type BankCall = Call<typeof readingEndpoints.readPledgeable>;
type Query = Call<typeof readingEndpoints.listOwnPledgeable>["query"];

/**
 * Reads what a firm can pledge under its consent. The reading is recorded in a transaction that also finds the consent unchanged, and only then
 * is anything of the firm read: what was revoked before is refused, and what was answered is always recorded, whatever happens afterwards.
 */
export async function readPledgeable(ports: DisclosurePorts, call: BankCall) {
  const { caller, query } = call;
  const barred = barredReader(caller, ports.clock.now());
  if (barred) return refuse(barred);
  const allowed = await retryWhileStale("a consent", () => recorded(ports, call));
  if (!allowed.ok) return allowed;
  const { consent, at } = allowed.value;
  const owner = required(await ports.members.party(consent.partyId), "party that gave a consent");
  const { limit, cursor, stressPercent } = query;
  const reach = reachOf(query, consent.classes, consent.siteIds);
  const kinds = query.kind === undefined ? consent.kinds : [query.kind];
  return accept({ response: await disclosedPage(ports, owner, reach, { limit, cursor, kinds, stressPercent, at }) });
}

/** Why a person must not read the data of others. Reads are open to those who may not write, but only of what is their own. */
function barredReader({ party, member }: Caller, at: Instant) {
  if (party?.standing === "suspended") return { code: "reader-suspended", reason: party.standingReason ?? "" } as const;
  const letter = member?.letter;
  return letter && !isValidAt(letter, at) ? ({ code: "reader-letter-over", from: letter.from, until: letter.until } as const) : undefined;
}

/** The consent, once the reading under it is recorded; refused where it does not allow the reading. */
async function recorded(ports: DisclosurePorts, call: BankCall) {
  const { dynamo, clock, own, readings } = ports;
  const { caller, params, query } = call;
  const at = clock.now();
  const consent = await own.consent(params.consentId);
  if (!consent || consent.bankId !== caller.partyId) return refuse({ code: "not-found" });
  const { state, from, until } = consent;
  const source = sourceOf("consent");
  if (!isInForce(consent, at)) return refuse({ code: "consent-not-in-force", state, from, until, source });
  const outside = outsideOf(consent, query);
  if (outside) return refuse({ code: "outside-consent", ...outside, source });
  const reading = readingOf(caller, consent, call, at);
  const { kind } = await commit(dynamo, [own.consentStands(consent), readings.readingPut(reading)]);
  return kind === "committed" ? accept({ consent, at }) : stale;
}

/** What is asked for and not covered; undefined where all of it is. */
function outsideOf({ kinds, classes, siteIds }: Consent, query: BankCall["query"]) {
  const limits: readonly (readonly [asked: string | undefined, covered: readonly string[] | undefined])[] = [
    [query.kind, kinds],
    [query.class, classes],
    [query.siteId, siteIds],
  ];
  return limits.flatMap(([asked, covered]) => (asked !== undefined && covered?.includes(asked) === false ? [{ asked, covered }] : []))[0];
}

function readingOf(caller: Caller, consent: Consent, { endpoint, query }: BankCall, at: Instant): Reading {
  const { limit, cursor, class: instrumentClass, siteId, kind, stressPercent, purpose } = query;
  const reader = required(caller.party, "party of the caller");
  const asked = {
    limit: String(limit),
    ...(cursor !== undefined && { cursor }),
    ...(instrumentClass !== undefined && { class: instrumentClass }),
    ...(siteId !== undefined && { siteId }),
    ...(kind !== undefined && { kind }),
    ...(stressPercent && { stressPercent: plain(stressPercent) }),
  };
  return {
    readingId: newId(at),
    ...{ partyId: consent.partyId, area: consent.area },
    ...{ readerId: reader.partyId, readerName: reader.name, readerRole: caller.role },
    ...{ subject: caller.subject, personName: required(caller.member, "membership of the caller").personName },
    ...{ operation: endpoint.operationId, kinds: kind === undefined ? consent.kinds : [kind], asked, purpose },
    ...{ basis: "consent", basisReference: consent.consentId, at },
  };
}

function reachOf({ class: wanted, siteId }: Query, covered: readonly string[], siteIds?: readonly string[]): Reach {
  return {
    classes: wanted === undefined ? covered : [wanted],
    siteIds: siteId === undefined ? siteIds : [siteId],
    sitesOnly: siteId !== undefined,
  };
}

/** Reads what the caller's firm can pledge. */
export async function listOwnPledgeable(ports: DisclosurePorts, { caller, query }: Call<typeof readingEndpoints.listOwnPledgeable>) {
  const owner = required(await ports.members.party(caller.partyId), "party of the caller");
  const { limit, cursor, stressPercent } = query;
  const reach = reachOf(query, [...classesHeldAt("party"), ...classesHeldAt("site")]);
  const at = ports.clock.now();
  return accept({ response: await disclosedPage(ports, owner, reach, { limit, cursor, kinds: disclosedKinds, stressPercent, at }) });
}

/** Lists who read the data of the caller's firm. */
export async function listReadings({ readings }: DisclosurePorts, { caller, query }: Call<typeof readingEndpoints.listReadings>) {
  const page = await readings.readingsOf(caller.partyId, query);
  return accept({ response: { ...page, items: page.items.map(readingView) } });
}

function readingView({ partyId: _partyId, area: _area, concealedFor: _concealedFor, kinds, ...reading }: Reading) {
  return { ...reading, kinds: [...kinds] };
}
