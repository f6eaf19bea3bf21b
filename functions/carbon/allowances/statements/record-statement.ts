import { wholeTonnesText } from "../../../../shared/carbon/quantities.ts";
import type { Call } from "../../../../shared/http/api-handler.ts";
import { importErrorView } from "../../../../shared/imports/import-errors.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { Decimal } from "../../../../shared/kernel/decimal.ts";
import { message } from "../../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { pathYear } from "../../../../shared/kernel/schemas.ts";
import { scopeOf } from "../../../../shared/members/scope.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";

import { comparedLines, heldByVintage } from "./compare.ts";
import { mostStatementBytes, mostStatementLines } from "./limits.ts";
import { type AllowanceStatement, statementIdOf } from "./rows.ts";
import { statementStated, statementView } from "./views.ts";

type RecordCall = Call<typeof allowancesEndpoints.recordAllowanceStatement>;
type Balances = readonly { readonly line: number; readonly vintage: string; readonly tonnes: Decimal }[];

const columns = { vintage: pathYear, tonnes: wholeTonnesText } as const;
const shape = { columns, mostBytes: mostStatementBytes, mostLines: mostStatementLines };
const twice = message("同一年度出现两次", "the vintage stands twice");

/**
 * Records what a registry says that an entity holds on a day, and what differs from the ledger here: once a day, unless the bureau records it anew. With one
 * wrong line, nothing is recorded.
 */
export function recordAllowanceStatement(ports: AllocationPorts, call: RecordCall) {
  const { own, clock, ledger, members } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof statementView>, AllowancesRefusal>(ports, call, async () => {
    const partyId = body.partyId ?? caller.partyId;
    const party = await members.party(partyId);
    if (party?.type !== "enterprise" || !scopeOf(caller).sees({ partyId, areas: [party.area] })) return refuse({ code: "not-found" });
    const at = clock.now();
    const { market, registry, statedOn, documentNumber } = body;
    if (statedOn > dayOf(at)) return refuse({ code: "statement-in-future", statedOn, today: dayOf(at) });
    const balances = await balancesOf(body);
    if (!balances.ok) return balances;
    const statementId = statementIdOf({ partyId, market, statedOn });
    const before = await own.allowanceStatement(statementId);
    // A bureau's statement takes the place of an entity's, whose figures nobody has checked.
    if (before && caller.role !== "regulator") return refuse({ code: "statement-recorded", statementId });
    const stated = new Map(balances.value.map(({ vintage, tonnes }) => [vintage, tonnes]));
    const lines = comparedLines(stated, await heldByVintage(ledger, partyId, market));
    const { name: partyName, creditCode, area } = party;
    const row: AllowanceStatement = {
      ...{ statementId, partyId, partyName, creditCode, area, market, registry, statedOn, documentNumber, lines },
      ...{ openDifferences: lines.filter(({ state }) => state === "open").length, recordedAt: at, version: (before?.version ?? 0) + 1 },
    };
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    return accept({
      response: statementView(row),
      writes: [
        own.allowanceStatementPut(row),
        own.state(allowancesFacts.allowanceStatementRecorded, { ...envelope, data: statementStated(row) }),
      ],
    });
  });
}

/** The balances that were typed or are in the file, each vintage once; everything that is wrong with them at once. */
async function balancesOf({ balances, file }: RecordCall["body"]): Promise<Outcome<Balances, AllowancesRefusal>> {
  const { inOrder, readCsvFile, repetitions } = await import("../../../../shared/imports/csv-file.ts");
  const typed = balances?.map((each, position) => ({ ...each, line: position + 1 })) ?? [];
  const read = file === undefined ? { lines: typed, parts: typed, errors: [] } : readCsvFile(Buffer.from(file, "base64"), shape);
  const errors = inOrder([...read.errors, ...repetitions(read.parts, ({ vintage }) => vintage, "vintage", twice)]);
  if (errors.length === 0) return accept(read.lines);
  return refuse({ code: "statement-refused", errorCount: errors.length, lineErrors: errors.map(importErrorView) });
}
