import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { authorize, callerFinder } from "../../../shared/http/caller.ts";
import { plusSeconds } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { UploadBucket } from "../../../shared/store/uploads.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { RangePorts } from "../trades/authorized-range.ts";
import { mayStillRead } from "./allowed.ts";
import { type ExportStep, exportsEndpoints } from "./contract.ts";
import { exportsLifecycles } from "./lifecycles.ts";
import type { ExportsStore, RecordExport } from "./store.ts";
import type { ExportFailure } from "./words.ts";
import { type WritingPorts, writeRows } from "./write-rows.ts";

/** Dependencies of the job that writes exports. */
export interface ExportJobPorts extends RangePorts, WritingPorts {
  readonly dynamo: DynamoDBClient;
  readonly members: MemberReader;
  readonly own: ExportsStore;
  readonly uploads: UploadBucket;
  readonly steps: Queue<ExportStep>;
  /** Days after which the bucket removes what was stored. */
  readonly keptDays: number;
}

/** Attempts of one step after which a fault gives the export up. A queue delivers a message as often. */
const mostAttemptsOfStep = 5;
const lifecycle = exportsLifecycles.recordExport;

/**
 * Does the next step of an export: writes rows, or makes one file of what is written. A message says only which export and which step is meant;
 * everything else stands in its row. It may stop anywhere, run again, or beside another: whoever begins takes a number that nobody else has,
 * under which it stores what it writes, and only what the row names becomes part of the file.
 */
export async function takeStep(ports: ExportJobPorts, message: ExportStep): Promise<void> {
  const row = await ports.own.export(message, message.exportId);
  if (!row || isOver(row)) return;
  if (row.step !== message.step) {
    // Whoever did this step may have been killed before it sent the message of the next one.
    if (row.step === message.step + 1) await tellNext(ports, row);
    return;
  }
  const begun = await put(ports, {
    ...row,
    state: stateAfter(lifecycle, row.state, "writeRows"),
    attempts: row.attempts + 1,
    attemptsOfStep: row.attemptsOfStep + 1,
  });
  // Another one began meanwhile: it goes on.
  if (begun) await attempt(ports, begun);
}

/** One attempt of a step. */
async function attempt(ports: ExportJobPorts, row: RecordExport): Promise<void> {
  try {
    if (!(await isAllowed(ports, row))) return await giveUp(ports, row, "not-allowed");
    const after = isRead(row) ? await completed(ports, row) : await written(ports, row);
    if (after === "too-large") return await giveUp(ports, row, after);
    const done = await put(ports, { ...after, step: row.step + 1, attemptsOfStep: 0 });
    if (done && !isOver(done)) await tellNext(ports, done);
  } catch (error) {
    if (row.attemptsOfStep >= mostAttemptsOfStep) await giveUp(ports, row, "fault");
    throw error;
  }
}

/** Whether whoever asked may have the records now: a member that was suspended or moved meanwhile gets nothing. */
async function isAllowed(ports: ExportJobPorts, row: RecordExport): Promise<boolean> {
  const caller = await callerFinder(ports.members, ports.clock)(row.subject);
  if (caller.partyId !== row.partyId) return false;
  return authorize(caller, exportsEndpoints.requestExport, ports.clock.now()).ok && (await mayStillRead(ports, caller, row));
}

/** The export after some more rows; ready where its file was stored whole. */
async function written(ports: ExportJobPorts, row: RecordExport): Promise<RecordExport | "too-large"> {
  const after = await writeRows(ports, row);
  return after !== "too-large" && isRead(after) && after.upload === undefined ? ready(ports, after) : after;
}

/** The export after its parts are one file. */
async function completed(ports: ExportJobPorts, row: RecordExport): Promise<RecordExport> {
  await ports.uploads.complete(required(row.fileKey, "key of the file"), required(row.upload, "upload"), row.parts);
  return ready(ports, row);
}

/** Days count from the request: the store counts those of a file from the beginning of its upload, which is later. */
function ready({ clock, keptDays }: ExportJobPorts, row: RecordExport): RecordExport {
  const state = stateAfter(lifecycle, row.state, "finish");
  return { ...row, state, endedAt: clock.now(), expiresAt: plusSeconds(row.requestedAt, keptDays * 86_400) };
}

/** Ends an export without a file. What was uploaded is given up after that, and by the bucket's rule if that fails. */
async function giveUp(ports: ExportJobPorts, row: RecordExport, reason: ExportFailure): Promise<void> {
  const state = stateAfter(lifecycle, row.state, "giveUp");
  const failed = await put(ports, { ...row, state, reason, endedAt: ports.clock.now() });
  if (failed && row.upload !== undefined) await ports.uploads.abort(required(row.fileKey, "key of the file"), row.upload);
}

/** Puts the next version of an export; undefined if another change came first. */
async function put({ own, dynamo, clock }: ExportJobPorts, row: RecordExport): Promise<RecordExport | undefined> {
  const next = { ...row, changedAt: clock.now(), version: row.version + 1 };
  const { kind } = await commit(dynamo, [own.exportPut(next)]);
  return kind === "committed" ? next : undefined;
}

function tellNext({ steps }: ExportJobPorts, { partyId, subject, exportId, step }: RecordExport): Promise<void> {
  return steps.send([{ partyId, subject, exportId, step }]);
}

/** Whether the whole range is read. */
function isRead({ step, cursor, formatState }: RecordExport): boolean {
  return cursor === undefined && (step > 0 || formatState !== undefined);
}

function isOver({ state }: RecordExport): boolean {
  return state !== "queued" && state !== "running";
}
