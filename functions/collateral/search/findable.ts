import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { PositionName } from "../register/rows.ts";

/** A legal entity as it was named when something about it was registered. */
export interface FoundParty {
  readonly creditCode: string;
  readonly legalName: string;
}

const entryKinds = ["pledge", "freeze"] as const;
/** What is registered on a position. */
export const foundKinds = entryKinds;

/** What was registered on a position, when, and on whose. */
export interface FoundEntry {
  readonly kind: (typeof entryKinds)[number];
  /** Id of the pledge or the freeze. */
  readonly entryId: string;
  /** When it was registered here; the same whenever its rows are written again. */
  readonly at: Instant;
  readonly owner: FoundParty;
}

/** A registration, with everything by which a search has to find it from now on. */
export interface Findable extends FoundEntry {
  /** Positions on which it lies. */
  readonly positions: readonly PositionName[];
  /** Others than the owner by whose code and name it is found: the debtor of a pledge. */
  readonly others: readonly FoundParty[];
  /** Its numbers: of its registration, of its filing, of the court's case. */
  readonly numbers: readonly string[];
}

/**
 * By what a registered pledge is found. To be written with its registration, its filing, a new position and a new name of one of its parties;
 * `numbers` are further numbers, such as those of its places on positions.
 */
export function findableOfPledge(pledge: Pledge, numbers: readonly string[] = []): Findable {
  const { pledgeId, pledgor, debtor, parts, filing } = pledge;
  const registered = required(pledge.registered, `registration of ${pledgeId}`);
  return {
    ...{ kind: "pledge", entryId: pledgeId, at: registered.at, positions: parts },
    owner: namedOnly(pledgor),
    others: [namedOnly(debtor)],
    numbers: [registered.number, ...(filing ? [filing.number] : []), ...numbers],
  };
}

function namedOnly({ creditCode, legalName }: FoundParty): FoundParty {
  return { creditCode, legalName };
}
