import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { assetKindOf } from "../asset-kinds.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { aboveLoanToValue, brokenRule, type PledgingCase } from "./pledging-rules.ts";
import { type OpenPosition, openPosition } from "./position.ts";
import type { Pledge } from "./rows.ts";

/** The first rule of pledging that a pledge breaks now; undefined if it keeps all. */
export async function pledgingFault(
  ports: Pick<CollateralPorts, "own" | "ledger">,
  pledge: Pledge,
  at: Instant,
): Promise<CollateralRefusal | undefined> {
  const cases = await pledgingCases(ports, pledge, at);
  return firstFault(
    cases.map(({ each }) => each),
    pledge,
  );
}

/** The first rule that some parts break, then the rules of the pledge as a whole. */
export function firstFault(
  cases: readonly PledgingCase[],
  pledge: Pick<Pledge, "amountCny" | "appraisedCny">,
): CollateralRefusal | undefined {
  for (const each of cases) {
    const broken = brokenRule(each);
    if (broken) return broken;
  }
  const kinds = cases.flatMap(({ part }) => assetKindOf(part.instrument) ?? []);
  return aboveLoanToValue(decimal(pledge.amountCny), decimal(pledge.appraisedCny), kinds);
}

/** The parts of a pledge with what the rules look at; parts of one position share what was read. */
export async function pledgingCases(
  ports: Pick<CollateralPorts, "own" | "ledger">,
  pledge: Pledge,
  at: Instant,
): Promise<{ readonly each: PledgingCase; readonly open: OpenPosition }[]> {
  const opened = new Map<string, Promise<OpenPosition>>();
  const owner = { partyId: pledge.pledgor.partyId, area: pledge.area };
  return Promise.all(
    pledge.parts.map(async ({ account, instrument, sliceId, quantity }) => {
      const name = `${account} ${instrument}`;
      const reading = opened.get(name) ?? openPosition(ports, { account, instrument }, owner);
      opened.set(name, reading);
      const open = await reading;
      const part = { account, instrument, ...(sliceId !== undefined && { sliceId }), quantity: decimal(quantity) };
      const { from, until, acceptedSeniors } = pledge;
      return { each: { part, open, from, until, acceptedSeniors, at }, open };
    }),
  );
}
