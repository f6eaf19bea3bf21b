import type { Call } from "../../../../shared/http/api-handler.ts";
import type { Caller } from "../../../../shared/http/caller.ts";
import { dayOf, endOfDay } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import type { CollateralRefusal } from "../../problems.ts";
import type { DisclosurePorts } from "../ports.ts";
import { daysRefused } from "./consent-rules.ts";
import { type consentEndpoints, consentFacts } from "./contract.ts";
import { consentLifecycle, consentRequestLifecycle } from "./lifecycles.ts";
import { foreignSite, memberOfCode } from "./other-side.ts";
import type { Consent, ConsentRequest, ConsentTerms } from "./rows.ts";
import { consentView, requestView, stated, termsStated } from "./views.ts";

/** Why a consent on such terms can't be given now; undefined if it can. */
async function termsRefused(ports: DisclosurePorts, terms: Pick<ConsentTerms, "partyId" | "siteIds" | "from" | "until">, at: Instant) {
  const refused = daysRefused(terms.from, terms.until, dayOf(at));
  if (refused) return refused;
  const siteId = await foreignSite(ports, terms.partyId, terms.siteIds);
  return siteId === undefined ? undefined : ({ code: "consent-site-unknown", siteId } as const);
}

/** A new consent on some terms, with its writes: the row and the fact that both sides are told. */
function given(
  { own }: DisclosurePorts,
  caller: Caller,
  terms: ConsentTerms & { readonly requestId?: string },
  at: Instant,
): { readonly consent: Consent; readonly writes: readonly WriteFragment<never>[] } {
  const consent: Consent = { ...terms, consentId: newId(at), state: "granted", grantedAt: at, version: 1 };
  const envelope = factEnvelopeOf(caller, at, { parties: [consent.partyId, consent.bankId], areas: [consent.area] });
  return {
    consent,
    writes: [own.consentPut(consent), own.state(consentFacts.consentGranted, { ...envelope, data: stated(consent) })],
  };
}

/** Gives a bank a consent. */
export function grantConsent(ports: DisclosurePorts, call: Call<typeof consentEndpoints.grantConsent>) {
  const { clock } = ports;
  const { caller, body } = call;
  const { bankCode, ...asked } = body;
  return runCommand<ReturnType<typeof consentView>, CollateralRefusal>(ports, call, async () => {
    const at = clock.now();
    const firm = required(caller.party, "party of the caller");
    const refused = await termsRefused(ports, { partyId: firm.partyId, ...asked }, at);
    if (refused) return refuse(refused);
    const bank = await memberOfCode(ports, bankCode, "bank");
    if (!bank) return refuse({ code: "no-such-bank", creditCode: bankCode });
    const terms = {
      ...{ partyId: firm.partyId, partyName: firm.name, creditCode: firm.creditCode, area: firm.area },
      ...{ bankId: bank.partyId, bankName: bank.name, bankCode: bank.creditCode, ...asked },
    };
    const { consent, writes } = given(ports, caller, terms, at);
    return accept({ response: consentView(consent, at), writes, endsBy: endOfDay(terms.until) });
  });
}

/** Grants or refuses what a bank asked for. */
export function decideConsentRequest(ports: DisclosurePorts, call: Call<typeof consentEndpoints.decideConsentRequest>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof requestView>, CollateralRefusal>(ports, call, async () => {
    const request = await own.consentRequest(params.requestId);
    if (!request || request.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(consentRequestLifecycle, request.state, "decideConsentRequest", body.granted ? "granted" : "refused");
    if (!state.ok) return state;
    const at = clock.now();
    const decided = { ...request, state: state.value, decidedAt: at, reason: body.reason, version: request.version + 1 };
    if (!body.granted) return accept({ response: requestView(decided), writes: refusedWrites(ports, caller, decided, at) });
    const refused = await termsRefused(ports, request, at);
    if (refused) return refuse(refused);
    const { requestId } = request;
    const { consent, writes } = given(ports, caller, { ...termsStated(request), kinds: request.kinds, requestId }, at);
    const row: ConsentRequest = { ...decided, consentId: consent.consentId };
    return accept({ response: requestView(row), writes: [own.consentRequestPut(row), ...writes] });
  });
}

function refusedWrites(
  { own }: DisclosurePorts,
  caller: Caller,
  row: ConsentRequest & { readonly reason: string },
  at: Instant,
): readonly WriteFragment<never>[] {
  const envelope = factEnvelopeOf(caller, at, { parties: [row.partyId, row.bankId], areas: [row.area] });
  const data = { requestId: row.requestId, ...termsStated(row), reason: row.reason };
  return [own.consentRequestPut(row), own.state(consentFacts.consentRefused, { ...envelope, data })];
}

/** Revokes a consent: it ends with this transaction, which no reading that is recorded after it passes. */
export function revokeConsent(ports: DisclosurePorts, call: Call<typeof consentEndpoints.revokeConsent>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof consentView>, CollateralRefusal>(ports, call, async () => {
    const consent = await own.consent(params.consentId);
    if (!consent || consent.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(consentLifecycle, consent.state, "revokeConsent");
    if (!state.ok) return state;
    const revokedAt = clock.now();
    const { reason } = body;
    const row: Consent = { ...consent, state: state.value, revokedAt, reason, version: consent.version + 1 };
    const envelope = factEnvelopeOf(caller, revokedAt, { parties: [row.partyId, row.bankId], areas: [row.area] });
    return accept({
      response: consentView(row, revokedAt),
      writes: [own.consentPut(row), own.state(consentFacts.consentRevoked, { ...envelope, data: { ...stated(row), reason } })],
    });
  });
}
