import type { ResultObjection } from "./rows.ts";

/** An objection as it is read. */
export function resultObjectionView({ version: _version, ...objection }: ResultObjection) {
  return objection;
}
