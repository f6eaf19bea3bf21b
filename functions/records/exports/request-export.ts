import type { Call } from "../../../shared/http/api-handler.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { ReadingRefusal } from "../readings/problems.ts";
import { readingFor } from "../readings/record-reading.ts";
import { settledAfterSeconds } from "../statements/balance.ts";
import type { RangeRefusal } from "../trades/problems.ts";
import { type AllowedRecords, allowedRecords } from "./allowed.ts";
import type { exportsEndpoints } from "./contract.ts";
import type { ExportsPorts } from "./ports.ts";
import type { ExportsRefusal } from "./problems.ts";
import { exportRules } from "./rules.ts";
import type { ExportOwner, ExportQuery, RecordExport } from "./store.ts";
import { exportView } from "./views.ts";

type RequestCall = Call<typeof exportsEndpoints.requestExport>;
type Refused = ExportsRefusal | RangeRefusal | ReadingRefusal | NotFound;

/**
 * Asks for an export. The range ends at the watermark, behind which no record is to join, so that the file is the same whenever the job reads
 * it; the answer says so. The reading of data of others is recorded in the transaction that stores the export.
 */
export async function requestExport(ports: ExportsPorts, call: RequestCall) {
  const { own, clock, readings } = ports;
  const { caller, body } = call;
  const { format, language } = body;
  const { subject, partyId } = caller;
  const query = queryOf(body);
  const outcome = await runCommand<ReturnType<typeof exportView>, Refused>(ports, call, async () => {
    const at = clock.now();
    const allowed = await allowedRecords(ports, caller, query);
    if (!allowed.ok) return allowed;
    const { records, others } = allowed.value;
    const unprovable = format === "sealed" ? await whyNotSealed(ports, call, records) : undefined;
    if (unprovable) return refuse({ code: unprovable });
    const reading = others && readingFor(caller, others, at);
    if (reading && !reading.ok) return reading;
    const watermark = plusSeconds(at, -settledAfterSeconds);
    if (query.from >= watermark) return refuse({ code: "range-not-settled", from: query.from, watermark });
    const before = query.before < watermark ? query.before : watermark;
    const queued = await queuedExport(ports, caller, { query, asked: { ...records, before, language }, format }, at);
    if (!queued.ok) return queued;
    const row = queued.value;
    return accept({ response: exportView(row, at), writes: [own.exportPut(row), ...(reading ? readings.readingPuts(reading.value) : [])] });
  });
  // Also for a repeated command: the first one may have been killed before it sent the message.
  if (outcome.ok) await ports.steps.send([{ partyId, subject, exportId: outcome.value.response.exportId, step: 0 }]);
  return outcome;
}

/** Why an export of these records can't be a sealed one; undefined if it can. */
async function whyNotSealed(
  { heads }: ExportsPorts,
  { caller }: RequestCall,
  { selection, area: _area, from: _from, ...figures }: AllowedRecords["records"],
) {
  const isWhole = [...Object.values(selection), ...Object.values(figures)].every((value) => value === undefined);
  if (scopeOf(caller).area === undefined || !isWhole) return "sealed-export-of-parts";
  return (await heads.newest()) ? undefined : "no-signed-head";
}

/** What is asked for, as it is kept: figures are decimal strings. */
function queryOf({
  format: _format,
  language: _language,
  leastPrice,
  mostPrice,
  leastQuantity,
  mostQuantity,
  ...rest
}: RequestCall["body"]) {
  const figures = Object.entries({ leastPrice, mostPrice, leastQuantity, mostQuantity });
  const exact = figures.flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]]));
  return { ...rest, ...Object.fromEntries(exact) } as ExportQuery;
}

/** A new export of a person, unless too many of its exports are unfinished. */
export async function queuedExport(
  ports: Pick<ExportsPorts, "own">,
  { subject, partyId }: ExportOwner,
  wanted: Pick<RecordExport, "query" | "asked" | "format">,
  at: Instant,
): Promise<Outcome<RecordExport, Extract<ExportsRefusal, { code: "exports-unfinished" }>>> {
  const unfinished = await unfinishedOf(ports, { partyId, subject });
  const most = exportRules.mostUnfinished;
  if (unfinished >= most) return refuse({ code: "exports-unfinished", unfinished, most });
  return accept({
    ...{ exportId: newId(at), subject, partyId, ...wanted, state: "queued", requestedAt: at, changedAt: at },
    ...{ recordsRead: 0, rowsWritten: 0, reached: wanted.query.from, bytes: 0 },
    ...{ step: 0, attempts: 0, attemptsOfStep: 0, parts: [], version: 1 },
  });
}

/** How many of the newest exports of a person are not finished: of twice as many as there may be. */
async function unfinishedOf({ own }: Pick<ExportsPorts, "own">, owner: ExportOwner): Promise<number> {
  const { items } = await own.exportsOf(owner, { limit: 2 * exportRules.mostUnfinished });
  return items.filter(({ state }) => state === "queued" || state === "running").length;
}
