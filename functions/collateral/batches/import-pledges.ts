import type { Call } from "../../../shared/http/api-handler.ts";
import { pagesOf } from "../../../shared/imports/pages.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { sheetErrorView } from "../../../shared/sheets/sheet-errors.ts";
import type { Decision } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { Pledge, PledgeTerms } from "../pledges/rows.ts";
import type { PledgingPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { runTellingCommand, type Telling, type TellingPorts } from "../refusals/record-refusal.ts";
import { tellingOperations } from "../refusals/what-refusals-tell.ts";
import { checkRows } from "./check-rows.ts";
import { type batchesEndpoints, batchesFacts } from "./contract.ts";
import { mostErrors, rowsPerPage } from "./limits.ts";
import { readRows } from "./read-rows.ts";
import type { PledgeBatch } from "./store.ts";
import { batchView } from "./views.ts";

/**
 * Accepts a batch of pledges. It is checked whole: with one error, all are told at once and nothing is stored. Otherwise its pledges are drafted
 * page by page by the consumer of the fact. The same rows of a bank are one batch, whatever the key.
 */
export function importPledges(ports: PledgingPorts & TellingPorts, call: Call<typeof batchesEndpoints.importPledges>) {
  const { own, clock } = ports;
  const { caller, body } = call;
  const digest = body.file === undefined ? sha256(canonicalJson(body.rows)) : sha256(Buffer.from(body.file, "base64"));
  const batchId = sha256(`${caller.partyId}#${digest}`).slice(0, 32);
  let told: readonly Telling[] = [];
  const decide = async (): Promise<Outcome<Decision<ReturnType<typeof batchView>, CollateralRefusal>, CollateralRefusal>> => {
    told = [];
    if (await own.batch(batchId)) return refuse({ code: "batch-imported", batchId });
    const at = clock.now();
    const reading = await readRows(body);
    const { drafts, errors, told: toldOfRows } = await checkRows(ports, caller.partyId, reading, at);
    const refused = reading.errorCount + errors.length;
    if (refused > 0) {
      told = toldOfRows.map((each) => ({ ...each, reference: batchId }));
      const shown = [...reading.errors, ...errors].toSorted((one, other) => one.row - other.row).slice(0, mostErrors);
      return refuse({ code: "batch-has-errors", refused, cellErrors: shown.map(sheetErrorView) });
    }
    const { partyId: bankId, subject: importedBy } = caller;
    const row: PledgeBatch = {
      ...{ batchId, bankId, state: "drafting", rows: drafts.length, pages: 0, sha256: digest },
      ...{ importedAt: at, importedBy, version: 1 },
    };
    const bank = required(await ports.members.party(bankId), "party of the caller");
    const envelope = factEnvelopeOf(caller, at, { parties: [bankId], areas: [bank.area] });
    const data = { batchId, bankId, bankName: bank.name, rows: drafts.length };
    return accept({
      response: batchView(row),
      prepare: () => own.batchPagesPut(batchId, pagesOf(termsOf(batchId, drafts), rowsPerPage)),
      writes: [own.batchPut(row), own.state(batchesFacts.batchAccepted, { ...envelope, data })],
    });
  };
  return runTellingCommand(ports, call, decide, { operation: tellingOperations.importPledges, tellings: async () => told });
}

/** The drafts of a batch under ids that follow from the batch and the row: drafted twice, they are the same. */
function termsOf(batchId: string, drafts: readonly Pledge[]): PledgeTerms[] {
  return drafts.map(({ state: _state, changedAt: _at, version: _version, ...draft }, place) => ({
    ...draft,
    pledgeId: `${batchId}.${place + 1}`,
  }));
}
