import { generateKeyPairSync, sign } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { blockReader } from "../../functions/records/sealing/blocks.ts";
import { type HeadReader, headReader } from "../../functions/records/sealing/heads.ts";
import { type SealerPorts, seal } from "../../functions/records/sealing/seal.ts";
import { signHeads } from "../../functions/records/sealing/sign-heads.ts";
import { tradeRecorder } from "../../functions/records/trades/record-trade.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { Block } from "../../shared/records/chain.ts";
import type { Bucket } from "../../shared/store/objects.ts";
import type { Signer } from "../../shared/store/signer.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { type TestClock, testClock } from "./clock.ts";
import { type Engine, engineWithOwn } from "./engine.ts";

/** A chain of its own on the shared engine: recorder, sealer and signer, with what they told and warned of. */
export interface SealingWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly seals: Table;
  readonly records: Table;
  readonly heads: HeadReader;
  readonly signer: Signer;
  /** Objects under lock. */
  readonly archived: Map<string, string>;
  /** Numbers of the blocks that were told. */
  readonly told: number[];
  readonly warnings: string[];
  /** Records facts as the consumer does; the client may be one that is killed. */
  record(facts: readonly Fact[], dynamo?: DynamoDBClient): Promise<void>;
  /** Runs the sealer once. */
  seal(blocksAtMost?: number, dynamo?: DynamoDBClient): Promise<void>;
  /** Runs the job that signs heads once. */
  sign(dynamo?: DynamoDBClient, signer?: Signer): Promise<void>;
  /** All blocks, in order. */
  blocks(): Promise<readonly Block[]>;
}

/** Opens a world with tables Records and Seals of its own. */
export async function openSealing(start = "2026-03-02T03:00:00.000Z"): Promise<SealingWorld> {
  const engine = await engineWithOwn("Records", "Seals");
  const clock = testClock(start);
  const told: number[] = [];
  const warnings: string[] = [];
  const archived = new Map<string, string>();
  const own = signingKey();
  const tablesOf = (dynamo: DynamoDBClient) => ({
    seals: openTable(dynamo, engine.tables.Seals),
    records: openTable(dynamo, engine.tables.Records),
  });
  const { seals, records } = tablesOf(engine.dynamo);
  const archive: Bucket = {
    read: async (key) => archived.get(key) ?? "",
    async putOnce(key, text) {
      if (!archived.has(key)) archived.set(key, text);
      return archived.get(key) ?? text;
    },
  };
  const reader = blockReader(seals, records);
  return {
    ...{ engine, clock, seals, records, archived, told, warnings, signer: own, heads: headReader(seals) },
    async record(facts, dynamo = engine.dynamo) {
      const recorder = tradeRecorder({ clock, ...tablesOf(dynamo) });
      for (const fact of facts) await recorder(fact);
    },
    async seal(blocksAtMost, dynamo = engine.dynamo) {
      const queue = { send: async (messages: readonly { n: number }[]) => void told.push(...messages.map(({ n }) => n)) };
      const missing = (recordId: string) => void warnings.push(`record-missing ${recordId}`);
      const ports: SealerPorts = { dynamo, clock, ...tablesOf(dynamo), told: [queue], missing };
      await seal(ports, blocksAtMost);
    },
    async sign(dynamo = engine.dynamo, signer = own) {
      const tables = tablesOf(dynamo);
      const readers = { blocks: blockReader(tables.seals, tables.records), heads: headReader(tables.seals) };
      await signHeads({ dynamo, clock, seals: tables.seals, ...readers, archive, signer, warn: (of) => void warnings.push(of) });
    },
    async blocks() {
      const found: Block[] = [];
      for (;;) {
        const next = await reader.blocksFrom(found.length + 1, 50);
        if (next.length === 0) return found;
        found.push(...next);
      }
    },
  };
}

/** A key that signs as the key service does. */
export function signingKey(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    sign: async (text) => sign("sha256", Buffer.from(text), privateKey).toString("base64"),
    publicKey: async () => publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  };
}
