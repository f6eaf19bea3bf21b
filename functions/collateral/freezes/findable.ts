import type { Findable } from "../search/findable.ts";
import type { Freeze } from "./rows.ts";

/** By what a freeze is found: the code and name of the owner, the asset, and the number of the court's case. */
export function findableOfFreeze(
  { freezeId, enteredAt, account, instrument, partyName, caseNumber }: Freeze,
  { creditCode }: { readonly creditCode: string },
): Findable {
  return {
    ...{ kind: "freeze", entryId: freezeId, at: enteredAt, positions: [{ account, instrument }] },
    owner: { creditCode, legalName: partyName },
    others: [],
    numbers: [caseNumber],
  };
}
