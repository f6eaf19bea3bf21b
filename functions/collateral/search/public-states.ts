import type { Pledge } from "../pledges/rows.ts";

/** States of registrations as the register discloses them. */
export const registrationStates = ["live", "lapsed", "released", "cancelled", "enforced", "expired", "revoked"] as const;
/** One of them. */
export type RegistrationState = (typeof registrationStates)[number];

/**
 * What the state of a pledge discloses; undefined for one that never stood in the register. That a loan is paid out, repaid or called is the
 * bank's and its debtor's business: such a registration is live.
 */
const disclosed: Readonly<Record<Pledge["state"], RegistrationState | undefined>> = {
  drafted: undefined,
  confirmed: undefined,
  refused: undefined,
  "not-registered": undefined,
  registered: "live",
  filed: "live",
  disbursed: "live",
  repaid: "live",
  enforcing: "live",
  lapsed: "lapsed",
  cancelled: "cancelled",
  enforced: "enforced",
  expired: "expired",
  revoked: "revoked",
};

/** How a pledge stands on an asset: `released` if it lives on, though not there. */
export function registrationState({ state }: Pick<Pledge, "state">, lies: boolean): RegistrationState {
  const found = disclosed[state] ?? "live";
  return !lies && (found === "live" || found === "lapsed") ? "released" : found;
}

/** States of freezes as the register discloses them. */
export const freezeStates = ["in-force", "waiting", "lifted", "ended"] as const;
