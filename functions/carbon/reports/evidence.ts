import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonRefusal } from "../problems.ts";
import type { ReportPorts } from "./ports.ts";
import { sources } from "./rules.ts";
import type { ReportValues } from "./shapes.ts";
import type { Evidence } from "./store.ts";

/** Key of a document in the bucket: each member has its own, so that nobody finds out what another has uploaded. */
export function objectKeyOf({ partyId, sha256 }: Pick<Evidence, "partyId" | "sha256">): string {
  return `evidence/${partyId}/${sha256}`;
}

/** A document as somebody names it, with the place where. */
interface DocumentNamed {
  readonly sha256: string;
  readonly pointer: string;
}

/** The writes that record the documents which the values of a report name for the first time. */
export function evidencePuts(
  ports: Pick<ReportPorts, "own" | "documents">,
  of: { readonly partyId: string; readonly reportId: string },
  { evidence }: Pick<ReportValues, "evidence">,
  at: Instant,
) {
  const named = evidence.map(({ sha256 }, index) => ({ sha256, pointer: `/evidence/${index}/sha256` }));
  return documentPuts(ports, of, named, at);
}

/**
 * The writes that record documents which are named for the first time, a hundred at most. Each was announced and uploaded, and the SHA-256 of
 * what is stored is the one that is named; all that are not are refused at once.
 */
export async function documentPuts(
  { own, documents }: Pick<ReportPorts, "own" | "documents">,
  { partyId, reportId }: { readonly partyId: string; readonly reportId: string },
  named: readonly DocumentNamed[],
  at: Instant,
): Promise<Outcome<readonly WriteFragment<never>[], CarbonRefusal>> {
  const hashes = [...new Set(named.map(({ sha256 }) => sha256))];
  if (hashes.length === 0) return accept([]);
  const announced = new Map((await own.evidenceOf(partyId, hashes)).map((row) => [row.sha256, row]));
  const fresh = [...announced.values()].filter(({ storedAt }) => storedAt === undefined);
  const stored = new Map(
    await Promise.all(fresh.map(async (row) => [row.sha256, await documents.storedSha256(objectKeyOf(row))] as const)),
  );
  const foundOf = (sha256: string): string => {
    const row = announced.get(sha256);
    if (!row) return "not announced";
    return row.storedAt === undefined ? (stored.get(sha256) ?? "not uploaded") : sha256;
  };
  const faulty = named.flatMap(({ sha256, pointer }) => {
    const found = foundOf(sha256);
    return found === sha256 ? [] : [{ sha256, pointer, found }];
  });
  if (faulty.length > 0) return refuse({ code: "evidence-not-uploaded", documents: faulty, source: sources.evidence });
  const unrecorded = [...announced.values()].filter(({ reportIds }) => !reportIds.includes(reportId));
  return accept(
    unrecorded.map((row) =>
      own.evidencePut({ ...row, storedAt: row.storedAt ?? at, reportIds: [...row.reportIds, reportId], version: row.version + 1 }),
    ),
  );
}
