import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import type { EntryEnvelope } from "../../../shared/ledger/entry.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { RegisterChange, Slice } from "../register/rows.ts";
import type { CollateralStore } from "../store.ts";
import { freezesFacts } from "./contract.ts";
import { freezeLifecycle } from "./lifecycles.ts";
import { aboutFreeze, freezeStatement, nextFreeze, nothingMoved } from "./statement.ts";

/**
 * The rows and facts of freezes whose turn begins with a change that ends or lifts another one. A freeze that was in force on other tonnes
 * already states its turn on these as well.
 */
export async function turnWrites(
  own: Pick<CollateralStore, "freezesAt" | "freezePut" | "state">,
  { slices, before, turns }: Pick<RegisterChange, "slices" | "turns"> & { readonly before: readonly Slice[] },
  envelope: Omit<EntryEnvelope, "cause">,
): Promise<WriteFragment<never>[]> {
  if (turns.length === 0) return [];
  const rows = new Map((await own.freezesAt(turns)).map((freeze) => [freeze.freezeId, freeze]));
  return turns.flatMap((freezeId) => {
    const freeze = required(rows.get(freezeId), `freeze ${freezeId} in its turn`);
    const state = freeze.state === "waiting" ? stateAfter(freezeLifecycle, freeze.state, "turn begins") : freeze.state;
    const after = nextFreeze(freeze, envelope.occurredAt, { state });
    const since = slices
      .flatMap(({ freezes: [first] }) => (first?.freezeId === freezeId ? (first.since ?? []) : []))
      .sort()
      .at(-1);
    const data = { ...freezeStatement(after, slices, { before, moved: nothingMoved }), since: required(since, `turn of ${freezeId}`) };
    // The last turn is the one that begins with this change.
    const factId = `${envelope.factId}.${freezeId}`;
    return [own.freezePut(after), own.state(freezesFacts.freezeTurned, { ...envelope, factId, ...aboutFreeze(after, slices), data })];
  });
}
