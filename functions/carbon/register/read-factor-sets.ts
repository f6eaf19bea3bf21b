import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { CarbonPorts } from "../ports.ts";
import type { registerEndpoints } from "./contract.ts";
import { factorSetView, summaryView } from "./views.ts";

/** Reads a published set. */
export async function readFactorSet({ own }: CarbonPorts, { params, query }: Call<typeof registerEndpoints.readFactorSet>) {
  const { factorSetId } = params;
  const { version } = query;
  const [row, { sets }] = await Promise.all([
    version === undefined ? own.latestFactorSet(factorSetId) : own.factorSet({ factorSetId, version }),
    own.factorSetsInForce(),
  ]);
  if (!row) return refuse({ code: "not-found" });
  return accept({
    response: factorSetView(
      row,
      sets.some((each) => isSame(each, row)),
    ),
  });
}

/** Lists published sets. */
export async function listFactorSets({ own }: CarbonPorts, { query }: Call<typeof registerEndpoints.listFactorSets>) {
  const [{ items, ...rest }, { sets }] = await Promise.all([own.factorSets(query), own.factorSetsInForce()]);
  return accept({
    response: {
      items: items.map((row) =>
        summaryView(
          row,
          sets.some((each) => isSame(each, row)),
        ),
      ),
      ...rest,
    },
  });
}

interface Named {
  readonly factorSetId: string;
  readonly version: number;
}

function isSame(one: Named, other: Named): boolean {
  return one.factorSetId === other.factorSetId && one.version === other.version;
}
