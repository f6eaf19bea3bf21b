import type { Caller } from "./caller.ts";
import type { GatewayContext } from "./context.ts";
import type { Denial, Grant, NeededRight } from "./policy.ts";

/** A right that is missing, and why. */
export interface MissingRight {
  readonly right: NeededRight;
  readonly denial: Denial;
}

/** The first of a request's rights that is missing; undefined when the request is allowed. Both are recorded. */
export function authorize({ rights: log }: GatewayContext, caller: Caller, rights: readonly NeededRight[]): MissingRight | undefined {
  if (!caller.policy) return undefined;
  const used = new Set<Grant>();
  for (const right of rights) {
    const decision = caller.policy.decide(right);
    if ("denial" in decision) {
      log.deny(caller, right, decision.denial);
      return { right, denial: decision.denial };
    }
    for (const grant of decision.grants) used.add(grant);
  }
  log.use(caller, used);
  return undefined;
}

/** Whether a caller has a right that only changes the answer. Its use is recorded, its absence is not: the caller did not ask for it. */
export function mayAlso({ rights: log }: GatewayContext, caller: Caller, right: NeededRight): boolean {
  const decision = caller.policy?.decide(right);
  if (!decision) return true;
  if ("denial" in decision) return false;
  log.use(caller, new Set(decision.grants));
  return true;
}

/** The message of `AccessDenied`, as AWS words it. */
export function deniedMessage(caller: Caller, { right, denial }: MissingRight, quoted = false): string {
  const resource = quoted ? `"${right.resource}"` : right.resource;
  const reason =
    denial === "explicit-deny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${right.action} action`;
  return `User: ${caller.principalArn} is not authorized to perform: ${right.action} on resource: ${resource} ${reason}`;
}
