import { type SignedHead, signedHead } from "../../../shared/records/signed-head.ts";
import type { Item, Key, Page, PageRequest } from "../../../shared/store/client.ts";
import { json, rowCodec } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";

/** Prefix of the objects of signed heads. */
export const headObjects = "heads/";
/** Partition of the signed heads, by day. */
export const headsPartition = "heads";

/** Codec of the row of a signed head. */
export const headCodec = rowCodec({ head: json((value) => signedHead.parse(value)) });

/** Key of the head of a day. */
export function headKey(day: string): Key {
  return { pk: headsPartition, sk: day };
}

/** Reads signed heads: needs `Query` and `GetItem` on `heads` of the table Seals. */
export interface HeadReader {
  /** A page of heads, newest first. */
  heads(request: PageRequest): Promise<Page<SignedHead>>;
  /** The head of a day. */
  head(day: string): Promise<SignedHead | undefined>;
  /** The first head of a day or later. */
  from(day: string): Promise<SignedHead | undefined>;
  /** The newest head. */
  newest(): Promise<SignedHead | undefined>;
}

/** See the type. */
export function headReader(seals: Table): HeadReader {
  const decode = (item: Item): SignedHead => headCodec.decode(item).head;
  const heads = (request: PageRequest) => seals.page({ partition: headsPartition, descending: true, ...request }, decode);
  return {
    heads,
    head: (day) => seals.read(headKey(day), decode),
    from: async (day) => (await seals.page({ partition: headsPartition, from: day, limit: 1 }, decode)).items[0],
    newest: async () => (await heads({ limit: 1 })).items[0],
  };
}
