import type { Call } from "../../../../shared/http/api-handler.ts";
import { problemDocument } from "../../../../shared/http/problems.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../../shared/kernel/problem.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import type { KeyEntity } from "../../register/store.ts";
import type { allowancesEndpoints } from "../contract.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import type { AllocationPorts } from "../ports.ts";
import { type AllowanceLineFault, type AllowancesRefusal, allowanceLineProblems } from "../problems.ts";
import type { AllowanceLine, AllowancePlan } from "../rows.ts";
import { sources } from "../rules.ts";
import { allowancePlanView } from "../views.ts";
import { newLine, type WantedLine } from "./new-line.ts";
import { allowancePlanOfBureau } from "./plan-of-bureau.ts";

type PutCall = Call<typeof allowancesEndpoints.putAllowanceLines>;
type LineRefusal = RefusalOf<typeof allowanceLineProblems>;

/** Puts entities into a drafted plan, all in one transaction or none: every one is checked, and all errors are listed. */
export function putAllowanceLines(ports: AllocationPorts, call: PutCall) {
  const { own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof allowancePlanView>, AllowancesRefusal>(ports, call, async () => {
    const found = allowancePlanOfBureau(await own.allowancePlan(params.planId), caller);
    if (!found.ok) return found;
    const plan = found.value;
    const state = next(allowancesLifecycles.allowancePlan, plan.state, "putAllowanceLines");
    if (!state.ok) return state;
    const partyIds = [...new Set(body.lines.map(({ partyId }) => partyId))];
    const [entities, known] = await Promise.all([own.keyEntitiesAt(plan.year, partyIds), own.allowanceLinesOf(plan.planId, partyIds)]);
    const { lines, faults } = checkedLines(plan, body.lines, entities, known);
    if (faults.length > 0) return refuse({ code: "allowance-lines-refused", refused: faults.length, faults });
    const changed = { ...plan, lines: plan.lines + lines.length - known.length, version: plan.version + 1 };
    return accept({
      response: allowancePlanView(changed),
      writes: [own.allowancePlanPut(changed), ...lines.map((line) => own.allowanceLinePut(line))],
    });
  });
}

/** The lines of a call, or everything that is wrong with them. */
function checkedLines(
  plan: AllowancePlan,
  wanted: readonly WantedLine[],
  entities: readonly KeyEntity[],
  known: readonly AllowanceLine[],
): { readonly lines: readonly AllowanceLine[]; readonly faults: readonly AllowanceLineFault[] } {
  const listed = new Map(entities.map((entity) => [entity.partyId, entity]));
  const before = new Map(known.map((line) => [line.partyId, line]));
  const seen = new Set<string>();
  const lines: AllowanceLine[] = [];
  const faults: AllowanceLineFault[] = [];
  for (const [position, each] of wanted.entries()) {
    const { partyId } = each;
    const wrong = (refusal: LineRefusal): void => void faults.push(faultOf(position, partyId, refusal));
    if (seen.has(partyId)) wrong({ code: "entity-twice", partyId, source: sources.plan });
    seen.add(partyId);
    const line = newLine(plan, each, listed.get(partyId));
    if (!line.ok) wrong(line.refusal);
    else lines.push({ ...line.value, version: (before.get(partyId)?.version ?? 0) + 1 });
  }
  return { lines, faults };
}

function faultOf(position: number, partyId: string, refusal: LineRefusal): AllowanceLineFault {
  const textIn = (language: "zh" | "en"): string => problemDocument(allowanceLineProblems, refusal, { language, instance: "" }).detail;
  const { code, source } = refusal;
  return { line: position + 1, pointer: `/body/lines/${position}`, partyId, code, source, zh: textIn("zh"), en: textIn("en") };
}
