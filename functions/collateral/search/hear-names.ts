import { commit } from "../../../shared/store/transaction.ts";
import type { Reactions } from "../../../shared/streams/functions.ts";
import type { CollateralOwnPorts } from "../ports.ts";
import type { searchFunctions } from "./deployment.ts";

/** What each fact about a member's name does: from then on, what it owns is found by that name too. Rewriting writes the same. */
export function reactionsOf({
  dynamo,
  own,
}: Pick<CollateralOwnPorts, "dynamo" | "own">): Reactions<(typeof searchFunctions)["collateral-names-on-fact"]["facts"]> {
  const named = async (creditCode: string, ...names: readonly string[]) => {
    await commit(
      dynamo,
      names.map((legalName) => own.foundName({ legalName, creditCode })),
    );
  };
  return {
    "party-admitted": ({ data: { creditCode, name } }) => named(creditCode, name),
    "party-renamed": ({ data: { creditCode, formerName, name } }) => named(creditCode, formerName, name),
  };
}
