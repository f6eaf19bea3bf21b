import type { CreditCodeFault } from "./credit-code.ts";

/** Why something about members and sites is refused; every code is a row of the problem table, `not-found` one of the common table. */
export type PartiesRefusal =
  | { readonly code: "not-found" }
  | { readonly code: "credit-code-invalid"; readonly creditCode: string; readonly fault: CreditCodeFault }
  | { readonly code: "credit-code-registered"; readonly creditCode: string }
  | { readonly code: "already-member" }
  | { readonly code: "operator-by-settings-only" }
  | { readonly code: "standing-refuses"; readonly standing: string }
  | { readonly code: "exclusion-exists"; readonly list: string }
  | { readonly code: "exclusion-unknown"; readonly list: string }
  | { readonly code: "licence-registered"; readonly licenceNumber: string }
  | { readonly code: "not-an-enterprise"; readonly partyId: string }
  | { readonly code: "associates-elsewhere"; readonly partyId: string };
