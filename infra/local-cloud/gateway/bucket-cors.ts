import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** From which pages requests to a bucket may be sent, and which. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Names of headers that a page may send, `*` for all. */
  readonly headers: readonly string[];
  /** Names of headers that a page may read. */
  readonly exposed: readonly string[];
  readonly maxAge: number | undefined;
}

/** Headers by which a browser lets a page have the answer; undefined where no rule allows it, or no page asks. */
export function corsHeaders(rules: readonly CorsRule[], method: string, headers: IncomingHttpHeaders): OutgoingHttpHeaders | undefined {
  const { origin, "access-control-request-method": wanted, "access-control-request-headers": sent = "" } = headers;
  if (origin === undefined) return undefined;
  const names = sent
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const rule = rules.find(
    (each) =>
      each.origins.includes(origin) &&
      each.methods.includes(wanted ?? method) &&
      names.every((name) => each.headers.some((allowed) => allowed === "*" || allowed.toLowerCase() === name)),
  );
  if (!rule) return undefined;
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": rule.methods.join(", "),
    "access-control-allow-credentials": "true",
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    ...(names.length > 0 && { "access-control-allow-headers": names.join(", ") }),
    ...(rule.exposed.length > 0 && { "access-control-expose-headers": rule.exposed.join(", ") }),
    ...(rule.maxAge !== undefined && { "access-control-max-age": String(rule.maxAge) }),
  };
}
