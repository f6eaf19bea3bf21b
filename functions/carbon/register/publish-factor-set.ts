import type { Call } from "../../../shared/http/api-handler.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CarbonPorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { type registerEndpoints, registerFacts } from "./contract.ts";
import { checkCorrection } from "./correction.ts";
import { afterPublishing, conflictOf, type InForce } from "./in-force.ts";
import { registerSources } from "./sources.ts";
import type { FactorSetRow } from "./store.ts";
import { type FactorSetView, factorSetStatedOf, factorSetView } from "./views.ts";

/**
 * Publishes a version of a set of factors, or of a factor of electricity. What is in force is one row that every publication changes, so two
 * sets for the same year and area never stand side by side, not even when they are published at the same time.
 */
export function publishFactorSet(ports: CarbonPorts, call: Call<typeof registerEndpoints.publishFactorSet>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { factorSetId } = params;
  return runCommand<FactorSetView, CarbonRefusal>(ports, call, async () => {
    const { correction, ...content } = body;
    const { area, factors } = content;
    if (!scopeOf(caller).answersFor(area)) return refuse({ code: "not-found" });
    const [before, inForce] = await Promise.all([own.latestFactorSet(factorSetId), own.factorSetsInForce()]);
    if (before && !scopeOf(caller).answersFor(before.area)) return refuse({ code: "not-found" });
    const version = checkCorrection(before?.version, correction);
    if (!version.ok) return version;
    const wanted: InForce = {
      ...{ factorSetId, version: version.value, kind: factors ? "set" : "grid-factor", area, grid: content.grid },
      ...{ fromYear: content.validFromYear, ...(content.validToYear && { toYear: content.validToYear }) },
    };
    const conflict = conflictOf(inForce.sets, wanted);
    if (conflict) return refuse({ code: "factor-sets-conflict", source: registerSources.factorSet, ...conflict });
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [area] });
    const row: FactorSetRow = {
      ...{ ...content, factorSetId, version: version.value, kinds: factors?.length ?? 0, publishedAt: envelope.occurredAt },
      ...(correction && { reason: correction.reason }),
      sha256: sha256(canonicalJson({ factorSetId, ...content })),
    };
    return accept({
      response: factorSetView(row, true),
      writes: [
        ...own.factorSetPuts(row),
        own.factorSetsInForcePut({ sets: afterPublishing(inForce.sets, wanted), version: inForce.version + 1 }),
        own.state(registerFacts.factorSetPublished, { ...envelope, data: factorSetStatedOf(row) }),
      ],
    });
  });
}
