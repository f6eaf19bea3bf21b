import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, plusDays } from "../../../shared/kernel/calendar.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { SignedHead } from "../../../shared/records/signed-head.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { allowedRecords } from "../exports/allowed.ts";
import type { ExportsRefusal } from "../exports/problems.ts";
import { queuedExport } from "../exports/request-export.ts";
import { exportView } from "../exports/views.ts";
import { endOfAuction, factsOfAuction } from "../facts/recorded-facts.ts";
import type { ReadingRefusal } from "../readings/problems.ts";
import { readingFor } from "../readings/record-reading.ts";
import type { HeadReader } from "../sealing/heads.ts";
import type { RangeRefusal } from "../trades/problems.ts";
import { evidenceEndpoints } from "./contract.ts";
import type { EvidencePorts } from "./ports.ts";
import type { EvidenceRefusal } from "./problems.ts";

type Refused = EvidenceRefusal | ExportsRefusal | RangeRefusal | ReadingRefusal | NotFound;

/**
 * Asks for the evidence bag of an auction: an export of its own format, up to the first signed head that covers everything of the auction, or
 * the newest one that covers its end. For the authorities of the pool and the operator, while they may read its records.
 */
export async function requestEvidence(ports: EvidencePorts, call: Call<typeof evidenceEndpoints.requestEvidence>) {
  const { own, clock, readings } = ports;
  const { caller, params, body } = call;
  const { subject, partyId } = caller;
  const outcome = await runCommand<ReturnType<typeof exportView>, Refused>(ports, call, async () => {
    const at = clock.now();
    const span = await spanOf(ports, caller, params.auctionId);
    if (!span.ok) return span;
    const { from, head } = span.value;
    const query = { auctionId: params.auctionId, from, before: head.before, ...body };
    const allowed = await allowedRecords(ports, caller, query, evidenceEndpoints.requestEvidence.operationId);
    if (!allowed.ok) return allowed;
    const { records, others } = allowed.value;
    const reading = others && readingFor(caller, others, at);
    if (reading && !reading.ok) return reading;
    const asked = { ...records, before: head.before, language: "zh", head: head.day } as const;
    const queued = await queuedExport(ports, caller, { query, asked, format: "evidence" }, at);
    if (!queued.ok) return queued;
    const writes = [own.exportPut(queued.value), ...(reading ? readings.readingPuts(reading.value) : [])];
    return accept({ response: exportView(queued.value, at), writes });
  });
  // Also for a repeated command: the first one may have been killed before it sent the message.
  if (outcome.ok) await ports.steps.send([{ partyId, subject, exportId: outcome.value.response.exportId, step: 0 }]);
  return outcome;
}

/** From its announcement to the signed head: what a bag of an auction covers. */
interface Span {
  readonly from: string;
  readonly head: SignedHead;
}

/** What a bag covers now; refused to whoever does not answer for the pool, before the end, and before a head covers the end. */
async function spanOf(
  { facts, heads }: Pick<EvidencePorts, "facts" | "heads">,
  caller: ScopedCaller,
  auctionId: string,
): Promise<Outcome<Span, EvidenceRefusal | NotFound>> {
  const [first, last, end] = await Promise.all([
    factsOfAuction(facts, auctionId, { limit: 1 }).then(({ items }) => items[0]),
    factsOfAuction(facts, auctionId, { limit: 1, descending: true }).then(({ items }) => items[0]),
    endOfAuction(facts, auctionId),
  ]);
  if (!first || !last || !first.areas.some(scopeOf(caller).answersFor)) return refuse({ code: "not-found" });
  if (!end) return refuse({ code: "evidence-before-end", auctionId });
  const head = await headFor(heads, last);
  if (!head || head.before <= end.occurredAt) return refuse({ code: "evidence-not-sealed", auctionId, endedAt: end.occurredAt });
  return accept({ from: first.occurredAt, head });
}

/** The first head that covers a fact, so that the bag stays the same once it does; the newest where there is none. */
async function headFor(heads: HeadReader, { occurredAt }: Fact): Promise<SignedHead | undefined> {
  const head = await heads.from(dayOf(occurredAt));
  const covering = head && head.before <= occurredAt ? await heads.from(plusDays(head.day, 1)) : head;
  return covering ?? heads.newest();
}
