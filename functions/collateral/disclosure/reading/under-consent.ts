import type { Caller } from "../../../../shared/http/caller.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { barredReader, readerOf } from "../../../../shared/members/reader.ts";
import type { Reading } from "../../../../shared/members/readings.ts";
import { retryWhileStale, stale } from "../../../../shared/store/retry.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { isInForce } from "../consents/consent-rules.ts";
import type { Consent } from "../consents/rows.ts";
import { sourceOf } from "../disclosure-rules.ts";
import type { DisclosurePorts } from "../ports.ts";
import type { DisclosedKind } from "../vocabulary.ts";

/** Dependencies of reading under a consent: see `underConsentGrants` for the rights that go with them. */
export type UnderConsentPorts = Pick<DisclosurePorts, "dynamo" | "clock" | "readings"> & {
  readonly own: Pick<DisclosurePorts["own"], "consent" | "consentStands">;
};

/** What a bank asks to read, and why. */
export interface AskedUnderConsent {
  readonly operation: string;
  readonly consentId: string;
  /** What the answer may hold; absent: all that the consent covers. */
  readonly kinds?: readonly DisclosedKind[];
  readonly class?: string | undefined;
  readonly siteId?: string | undefined;
  /** Everything that the reader chose, for the log. */
  readonly asked: Reading["asked"];
  readonly purpose: string;
}

/**
 * The consent under which a bank may read, once the reading is recorded in a transaction that also finds the consent unchanged: what was revoked
 * before is refused, and what is answered after it is always recorded, whatever happens then. Refused where the consent does not allow it.
 */
export async function underConsent(ports: UnderConsentPorts, caller: Caller, asking: AskedUnderConsent) {
  const barred = barredReader(caller, ports.clock.now());
  if (barred) return refuse(barred);
  return retryWhileStale("a consent", () => recorded(ports, caller, asking));
}

async function recorded({ dynamo, clock, own, readings }: UnderConsentPorts, caller: Caller, asking: AskedUnderConsent) {
  const at = clock.now();
  const consent = await own.consent(asking.consentId);
  if (!consent || consent.bankId !== caller.partyId) return refuse({ code: "not-found" });
  const { state, from, until } = consent;
  const source = sourceOf("consent");
  if (!isInForce(consent, at)) return refuse({ code: "consent-not-in-force", state, from, until, source });
  const outside = outsideOf(consent, asking);
  if (outside) return refuse({ code: "outside-consent", ...outside, source });
  const { kind } = await commit(dynamo, [own.consentStands(consent), ...readings.readingPuts(readingOf(caller, consent, asking, at))]);
  return kind === "committed" ? accept({ consent, at }) : stale;
}

/** What is asked for and not covered; undefined where all of it is. */
function outsideOf(consent: Consent, { kinds = [], class: wanted, siteId }: AskedUnderConsent) {
  const limits: readonly (readonly [asked: string | undefined, covered: readonly string[] | undefined])[] = [
    ...kinds.map((kind) => [kind, consent.kinds] as const),
    [wanted, consent.classes],
    [siteId, consent.siteIds],
  ];
  return limits.flatMap(([asked, covered]) => (asked !== undefined && covered?.includes(asked) === false ? [{ asked, covered }] : []))[0];
}

function readingOf(caller: Caller, consent: Consent, { operation, kinds, asked, purpose }: AskedUnderConsent, at: Instant): Reading {
  return {
    readingId: newId(at),
    ...{ partyId: consent.partyId, area: consent.area },
    ...readerOf(caller),
    ...{ operation, kinds: [...(kinds ?? consent.kinds)], asked, purpose },
    ...{ basis: "consent", basisReference: consent.consentId, at },
  };
}
