import type { Call } from "../../../shared/http/api-handler.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Item } from "../../../shared/store/client.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { complianceEndpoints } from "../contract.ts";
import type { CompliancePorts } from "../ports.ts";
import type { ComplianceRefusal } from "../problems.ts";
import { factsOfSubject } from "./facts-of-subject.ts";
import { type Inputs, inOrderOfFacts } from "./input.ts";
import { type Derived, obligationOf } from "./obligation-of.ts";
import { inputsOf, recalculate } from "./recalculate.ts";
import { inputRow, type NewInput, obligationItem, rowOf } from "./store.ts";
import { type ObligationName, obligationNamed } from "./subject.ts";
import { obligationView } from "./views.ts";

/** An obligation computed from facts, and what of them had not been heard. */
export interface Rebuilt {
  readonly derived: Derived | undefined;
  readonly facts: number;
  readonly missing: readonly NewInput[];
}

/**
 * Computes an obligation from the facts themselves. What was heard and is not recorded yet, because records lag, counts too; what is recorded
 * and was not heard is missing.
 */
export async function rebuilt(ports: CompliancePorts, name: ObligationName, partyId: string): Promise<Rebuilt> {
  const stated = await factsOfSubject(ports, name.subject, partyId);
  const known = await inputsOf(ports.own, name);
  const rows = new Set(known.inputs.map((input) => canonicalJson(input)));
  const missing = stated.filter(({ input }) => !rows.has(canonicalJson(input)));
  const inputs: Inputs = { ...known, inputs: [...known.inputs, ...missing.map(({ input }) => input)].sort(inOrderOfFacts) };
  const derived = obligationOf(name, inputs, ports.clock.now());
  return { derived, facts: new Set(inputs.inputs.map(({ factId }) => factId)).size, missing };
}

/** Computes an obligation again, says whether it was the same, and corrects it. */
export function rebuildObligation(ports: CompliancePorts, call: Call<typeof complianceEndpoints.rebuildObligation>) {
  const { own, members } = ports;
  const { obligationId } = call.params;
  const name = obligationNamed(obligationId);
  return runCommand<RebuiltView, ComplianceRefusal>(ports, call, async () => {
    const before = await own.obligation(obligationId);
    const partyId = before?.partyId ?? (name && (await partyOf(members, name)));
    if (!name || partyId === undefined) return refuse({ code: "not-found" });
    const { derived, facts, missing } = await rebuilt(ports, name, partyId);
    const equal = bytesOf(before && obligationItem(before)) === bytesOf(derived && obligationItem(rowOf(derived, before?.version ?? 1)));
    if (missing.length > 0) await own.inputsPut(missing.map(inputRow));
    if (!equal || missing.length > 0) await recalculate(ports, name);
    const now = await own.obligation(obligationId);
    const response = {
      ...{ obligationId, facts, missing: [...new Set(missing.map(({ input }) => input.factId))], equal },
      obligation: now ? obligationView(now) : null,
    };
    return accept({ response, writes: [] });
  });
}
interface RebuiltView {
  readonly obligationId: string;
  readonly facts: number;
  readonly missing: string[];
  readonly equal: boolean;
  readonly obligation: ReturnType<typeof obligationView> | null;
}

async function partyOf(members: CompliancePorts["members"], { subject }: ObligationName): Promise<string | undefined> {
  return subject.kind === "carbon" ? subject.partyId : (await members.holder(subject.siteId))?.partyId;
}

/** The bytes of a row without its version. */
export function bytesOf(item: Item | undefined): string {
  if (!item) return "";
  const { version: _version, ...rest } = item;
  return canonicalJson(rest);
}
