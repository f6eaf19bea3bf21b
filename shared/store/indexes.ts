import { stripeOf } from "../kernel/ids.ts";
import type { Item } from "./client.ts";

/** Partitions per kind of due work. */
const dueStripes = 8;

/** Attributes that put a row into a list. */
export function listedAs(listing: string, listedAt: string): Item {
  return { listing: { S: listing }, listedAt: { S: listedAt } };
}

/** Attributes that put a row into a second list. */
export function alsoListedAs(secondListing: string, secondListedAt: string): Item {
  return { secondListing: { S: secondListing }, secondListedAt: { S: secondListedAt } };
}

/** Attributes that make a row due at an instant; `key` differs between rows and spreads them. */
export function dueAs(kind: string, key: string, dueAt: string): Item {
  return { dueStripe: { S: `${kind}#${stripeOf(key, dueStripes)}` }, dueAt: { S: dueAt } };
}

/** Every partition of one kind of due work. */
export function dueStripesOf(kind: string): readonly string[] {
  return Array.from({ length: dueStripes }, (_, stripe) => `${kind}#${stripe}`);
}
