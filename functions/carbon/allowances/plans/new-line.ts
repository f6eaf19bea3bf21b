import { covers } from "../../../../shared/kernel/areas.ts";
import { zero } from "../../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../../shared/kernel/problem.ts";
import type { KeyEntity } from "../../register/store.ts";
import { entitlement } from "../figures.ts";
import type { allowanceLineProblems } from "../problems.ts";
import { type AllowanceLine, type AllowancePlan, allowanceIdOf } from "../rows.ts";
import { sources } from "../rules.ts";

/** An entity as the bureau enters it into a plan. */
export type WantedLine = Pick<AllowanceLine, "partyId" | "historic" | "outputs" | "documentNumber">;

/** The line of an entity that the register has in the market and year of a plan, with the figure of its method; version 1. */
export function newLine(
  plan: AllowancePlan,
  wanted: WantedLine,
  entity: KeyEntity | undefined,
): Outcome<AllowanceLine, RefusalOf<typeof allowanceLineProblems>> {
  const { planId, market, year, area: planArea } = plan;
  const { partyId, historic, outputs, documentNumber } = wanted;
  if (entity?.market !== market) return refuse({ code: "not-an-entity", partyId, market, year, source: sources.plan });
  const { partyName, creditCode, area, sector } = entity;
  if (!covers(planArea, area)) return refuse({ code: "entity-of-another-area", partyId, area, planArea, source: sources.plan });
  const figure = entitlement(plan, { sector, historic, outputs });
  if (!figure.ok) return figure;
  return accept({
    ...{ allocationId: allowanceIdOf({ planId, partyId }), planId, partyId, partyName, creditCode, area, sector },
    ...(historic && { historic }),
    ...(outputs && { outputs }),
    ...{ documentNumber, entrant: false, state: "drafted", figure: figure.value.tonnes, entitledTonnes: figure.value.issueTonnes },
    ...{ issuedTonnes: zero, addedTonnes: zero, carriedTonnes: zero, objections: 0, objectionOpen: false, version: 1 },
  });
}
