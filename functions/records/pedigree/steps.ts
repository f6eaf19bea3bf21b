import type { Flow, MovedEntry } from "./flows.ts";

/** What a step of a pedigree is, in the words of the field. */
export const stepWords = [
  ...["cap", "reserve-addition", "reduction", "buy-back", "recovery", "auction", "unsold", "award", "sale", "default"],
  ...["plan", "allocation", "delivery", "return-to-cap", "enforcement", "expiry", "offset-retirement"],
  ...["surrender", "giving-back", "carry-over", "cancellation", "claw-back", "need", "asked", "held", "not-covered", "other"],
] as const;
/** See `stepWords`. */
export type StepWord = (typeof stepWords)[number];

/** The step that an entry is, by the kind of its cause; and what it is for units that ended with it, where that is another thing. */
const steps: Readonly<Record<string, StepWord | { readonly moved: StepWord; readonly ended: StepWord }>> = {
  cap: "cap",
  reserve: "reserve-addition",
  "government-reduction": "reduction",
  "buy-back": "buy-back",
  recovery: "recovery",
  announcement: "auction",
  // An auction that is cancelled gives its lot back; allowances are cancelled for good.
  cancellation: { moved: "unsold", ended: "cancellation" },
  unsold: "unsold",
  award: "award",
  "award-settled": { moved: "sale", ended: "offset-retirement" },
  "award-defaulted": { moved: "default", ended: "expiry" },
  "permit-expired": "expiry",
  "allocation-plan": "plan",
  "allocation-page": { moved: "allocation", ended: "return-to-cap" },
  "allocation-delivered": "delivery",
  "allocation-returned": "return-to-cap",
  enforcement: "enforcement",
  "enforcement-end": { moved: "enforcement", ended: "offset-retirement" },
  "allowance-plan-approved": "plan",
  "allowance-plan-drafted": "return-to-cap",
  "allowance-plan-withdrawn": "return-to-cap",
  "allowance-page": "allocation",
  "allowances-allocated": "allocation",
  "allowances-clawed-back": "claw-back",
  "allowances-carried-over": "carry-over",
  "allowances-expired": "expiry",
  surrender: "surrender",
  "surrender-order": "surrender",
  "surrender-reversal": "giving-back",
  need: "need",
  "need-withdrawal": "need",
};

/** What a flow of an entry is. Causes that are not known are `other`. */
export function stepOf({ cause }: Pick<MovedEntry, "cause">, { kind }: Pick<Flow, "kind">): StepWord {
  const step = Object.hasOwn(steps, cause.kind) ? steps[cause.kind] : undefined;
  if (step === undefined) return "other";
  return typeof step === "string" ? step : kind === "ended" ? step.ended : step.moved;
}
