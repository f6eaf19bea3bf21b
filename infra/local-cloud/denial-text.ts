import type { DeniedCall } from "./gateway/types.ts";

/** One line that says which right a function lacks: action, resource and keys. */
export function denialText({ functionName, action, resource, leadingKeys, reason }: DeniedCall): string {
  const keys = leadingKeys === "unknown" ? [leadingKeys] : (leadingKeys ?? []);
  const key = keys.length === 0 ? "" : `, key ${keys.join(" ")},`;
  return `${action} on ${resource}${key} is ${reason === "explicit-deny" ? "explicitly denied" : "not granted"} to ${functionName}`;
}
