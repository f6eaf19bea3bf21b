import type { Call } from "../../../../shared/http/api-handler.ts";
import { plain, zero } from "../../../../shared/kernel/decimal.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../../shared/members/scope.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import { allowancesLifecycles, differenceGuards } from "../lifecycles.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import { heldByVintage } from "./compare.ts";
import type { AllowanceStatement } from "./rows.ts";
import { statementStated, statementView } from "./views.ts";

/** Closes a difference: `applied` compares anew, and is refused while they still differ; `dismissed` leaves them different for a reason. */
export function decideStatementDifference(ports: AllocationPorts, call: Call<typeof allowancesEndpoints.decideStatementDifference>) {
  const { own, clock, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof statementView>, AllowancesRefusal>(ports, call, async () => {
    const statement = await own.allowanceStatement(params.statementId);
    const line = statement?.lines.find(({ vintage }) => vintage === params.vintage);
    if (!statement || !line || !scopeOf(caller).answersFor(statement.area)) return refuse({ code: "not-found" });
    const { applied, reason } = body;
    const guard = applied ? differenceGuards.applied : differenceGuards.dismissed;
    const state = next(allowancesLifecycles.statementLine, line.state, "decideStatementDifference", guard);
    if (!state.ok) return state;
    const ledgerTonnes = (await heldByVintage(ledger, statement.partyId, statement.market)).get(line.vintage) ?? zero;
    if (applied && !ledgerTonnes.eq(line.statedTonnes)) {
      const { vintage, statedTonnes } = line;
      return refuse({ code: "statement-still-differs", vintage, statedTonnes: plain(statedTonnes), ledgerTonnes: plain(ledgerTonnes) });
    }
    const closed = { ...line, ledgerTonnes, state: state.value, reason };
    const decided: AllowanceStatement = {
      ...statement,
      lines: statement.lines.map((each) => (each.vintage === line.vintage ? closed : each)),
      openDifferences: statement.openDifferences - 1,
      version: statement.version + 1,
    };
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [statement.partyId], areas: [statement.area] });
    const data = { ...statementStated(decided), vintage: line.vintage, outcome: state.value, reason };
    return accept({
      response: statementView(decided),
      writes: [own.allowanceStatementPut(decided), own.state(allowancesFacts.statementDifferenceDecided, { ...envelope, data })],
    });
  });
}
