import type { Call } from "../../../shared/http/api-handler.ts";
import { pagesOf } from "../../../shared/imports/pages.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type licencesEndpoints, licencesFacts } from "../contract.ts";
import { licencesLifecycles } from "../lifecycles.ts";
import type { LicencesPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import type { LicenceImport } from "../rows.ts";
import type { FileRows } from "../store.ts";
import { importView } from "../views.ts";
import { linesPerPage, mostErrors, secondsBetweenImports } from "./limits.ts";
import { type EiaLine, type LicenceLine, readApprovals, readLicences } from "./read-licence-file.ts";

/**
 * Imports a file of discharge licences or EIA approvals. It is checked whole: with one error none of its lines is kept, and the errors can be
 * read by page. Otherwise it is compared, page by page, with what is registered here. The same file is imported
 * again only a day after it was compared at the earliest: what is registered here may have changed since.
 */
export function importLicenceFile(ports: LicencesPorts, call: Call<typeof licencesEndpoints.importLicenceFile>) {
  const { own, clock } = ports;
  const { caller, body } = call;
  const bytes = Buffer.from(body.file, "base64");
  const digest = sha256(bytes);
  const { area } = caller;
  // One file is one import, whatever the key.
  const importId = sha256(`${area} ${body.kind} ${digest}`).slice(0, 32);
  return runCommand<ReturnType<typeof importView>, LicencesRefusal>(ports, call, async () => {
    const known = await own.import(importId);
    const at = clock.now();
    if (known && !canBeRepeated(known, at)) return refuse({ code: "file-imported", importId });
    const file = body.kind === "licences" ? readLicences(bytes) : readApprovals(bytes, dayOf(at));
    const accepted = file.errors.length === 0;
    const guard = accepted ? "the file has none" : "the file has errors";
    const state = stateAfter(licencesLifecycles.fileImport, "received", "check", guard);
    const row: LicenceImport = {
      ...{ importId, kind: body.kind, area, state },
      ...{ rows: file.lines.length, errors: file.errors.length, differences: 0, sha256: digest, importedAt: at },
      ...{ phase: accepted ? "lines" : "done", position: "", version: (known?.version ?? 0) + 1 },
    };
    const rows: FileRows = {
      pages: accepted ? pagesOf<LicenceLine | EiaLine>(file.lines, linesPerPage) : [],
      numbers: accepted ? file.lines.flatMap((line) => ("licenceNumber" in line ? [line.licenceNumber] : [])) : [],
      errors: file.errors.slice(0, mostErrors),
    };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [area] });
    const data = { importId, kind: row.kind, area, rows: row.rows, sha256: digest, version: row.version };
    const fact = own.state(licencesFacts.licenceFileImported, { ...envelope, data });
    return accept({
      response: importView(row),
      prepare: () => own.fileRowsPut(importId, rows),
      writes: [own.importPut(row), ...(accepted ? [fact] : [])],
    });
  });
}

/** Whether a file may be imported again: it was refused, or it is compared and was imported a day ago. */
function canBeRepeated({ state, importedAt }: LicenceImport, at: Instant): boolean {
  return state === "refused" || (state === "compared" && plusSeconds(importedAt, secondsBetweenImports) <= at);
}
