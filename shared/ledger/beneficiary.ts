import type { StripedHouse } from "./account.ts";
import type { Hold } from "./rows.ts";

const house: Record<StripedHouse, true> = { issue: true, treasury: true, exchange: true, retired: true, bank: true, suspense: true };

/** The member that benefits from a hold; undefined for a house account, which is not notified. Accepts `party:<id>` and a bare id. */
export function beneficiaryMember({ beneficiary }: Pick<Hold, "beneficiary">): string | undefined {
  if (beneficiary === undefined) return undefined;
  const [kind = "", id] = beneficiary.split(":");
  if (kind === "party") return id;
  return id === undefined && !Object.hasOwn(house, kind) ? kind : undefined;
}
