import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accountOwner } from "../../../shared/members/account-owner.ts";
import { assetKindOf } from "../asset-kinds.ts";
import { failingOf, type Known, knownOf, refusalOf } from "../disclosure/exclusions.ts";
import type { PledgingPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { aboveLoanToValue, brokenAskedRules, brokenFirmRule, type PledgingCase } from "./pledging-rules.ts";
import { type OpenPosition, openPosition } from "./position.ts";
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
    const { area } = required(await accountOwner(ports.members, account), `owner of ${account}`);
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

/** What the rules look at in a pledge as a whole. Its parts and its appraisal are all it has, also where only some are pledged now. */
type Whole = Pick<Pledge, "amountCny" | "appraisedCny" | "parts">;

/** All rules about what is asked for that a pledge breaks: those of each of its parts, then of the pledge as a whole. They tell nothing of the firm. */
export function askedFaults({ cases }: Pick<Pledging, "cases">, { amountCny, appraisedCny, parts }: Whole): readonly CollateralRefusal[] {
  const kinds = parts.flatMap(({ instrument }) => assetKindOf(instrument) ?? []);
  const above = aboveLoanToValue(decimal(amountCny), decimal(appraisedCny), kinds);
  return [...cases.flatMap(brokenAskedRules), ...(above ? [above] : [])];
}

/** The first rule about what the firm has that a pledge breaks, which keeps all others; undefined if it keeps these as well. */
export function firmFault({ cases, known }: Pledging): CollateralRefusal | undefined {
  for (const each of cases) {
    const broken = brokenFirmRule(each) ?? exclusionOf(each, known);
    if (broken) return broken;
  }
  return undefined;
}

/** The first rule that a pledge breaks: of what is asked for, and only then of what the firm has. Undefined if it keeps all. */
export function pledgingFault(pledging: Pledging, pledge: Whole): CollateralRefusal | undefined {
  const [asked] = askedFaults(pledging, pledge);
  return asked ?? firmFault(pledging);
}

/** Why a position or its owner is excluded; undefined if it is not. */
function exclusionOf({ part, open }: PledgingCase, known: Known): CollateralRefusal | undefined {
  const [failing] = failingOf(required(assetKindOf(part.instrument), `kind of ${part.instrument}`), open.position, known);
  return failing && refusalOf(failing);
}
