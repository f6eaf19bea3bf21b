import { type Decimal, decimal, least, zero } from "../../../shared/kernel/decimal.ts";
import type { Pledge } from "./rows.ts";

/** States in which nothing is secured any more. */
const over: readonly Pledge["state"][] = ["repaid", "cancelled", "refused", "not-registered", "enforced", "expired", "revoked"];

/**
 * What a pledge secures now, in CNY: the amount of the contract until money flows, then what was disbursed and is not repaid; never more than
 * the registered amount, which is all that others have to expect (Civil Code, articles 420 to 423).
 */
export function securedCny({
  state,
  amountCny,
  disbursedCny,
  repaidCny,
}: Pick<Pledge, "state" | "amountCny" | "disbursedCny" | "repaidCny">): Decimal {
  if (over.includes(state)) return zero;
  const amount = decimal(amountCny);
  if (disbursedCny === undefined) return amount;
  return least(amount, decimal(disbursedCny).minus(decimal(repaidCny)));
}
