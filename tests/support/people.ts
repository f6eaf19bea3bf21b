import { randomUUID } from "node:crypto";
import { sha256 } from "../../shared/kernel/ids.ts";

/** A letter of authority that is valid from 2026 on, whatever a test's clock says. */
export function aLetter(given: { readonly from?: string; readonly until?: string } = {}) {
  return { sha256: sha256(randomUUID()), from: "2026-01-01", until: "2039-12-31", ...given };
}

/** The body of an invitation. */
export function anInvitation(subject: string, given: object = {}) {
  return { subject, personName: "李明", function: "clerk", letter: aLetter(), ...given };
}
