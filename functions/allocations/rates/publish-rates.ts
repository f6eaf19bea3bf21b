import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { RateTable } from "../rows.ts";
import { sources } from "../rules.ts";
import { rateTableView } from "../views.ts";

/** Publishes the next version of a table of rates. The area that publishes its first version publishes all of them. */
export function publishRateTable(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.publishRateTable>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof rateTableView>, AllocationsRefusal>(ports, call, async () => {
    const before = await own.newestRates(params.rateTableId);
    const area = before?.area ?? caller.area;
    if (!scopeOf(caller).answersFor(area)) return refuse({ code: "rates-of-another-area", area: caller.area, ratesArea: area });
    const pollutants = body.rates.map(({ pollutant }) => pollutant);
    const twice = pollutants.find((pollutant, place) => pollutants.indexOf(pollutant) < place);
    if (twice !== undefined) return refuse({ code: "pollutant-twice", pollutant: twice, source: sources.rates });
    const at = clock.now();
    const rates: RateTable = { ...params, ...body, area, version: (before?.version ?? 0) + 1, publishedAt: at };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [area] });
    const { publishedAt, ...data } = rateTableView(rates);
    return accept({
      response: rateTableView(rates),
      writes: [...own.ratesPuts(rates), own.state(allocationsFacts.rateTablePublished, { ...envelope, data })],
    });
  });
}
