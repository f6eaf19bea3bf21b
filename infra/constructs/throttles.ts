import type { ApiRoute } from "../../shared/deployment/derive.ts";

/** Limits of one route: requests a second on average, and at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * Limits by what a route is for, for all callers together. Each route has its own, so that what is called much (or by a crawler) answers 429 before it takes the
 * capacity that other routes need. They are far above what a city's market asks for.
 */
export const throttles = {
  /** Bidding and withdrawing: most of it comes in the last minutes before the close of an auction, and a bid refused then is lost. */
  bidding: { rateLimit: 500, burstLimit: 1_000 },
  /** Open to everybody, so to crawlers as well. */
  open: { rateLimit: 200, burstLimit: 400 },
  read: { rateLimit: 200, burstLimit: 400 },
  /** Every write is a transaction with conditions: more of them at once would mostly wait for each other. */
  write: { rateLimit: 100, burstLimit: 200 },
} as const satisfies Readonly<Record<string, Throttle>>;

/** Limits of a route of a function; confidential calls are those of bidding. */
export function throttleOf({ method, open }: Pick<ApiRoute, "method" | "open">, confidentialCalls: boolean): Throttle {
  if (confidentialCalls) return throttles.bidding;
  if (open) return throttles.open;
  return method === "GET" ? throttles.read : throttles.write;
}
