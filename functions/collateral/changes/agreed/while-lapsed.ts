import type { WrongState } from "../../../../shared/kernel/lifecycle.ts";
import type { Pledge } from "../../pledges/rows.ts";
import type { ChangeKind } from "./kinds.ts";

/** Changes that are possible after the term of a registration: who is secured and paid first. Its terms are those it lapsed with. */
const whileLapsed: readonly ChangeKind[] = ["assignment", "subordination"];

/** The refusal of a change that is not possible after the term of the registration. */
export function lapsedFault(
  { state }: Pick<Pledge, "state">,
  kind: ChangeKind,
  event: "proposePledgeChange" | "agreePledgeChange",
): WrongState | undefined {
  if (state !== "lapsed" || whileLapsed.includes(kind)) return undefined;
  return { code: "wrong-state", lifecycle: "pledge", state, event, possibleIn: ["registered", "filed", "disbursed"] };
}
