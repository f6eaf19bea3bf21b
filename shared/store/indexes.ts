import { stripeOf } from "../kernel/ids.ts";
import type { Item } from "./client.ts";

/** Lists in an order of their own, such as by area, newest first: rows name their list and their place in it. */
export const listingIndex = { name: "byListing", partition: "listing", sort: "listedAt", projection: "ALL" } as const;
/** What comes due, by kind: jobs find their work here. It lags, so a job reads the row itself before it acts. */
export const dueIndex = { name: "byDue", partition: "dueStripe", sort: "dueAt", projection: "KEYS_ONLY" } as const;

/** Partitions that a kind of due work is spread over. */
const dueStripes = 8;

/** Attributes that put a row into a list. */
export function listedAs(listing: string, listedAt: string): Item {
  return { listing: { S: listing }, listedAt: { S: listedAt } };
}

/** Attributes that make a row due at an instant; `key` differs between rows and spreads them. */
export function dueAs(kind: string, key: string, dueAt: string): Item {
  return { dueStripe: { S: `${kind}#${stripeOf(key, dueStripes)}` }, dueAt: { S: dueAt } };
}

/** Every partition of what is due of one kind. */
export function dueStripesOf(kind: string): readonly string[] {
  return Array.from({ length: dueStripes }, (_, stripe) => `${kind}#${stripe}`);
}
