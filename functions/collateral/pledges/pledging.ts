import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { assetKindOf } from "../asset-kinds.ts";
import { failingOf, type Known, knownOf, refusalOf } from "../disclosure/exclusions.ts";
import type { PledgingPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { aboveLoanToValue, brokenRules, type PledgingCase } from "./pledging-rules.ts";
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
    const area = (await accountOwner(ports, account))?.area ?? pledge.area;
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

/** All rules that a pledge breaks: those of each of its parts, then of the pledge as a whole. None if it keeps all. */
export function pledgingFaults(
  { cases, known }: Pledging,
  { amountCny, appraisedCny }: Pick<Pledge, "amountCny" | "appraisedCny">,
): CollateralRefusal[] {
  const ofParts = cases.flatMap((each) => [...brokenRules(each), ...exclusionsOf(each, known)]);
  const kinds = cases.flatMap(({ part }) => assetKindOf(part.instrument) ?? []);
  const above = aboveLoanToValue(decimal(amountCny), decimal(appraisedCny), kinds);
  return [...ofParts, ...(above ? [above] : [])];
}

/** The first rule that a pledge breaks; undefined if it keeps all. */
export function pledgingFault(pledging: Pledging, pledge: Pick<Pledge, "amountCny" | "appraisedCny">): CollateralRefusal | undefined {
  return pledgingFaults(pledging, pledge)[0];
}

/** Why a position or its owner is excluded; nothing if it is not, or is of no kind that is pledged. */
function exclusionsOf({ part, open }: PledgingCase, known: Known): CollateralRefusal[] {
  const kind = assetKindOf(part.instrument);
  return kind ? failingOf(kind, open.position, known).map(refusalOf) : [];
}
