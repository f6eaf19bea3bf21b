import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { allocationsEndpoints } from "../contract.ts";
import { planOfBureau } from "../plans/plan-of-bureau.ts";
import type { LedgerPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { allocationName, type Instalment } from "../rows.ts";
import { checkPayable } from "./pay.ts";
import { paymentOf } from "./payment.ts";
import { bankDayBefore, type Pending } from "./pending.ts";
import { currentPending } from "./recovery.ts";
import type { Certificate } from "./rows.ts";
import { sources } from "./rules.ts";
import { coveredBy, payByOf, sumsThatCover } from "./schedule.ts";

type BookCall = Call<typeof allocationsEndpoints.bookFeeCertificate>;

/**
 * Books a certificate of the tax office, which pays the earliest unpaid instalments that it is the sum of. The money went to the treasury by
 * way of the tax office, so no cash moves in the ledger.
 */
export function bookFeeCertificate(ports: LedgerPorts, call: BookCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof certificateView>, AllocationsRefusal>(ports, call, async () => {
    const pending = await currentPending(ports, allocationName(params.allocationId));
    const plan = planOfBureau(pending?.plan, caller);
    if (!plan.ok) return plan;
    if (pending?.line.publishedAt === undefined) return refuse({ code: "not-found" });
    const { certificateNumber } = body;
    if (await own.certificate(certificateNumber))
      return refuse({ code: "duplicate-certificate", certificateNumber, source: sources.certificates });
    const at = clock.now();
    const paid = instalmentsOf(pending, body, at);
    if (!paid.ok) return paid;
    const numbers = paid.value.map(({ number }) => number);
    const certificate: Certificate = {
      ...body,
      ...{ allocationId: pending.line.allocationId, instalments: numbers, state: "booked", bookedAt: at, version: 1 },
    };
    const means = { kind: "certificate", certificateNumber, issuedOn: body.issuedOn } as const;
    const { writes } = paymentOf(ports, pending, numbers, means, caller);
    return accept({ response: certificateView(certificate), writes: [own.certificatePut(certificate), ...writes] });
  });
}

/** The instalments that a certificate pays, or why it pays none. */
function instalmentsOf(
  pending: Pending,
  { issuedOn, amount }: Pick<BookCall["body"], "issuedOn" | "amount">,
  at: Instant,
): Outcome<readonly Instalment[], AllocationsRefusal> {
  const { plan, line } = pending;
  const payable = checkPayable(pending, "tax-certificate");
  if (!payable.ok) return payable;
  const today = dayOf(at);
  if (issuedOn > today) return refuse({ code: "certificate-in-future", issuedOn, today });
  const decidedOn = dayOf(required(plan.decidedAt, `decision of plan ${plan.planId}`));
  if (issuedOn < decidedOn) return refuse({ code: "certificate-too-early", issuedOn, decidedOn, source: sources.instalments });
  const [first] = payable.value;
  const payBy = payByOf(first);
  if (line.state === "awaiting-payment" && startOfDay(issuedOn) >= payBy)
    return refuse({ code: "certificate-too-late", issuedOn, lastDay: bankDayBefore(payBy), source: sources.instalments });
  const sums = sumsThatCover(line.instalments);
  if (sums.some((sum) => sum.eq(amount))) return accept(coveredBy(line.instalments, amount));
  return refuse({ code: "certificate-amount-differs", amount, possible: sums.map(formatFen), source: sources.instalments });
}

/** Certificates of an allocation: its holder's own, or those of an allocation in the caller's area. */
export async function listFeeCertificates(
  { own }: LedgerPorts,
  { caller, params, query }: Call<typeof allocationsEndpoints.listFeeCertificates>,
) {
  const found = await own.allocation(allocationName(params.allocationId));
  if (!found || found.line.publishedAt === undefined) return refuse({ code: "not-found" });
  const { plan, line } = found;
  if (!scopeOf(caller).sees({ partyId: line.partyId, areas: [plan.area, line.siteArea] })) return refuse({ code: "not-found" });
  const { items, ...rest } = await own.certificates(line.allocationId, query);
  return accept({ response: { items: items.map(certificateView), ...rest } });
}

/** A certificate as the API returns it. */
function certificateView({ amount, version: _version, ...certificate }: Certificate) {
  return { ...certificate, instalments: [...certificate.instalments], amountCny: formatFen(amount) };
}
