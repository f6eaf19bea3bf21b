import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Block, type ChainEnd, genesis } from "../../../shared/records/chain.ts";
import type { Key } from "../../../shared/store/client.ts";
import { integer, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { recordIdIn } from "./blocks.ts";
import { entriesKey, entriesRow, headerKey, headerRow, sealedCodec, sealedKey } from "./rows.ts";

const stateFields = {
  /** Counts the changes of this row, each of which is conditional on the one before: that fences a second sealer. */
  version: integer,
  n: integer,
  hash: text,
  /** Greatest place among everything that is sealed; headers and heads say its instant alone. */
  through: text,
  /** Everything that was listed in order before this instant is sealed; what comes later with an earlier time is late. */
  before: text,
  /** Blocks up to this one were told to whoever works on blocks. */
  told: integer,
};
/** Where the chain ends, and how far the sealer is. */
export type ChainState = RowOf<typeof stateFields> & ChainEnd;

const codec = rowCodec(stateFields);
/** Key of the state. */
const stateKey: Key = { pk: "chain", sk: "state" };
const beginning: ChainState = { version: 0, ...genesis, before: "", told: 0 };

/** Another sealer has changed the chain meanwhile: whoever finds out stops. */
export const fenced: unique symbol = Symbol("fenced");

/** Where the chain ends. */
export async function chainState(seals: Table): Promise<ChainState> {
  return (await seals.read(stateKey, codec.decode)) ?? beginning;
}

/** Appends a block in one transaction: the block, a row for each record so that none is sealed twice, and the end of the chain. */
export function append(dynamo: DynamoDBClient, seals: Table, state: ChainState, { header, entries }: Block) {
  const { n, hash } = header;
  const last = entries.at(-1)?.key ?? "";
  const through = last > state.through ? last : state.through;
  return change(dynamo, seals, state, { ...state, n, hash, through }, [
    seals.putNew(headerKey(n), headerRow(header), "stale"),
    seals.putNew(entriesKey(n), entriesRow(entries), "stale"),
    ...entries.map(({ key }, position) => seals.putNew(sealedKey(recordIdIn(key)), sealedCodec.encode({ n, position }), "stale")),
  ]);
}

/** Notes how far everything in order is sealed, and which blocks were told. */
export async function note(dynamo: DynamoDBClient, seals: Table, state: ChainState, { before, told }: Pick<ChainState, "before" | "told">) {
  const unchanged = state.before === before && state.told === told;
  return unchanged ? state : change(dynamo, seals, state, { ...state, before, told }, []);
}

async function change(
  dynamo: DynamoDBClient,
  seals: Table,
  state: ChainState,
  next: ChainState,
  also: readonly ReturnType<Table["putNew"]>[],
): Promise<ChainState | typeof fenced> {
  const changed = { ...next, version: state.version + 1 };
  const writes = [...also, seals.putVersion(stateKey, codec.encode(changed), changed.version)];
  const result = await commit(dynamo, writes);
  if (result.kind === "committed") return changed;
  const { version } = await chainState(seals);
  // Nothing but another sealer may be in the way: a record that is sealed already is no longer in order, nor late.
  invariant(version !== state.version, `block ${next.n} can't be appended`);
  return fenced;
}
