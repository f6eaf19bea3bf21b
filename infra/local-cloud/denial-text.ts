import type { DeniedCall } from "./gateway/types.ts";

/**
 * One line that says which right a function lacks: action, resource and the kind of each key. Grants are by kinds; the rest of a key may name
 * a person, and logs should not.
 */
export function denialText({ functionName, action, resource, leadingKeys, reason }: DeniedCall): string {
  const keys = leadingKeys === "unknown" ? [leadingKeys] : [...new Set((leadingKeys ?? []).map(kindOf))];
  const key = keys.length === 0 ? "" : `, key ${keys.join(" ")},`;
  return `${action} on ${resource}${key} is ${reason === "explicit-deny" ? "explicitly denied" : "not granted"} to ${functionName}`;
}

/** What stands before the first separator of a key, with the separator. */
function kindOf(key: string): string {
  return /^[\w.-]*[^\w.-]/.exec(key)?.[0].concat("…") ?? "…";
}
