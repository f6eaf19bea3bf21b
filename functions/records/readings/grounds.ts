import { required } from "../../../shared/kernel/invariant.ts";
import data from "./reading-grounds.json" with { type: "json" };

/** On what ground a role reads the data of others in records: the kind of ground, and the document that it rests on, as it is cited. */
export function readingGround(role: string): { readonly basis: string; readonly basisReference: string } {
  const { basis, document } = required(
    data.find(({ roles }) => roles.includes(role)),
    `ground on which ${role} reads`,
  );
  return { basis, basisReference: document };
}
