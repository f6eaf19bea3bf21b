import type { Call } from "../../../shared/http/api-handler.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { entitySeenBy, reportSeenBy } from "./access.ts";
import type { reportsEndpoints } from "./contract.ts";
import { objectKeyOf } from "./evidence.ts";
import type { ReportPorts } from "./ports.ts";
import { evidenceRules } from "./rules.ts";
import { type Evidence, reportName } from "./store.ts";

const seconds = evidenceRules.minutes * 60;

/** Announces a document, and gives the address to which exactly this document is uploaded. Announcing it again gives a fresh address. */
export function announceEvidence({ documents, ...ports }: ReportPorts, call: Call<typeof reportsEndpoints.announceEvidence>) {
  const { own, clock } = ports;
  const { caller, body } = call;
  return runCommand<EvidenceUploadView, CarbonRefusal>(ports, call, async () => {
    const at = clock.now();
    const { sha256 } = body;
    const known = await own.evidence({ partyId: caller.partyId, sha256 });
    // What is stored has been checked: another upload of it changes nothing, and it keeps its name.
    const { version, ...kept } = known ?? { version: 0, reportIds: [] };
    const { name, bytes, contentType } = known?.storedAt === undefined ? body : known;
    const row: Evidence = {
      ...kept,
      ...{ name, bytes, contentType, sha256, partyId: caller.partyId },
      announcedAt: at,
      version: version + 1,
    };
    const upload = await documents.upload(objectKeyOf(row), body, { at, seconds });
    return accept({
      response: { sha256, ...upload, headers: { ...upload.headers }, method: "PUT", endsAt: plusSeconds(at, seconds) },
      writes: [own.evidencePut(row)],
    });
  });
}

interface EvidenceUploadView {
  readonly sha256: string;
  readonly address: string;
  readonly method: "PUT";
  readonly headers: Record<string, string>;
  readonly endsAt: string;
}

/** Gives an address of a document that some version of a report names, or a month of its year, to those who may read the report. */
export async function readEvidence({ own, clock, documents }: ReportPorts, { caller, params }: Call<typeof reportsEndpoints.readEvidence>) {
  const seen = (await own.reportAt(params.reportId))
    ? await reportSeenBy(own, caller, params.reportId)
    : await entitySeenBy(own, caller, reportName(params.reportId));
  if (!seen.ok) return seen;
  const { partyId } = seen.value;
  const row = await own.evidence({ partyId, sha256: params.sha256 });
  if (!row?.storedAt || !row.reportIds.includes(params.reportId)) return refuse({ code: "not-found" });
  const at = clock.now();
  const address = await documents.download(objectKeyOf(row), row.name, { at, seconds });
  return accept({ response: { sha256: row.sha256, name: row.name, address, endsAt: plusSeconds(at, seconds) } });
}
