import type { Call } from "../../../shared/http/api-handler.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { mayStillRead } from "./allowed.ts";
import type { exportsEndpoints } from "./contract.ts";
import { extensionOf } from "./formats/extensions.ts";
import type { ExportsPorts } from "./ports.ts";
import { exportRules } from "./rules.ts";
import { exportView, fileNameOf, percentRead, stateAt } from "./views.ts";

/** Seconds after which nobody can still be at work on a step: longer than the job's function may run. */
const stepOverSeconds = 120;

/**
 * An export of the caller, and how far it is. One on which nobody works is told to the job again: its message may have been lost with the
 * process that was to send it.
 */
export async function readExport({ own, clock, steps }: ExportsPorts, { caller, params }: Call<typeof exportsEndpoints.readExport>) {
  const row = await own.export(caller, params.exportId);
  if (!row) return refuse({ code: "not-found" });
  const at = clock.now();
  const unfinished = row.state === "queued" || row.state === "running";
  if (unfinished && plusSeconds(row.changedAt, stepOverSeconds) < at)
    await steps.send([{ partyId: row.partyId, subject: row.subject, exportId: row.exportId, step: row.step }]);
  return accept({ response: exportView(row, at) });
}

/** The exports of the caller, newest first. */
export async function listExports({ own, clock }: ExportsPorts, { caller, query }: Call<typeof exportsEndpoints.listExports>) {
  const { items, ...rest } = await own.exportsOf(caller, query);
  const at = clock.now();
  return accept({ response: { items: items.map((row) => exportView(row, at)), ...rest } });
}

/** An address from which the caller downloads the file of its export, while it may still read what is in it. */
export async function readExportFile(ports: ExportsPorts, { caller, params }: Call<typeof exportsEndpoints.readExportFile>) {
  const { own, clock, files } = ports;
  const row = await own.export(caller, params.exportId);
  if (!row || !(await mayStillRead(ports, caller, row))) return refuse({ code: "not-found" });
  const at = clock.now();
  const state = stateAt(row, at);
  const expiresAt = row.expiresAt ?? "";
  if (state === "expired") return refuse({ code: "export-expired", expiresAt });
  if (state !== "ready") return refuse({ code: "export-not-ready", state, percentRead: percentRead(row) });
  const name = fileNameOf(row, extensionOf[row.format]);
  const lasts = exportRules.addressMinutes * 60;
  const endsAt = [plusSeconds(at, lasts), expiresAt].sort()[0] ?? expiresAt;
  const seconds = Math.max(1, Math.floor((Date.parse(endsAt) - Date.parse(at)) / 1000));
  const address = await files.download(required(row.fileKey, "key of the file"), name, { at, seconds });
  return accept({ response: { exportId: row.exportId, name, bytes: row.bytes, address, endsAt } });
}
