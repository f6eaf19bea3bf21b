import { endFreezeTerms } from "../../functions/collateral/freezes/end-terms.ts";
import type { Freeze } from "../../functions/collateral/freezes/rows.ts";
import { quantityOf } from "../../functions/collateral/register/register.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import type { FurtherApi } from "../support/collateral-door.ts";
import { CollateralWorld, type FreezeAnswer, type Pledgor } from "../support/collateral-world.ts";
import { engineWithOwn } from "../support/engine.ts";
import type { Request } from "../support/front-door.ts";
import { documentSha256 } from "../support/pledge-terms.ts";
import { storedFacts } from "../support/stored-facts.ts";

type Body = Record<string, unknown>;

/** The registry of collateral with the desk of court freezes and the doors of other contexts, on tables of their own. */
export async function openCourtDesk(others: readonly FurtherApi[] = []) {
  const world = await CollateralWorld.open(engineWithOwn("Collateral", "Ledger", "Permits", "Carbon"), others);
  const { ports } = world;

  return {
    world,
    /** The renewal of a freeze by the bureau. */
    renewal: ({ freezeId }: Pick<Freeze, "freezeId">, months = 36): Request => ({
      ...{
        as: world.bureau,
        method: "POST",
        path: `/collateral/freezes/${freezeId}/renewals`,
        body: { documentNumber: "E07-3", documentSha256, months },
      },
    }),
    /** A freeze as the bureau reads it. */
    async freeze({ freezeId }: Pick<Freeze, "freezeId">): Promise<FreezeAnswer> {
      return (await world.read(world.bureau, `/collateral/freezes/${freezeId}`)) as unknown as FreezeAnswer;
    },
    queue: (as: string, { account, instrument }: Pick<Pledgor, "account" | "instrument">, sliceId: string): Request => ({
      ...{ as, method: "GET" },
      path: `/collateral/freeze-queues/${sliceId}?${new URLSearchParams({ account, instrument })}`,
    }),
    /** Moves the clock, and ends what is over by then. */
    async termsEnd(at: string): Promise<void> {
      world.clock.moveTo(at);
      await endFreezeTerms(ports);
    },
    /** Data of the facts of a type about a freeze or a pledge, in the order of their times. */
    async facts(schema: FactSchema, { freezeId, pledgeId }: { freezeId?: string; pledgeId?: string }): Promise<Body[]> {
      const facts = await storedFacts(
        world.engine,
        schema,
        ({ data }) => (freezeId === undefined ? (data as Body).pledgeId === pledgeId : (data as Body).freezeId === freezeId),
        "Collateral",
      );
      return facts.map(({ data, parties, areas, factId }) => ({ ...(data as Body), parties, areas, factId }));
    },
    /** What is wrong between a register, its holds and what is free; nothing as a rule. */
    async faults(of: Pick<Pledgor, "account" | "instrument">): Promise<string[]> {
      const [register, position] = await Promise.all([ports.own.register(of), ports.ledger.position(of.account, of.instrument)]);
      const slices = register?.slices ?? [];
      const holds = await ports.ledger.holdsAt([...new Set(slices.map(({ holdId }) => holdId))].map((holdId) => ({ ...of, holdId })));
      const faults = holds.flatMap((hold, place) => {
        const sharing = slices.filter(({ holdId }) => holdId === hold?.holdId);
        if (!hold || !quantityOf(sharing).eq(hold.remaining)) return [`hold ${place}`];
        return sharing.every(({ entries }) => (entries.length > 0 ? "pledge" : "freeze") === hold.purpose) ? [] : [`purpose of ${place}`];
      });
      if (position.available.lt(0)) faults.push("less than nothing is free");
      if (!quantityOf(slices).eq(position.held)) faults.push(`${plain(position.held)} held, ${plain(quantityOf(slices))} in slices`);
      return faults;
    },
  };
}
