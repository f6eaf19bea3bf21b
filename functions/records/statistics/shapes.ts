import * as z from "zod";
import { decimalPattern } from "../../../shared/kernel/decimal.ts";

const decimalText = z.string().regex(decimalPattern);

/** How a side of the market is spread over its parties, by quantity. */
const concentration = z.object({
  parties: z.int(),
  /** The party with the largest share, in per cent. */
  largest: z.object({ creditCode: z.string().optional(), name: z.string(), share: decimalText }),
  hhi: z.int(),
});
/** See the schema. */
export type Concentration = z.output<typeof concentration>;

/** Schema of a cell. */
export const cell = z.object({
  kind: z.string(),
  series: z.string().optional(),
  /** Records, less those that were reversed. */
  records: z.int(),
  quantity: decimalText,
  /** Sum of quantity times years: what a volume-weighted price divides by. */
  tonneYears: decimalText,
  amount: decimalText,
  high: decimalText.optional(),
  low: decimalText.optional(),
  first: decimalText.optional(),
  last: decimalText.optional(),
  buyers: concentration.optional(),
  sellers: concentration.optional(),
});
/** The figures of all records of one kind and series in a period; reversals are taken away. Decimals are plain texts. */
export type Cell = z.output<typeof cell>;

/** What a party bought or sold, net of reversals, with its name as of its last record. */
const partyVolume = z.object({ quantity: decimalText, creditCode: z.string().optional(), name: z.string(), key: z.string() });
/** See the schema. */
export type PartyVolume = z.output<typeof partyVolume>;

/** How the volumes of some parties are spread: enough to know how those of all are, without each of them. */
const spread = z.object({
  parties: z.int(),
  quantity: decimalText,
  /** Sum of squared volumes. */
  squares: decimalText,
  largest: z.object({ party: z.string(), quantity: decimalText, creditCode: z.string().optional(), name: z.string() }),
});
/** See the schema. */
export type Spread = z.output<typeof spread>;

/** A price, and the place of its record in the order of all records. */
const quote = z.object({ price: decimalText, key: z.string() });
/** See the schema. */
export type Quote = z.output<typeof quote>;

/** Orders of prices of which aggregates keep the first ones: by each, the first price that was not reversed is a figure. */
export const edgeNames = ["high", "low", "first", "last"] as const;
/** One of them. */
export type EdgeName = (typeof edgeNames)[number];

/** Schema of the details of a cell. */
export const detail = z.object({
  kind: z.string(),
  series: z.string(),
  edges: z.record(z.enum(edgeNames), z.array(quote)),
  /** Ids of the records that others in the period take back, in order. */
  reversed: z.array(z.string()),
  /** How the volumes of each share of the parties are spread, by the number of the share. */
  buyers: z.record(z.string(), spread),
  sellers: z.record(z.string(), spread),
});
/** What a cell's prices and concentration are computed from. */
export type Detail = z.output<typeof detail>;

/** Schema of the volumes of some parties in a cell. */
export const volumes = z.object({
  kind: z.string(),
  series: z.string(),
  buyers: z.record(z.string(), partyVolume),
  sellers: z.record(z.string(), partyVolume),
});
/** Volumes of the parties of one share: a row has those of a share alone, because thousands of parties fit into none. */
export type Volumes = z.output<typeof volumes>;
