import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { assetKindOf } from "../asset-kinds.ts";
import { failingOf, type Known, knownOf, refusalOf } from "../disclosure/exclusions.ts";
import type { PledgingPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { aboveLoanToValue, brokenAskedRule, brokenFirmRule, type PledgingCase } from "./pledging-rules.ts";
import { accountOwner, type OpenPosition, openPosition } from "./position.ts";
import type { Pledge } from "./rows.ts";

/** The parts of a pledge with what the rules look at, and what is known of their owner. */
export interface Pledging {
  readonly cases: readonly PledgingCase[];
  readonly known: Known;
}

/** Positions that were opened, by `<account> <instrument>`. */
export type OpenedPositions = Map<string, Promise<OpenPosition>>;

/** Reads what the rules of pledging look at; parts of one position share what was read, and so do pledges that are checked together. */
export async function pledgingOf(
  ports: PledgingPorts,
  pledge: Pledge,
  at: Instant,
  opened: OpenedPositions = new Map(),
): Promise<Pledging> {
  const { partyId } = pledge.pledgor;
  const openOf = async (account: string, instrument: string) => {
    // Each account has an area of its own, by whose prices and authorities what lies on it goes.
    const { area } = required(await accountOwner(ports, account), `owner of ${account}`);
    return openPosition(ports, { account, instrument }, { partyId, area });
  };
  const cases = await Promise.all(
    pledge.parts.map(async ({ account, instrument, sliceId, quantity }) => {
      const name = `${account} ${instrument}`;
      const reading = opened.get(name) ?? openOf(account, instrument);
      opened.set(name, reading);
      const part = { account, instrument, ...(sliceId !== undefined && { sliceId }), quantity: decimal(quantity) };
      const { from, until, acceptedSeniors } = pledge;
      return { part, open: await reading, from, until, acceptedSeniors, at };
    }),
  );
  const party = required(await ports.members.party(partyId), `pledgor ${partyId}`);
  const examined = cases.flatMap(({ part, open: { position } }) => {
    const kind = assetKindOf(part.instrument);
    return kind ? [{ kind, position }] : [];
  });
  return { cases, known: await knownOf(ports, examined, party, at) };
}

/**
 * The first rule that a pledge breaks: what is asked for of each of its parts and as a whole, and only then what the firm has. Undefined if it
 * keeps all. The parts and the appraisal of the pledge are all it has, also where only some are pledged now.
 */
export function pledgingFault(
  { cases, known }: Pledging,
  { amountCny, appraisedCny, parts }: Pick<Pledge, "amountCny" | "appraisedCny" | "parts">,
): CollateralRefusal | undefined {
  for (const each of cases) {
    const broken = brokenAskedRule(each);
    if (broken) return broken;
  }
  const kinds = parts.flatMap(({ instrument }) => assetKindOf(instrument) ?? []);
  const above = aboveLoanToValue(decimal(amountCny), decimal(appraisedCny), kinds);
  if (above) return above;
  for (const each of cases) {
    const broken = brokenFirmRule(each) ?? exclusionOf(each, known);
    if (broken) return broken;
  }
  return undefined;
}

/** Why a position or its owner is excluded; undefined if it is not. */
function exclusionOf({ part, open }: PledgingCase, known: Known): CollateralRefusal | undefined {
  const [failing] = failingOf(required(assetKindOf(part.instrument), `kind of ${part.instrument}`), open.position, known);
  return failing && refusalOf(failing);
}
