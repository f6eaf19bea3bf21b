import { invariant } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { pageOfAreas } from "../../../shared/store/pages-in-turn.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { type ComparisonStep, licencesFacts } from "../contract.ts";
import { licencesLifecycles } from "../lifecycles.ts";
import type { ComparingPorts } from "../ports.ts";
import type { LicenceImport } from "../rows.ts";
import type { Found } from "./compare.ts";
import { differencesGone, differencesShown, isOf } from "./differences.ts";
import type { EiaLine, LicenceLine } from "./read-licence-file.ts";
import { approvalsCompared, licencesCompared, licencesOfArea } from "./registered-here.ts";

/** Rows of a list that one step looks at. */
const rowsPerStep = 100;
const licencesAtOnce = 8;

/**
 * Compares the next part of an accepted file and asks for the step after it: page by page its lines, then the sites that it lacks, then the
 * open differences that it does not show any more. A step may run again, or beside another: only one of them counts.
 */
export async function compareStep(ports: ComparingPorts, { importId, version }: ComparisonStep): Promise<void> {
  const file = await ports.own.import(importId);
  if (file?.state !== "accepted") return;
  if (file.version !== version) return ports.comparisons.send([{ importId, version: file.version }]);
  const { shows, next } = await step(ports, file);
  const after: LicenceImport = { ...file, ...next, differences: file.differences + shows, version: version + 1 };
  const done = after.phase === "done";
  const compared: LicenceImport = done
    ? { ...after, state: stateAfter(licencesLifecycles.fileImport, file.state, "compare"), comparedAt: ports.clock.now() }
    : after;
  const result = await commit(ports.dynamo, [ports.own.importPut(compared), ...(done ? [comparedFact(ports, compared)] : [])]);
  if (result.kind === "committed" && !done) await ports.comparisons.send([{ importId, version: after.version }]);
}

interface Done {
  /** How many differences the step found. */
  readonly shows: number;
  readonly next: Pick<LicenceImport, "phase" | "position">;
}

function step(ports: ComparingPorts, file: LicenceImport): Promise<Done> {
  invariant(file.phase !== "done", "an accepted file has a step left");
  if (file.phase === "lines") return compareLines(ports, file);
  return file.phase === "sites" ? findMissing(ports, file) : closeGone(ports, file);
}

async function compareLines(ports: ComparingPorts, file: LicenceImport): Promise<Done> {
  const page = Number(file.position || "0");
  const lines = await ports.own.linesOf(file.importId, page);
  if (!lines) return { shows: 0, next: { phase: file.kind === "licences" ? "sites" : "gone", position: "" } };
  if (file.kind === "licences") await keepLicensed(ports, file, lines as readonly LicenceLine[]);
  const found =
    file.kind === "licences"
      ? await licencesCompared(ports, file.area, lines as readonly LicenceLine[])
      : await approvalsCompared(ports, file.area, lines as readonly EiaLine[]);
  await differencesShown(ports, file, found);
  return { shows: found.length, next: { phase: "lines", position: String(page + 1) } };
}

/**
 * Keeps what the licences of a page allow, unless a later file said so first: plans of allocations are compared with it. What a file says of
 * licences of other areas' sites is not kept: it is not its bureau's to say. Nor is it of licences that are not registered yet, since nobody
 * knows in which area their sites will be; a later import keeps them. A line without amounts says nothing of what its licence allows.
 */
async function keepLicensed(ports: ComparingPorts, { area, importedAt }: LicenceImport, lines: readonly LicenceLine[]): Promise<void> {
  const { own, dynamo } = ports;
  const registered = await licencesOfArea(ports, area, lines);
  const kept = lines.filter(({ licenceNumber, amounts }) => amounts.length > 0 && registered.has(licenceNumber));
  await eachAtOnce(kept, licencesAtOnce, async ({ licenceNumber, amounts }) => {
    await commit(dynamo, [own.licensedPut({ licenceNumber, amounts, importedAt })]);
  });
}

/** Sites of the file's area whose licence the file lacks. */
async function findMissing(ports: ComparingPorts, file: LicenceImport): Promise<Done> {
  const numbers = new Set(await ports.own.numbersOf(file.importId));
  const request = { limit: rowsPerStep, ...(file.position && { cursor: file.position }) };
  const { items, nextCursor } = await pageOfAreas(file.area, request, (area, of) => ports.members.sitesIn(area, of));
  const missing = items.filter(({ state, licenceNumber }) => state !== "licence-lost" && !numbers.has(licenceNumber));
  const found = missing.map(
    ({ licenceNumber, siteId, partyId, name }): Found => ({
      ...{ what: "licence-missing", subject: licenceNumber, siteId, partyId },
      ...{ theirs: "", ours: name, line: 0 },
    }),
  );
  await differencesShown(ports, file, found);
  return { shows: found.length, next: nextCursor ? { phase: "sites", position: nextCursor } : { phase: "gone", position: "" } };
}

async function closeGone(ports: ComparingPorts, file: LicenceImport): Promise<Done> {
  const request = { limit: rowsPerStep, ...(file.position && { cursor: file.position }) };
  // The list lags: the rows themselves are read before one is closed.
  const { items, nextCursor } = await ports.own.differencesIn(file.area, "open", request);
  const others = items.filter((each) => each.kind === file.kind && !isOf(file, each));
  if (others.length > 0)
    await differencesGone(
      ports,
      file,
      others.map(({ differenceId }) => differenceId),
      ports.clock.now(),
    );
  return { shows: 0, next: nextCursor ? { phase: "gone", position: nextCursor } : { phase: "done", position: "" } };
}

function comparedFact({ own, clock }: ComparingPorts, { importId, kind, area, rows, differences, version }: LicenceImport) {
  const envelope = {
    ...factEnvelopeOf({ subject: "compare-licences" }, clock.now(), { parties: [], areas: [area] }),
    factId: `licence-file-compared.${importId}.${version}`,
  };
  return own.state(licencesFacts.licenceFileCompared, { ...envelope, data: { importId, kind, area, rows, differences } });
}
