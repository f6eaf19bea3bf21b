import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { CollateralRefusal } from "../../problems.ts";
import type { DisclosurePorts } from "../ports.ts";
import { daysRefused } from "./consent-rules.ts";
import { type consentEndpoints, consentFacts } from "./contract.ts";
import { consentRequestLifecycle } from "./lifecycles.ts";
import { memberOfCode } from "./other-side.ts";
import type { ConsentRequest } from "./rows.ts";
import { requestView, termsStated } from "./views.ts";

type RequestView = ReturnType<typeof requestView>;

/** Asks a firm for its consent. */
export function requestConsent(ports: DisclosurePorts, call: Call<typeof consentEndpoints.requestConsent>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  const { creditCode, ...terms } = body;
  return runCommand<RequestView, CollateralRefusal>(ports, call, async () => {
    const requestedAt = clock.now();
    const refused = daysRefused(terms.from, terms.until, dayOf(requestedAt));
    if (refused) return refuse(refused);
    const firm = await memberOfCode(ports, creditCode, "enterprise");
    if (!firm) return refuse({ code: "no-such-firm", creditCode });
    const bank = required(caller.party, "party of the caller");
    const row: ConsentRequest = {
      requestId: newId(requestedAt),
      ...{ partyId: firm.partyId, partyName: firm.name, creditCode: firm.creditCode, area: firm.area },
      ...{ bankId: bank.partyId, bankName: bank.name, bankCode: bank.creditCode },
      ...{ ...terms, state: "requested", requestedAt, version: 1 },
    };
    const envelope = factEnvelopeOf(caller, requestedAt, { parties: [row.partyId, row.bankId], areas: [row.area] });
    const data = { requestId: row.requestId, ...termsStated(row) };
    return accept({
      response: requestView(row),
      writes: [own.consentRequestPut(row), own.state(consentFacts.consentRequested, { ...envelope, data })],
    });
  });
}

/** Withdraws a request that was not answered. */
export function withdrawConsentRequest(ports: DisclosurePorts, call: Call<typeof consentEndpoints.withdrawConsentRequest>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  return runCommand<RequestView, CollateralRefusal>(ports, call, async () => {
    const request = await own.consentRequest(params.requestId);
    if (!request || request.bankId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(consentRequestLifecycle, request.state, "withdrawConsentRequest");
    if (!state.ok) return state;
    const decidedAt = clock.now();
    const row: ConsentRequest = { ...request, state: state.value, decidedAt, version: request.version + 1 };
    const envelope = factEnvelopeOf(caller, decidedAt, { parties: [row.partyId, row.bankId], areas: [row.area] });
    const data = { requestId: row.requestId, ...termsStated(row) };
    return accept({
      response: requestView(row),
      writes: [own.consentRequestPut(row), own.state(consentFacts.consentRequestWithdrawn, { ...envelope, data })],
    });
  });
}
