import type { Call } from "../../../shared/http/api-handler.ts";
import { areasWithin } from "../../../shared/kernel/areas.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CarbonPorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { type registerEndpoints, registerFacts } from "./contract.ts";
import { checkCorrection } from "./correction.ts";
import { candidateOf, coverageOf } from "./coverage.ts";
import type { EnergyUse } from "./store.ts";
import { type EnergyUseView, energyUseView } from "./views.ts";

/** Records the energy that an area used in a year, in a new version where one stands already. */
export function recordEnergyUse(ports: CarbonPorts, call: Call<typeof registerEndpoints.recordEnergyUse>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { year } = params;
  return runCommand<EnergyUseView, CarbonRefusal>(ports, call, async () => {
    const { correction, ...particulars } = body;
    const { area } = particulars;
    if (!scopeOf(caller).answersFor(area)) return refuse({ code: "not-found" });
    const version = checkCorrection((await own.energyUse({ year, area }))?.version, correction);
    if (!version.ok) return version;
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [area] });
    const row: EnergyUse = {
      ...{ ...particulars, year, ...(correction && { reason: correction.reason }) },
      ...{ recordedAt: envelope.occurredAt, version: version.value },
    };
    const { recordedAt, ...data } = energyUseView(row);
    return accept({
      response: energyUseView(row),
      writes: [own.energyUsePut(row), own.state(registerFacts.energyUseRecorded, { ...envelope, data })],
    });
  });
}

/** Shows how much of an area's energy is covered. */
export async function readCoverage({ own }: CarbonPorts, { caller, params, query }: Call<typeof registerEndpoints.readCoverage>) {
  const { year } = params;
  const area = scopeOf(caller).areaToList(query.area);
  if (area === undefined) return refuse({ code: "not-found" });
  const [entities, energyUse] = await Promise.all([own.allKeyEntities(year, areasWithin(area)), own.energyUse({ year, area })]);
  return accept({ response: coverageOf({ year, area }, entities, energyUse) });
}

/** Lists whom to bring in. */
export async function listCoverageCandidates(
  { own }: CarbonPorts,
  { caller, params, query }: Call<typeof registerEndpoints.listCoverageCandidates>,
) {
  const page = await pageInScope(scopeOf(caller), query, (area, asked) => own.candidatesIn(params.year, area, asked));
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(candidateOf) } }) : page;
}
