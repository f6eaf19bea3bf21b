import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { fieldsOf } from "../values.ts";
import type { CheckpointStore, StreamCheckpoint } from "./types.ts";

/**
 * Keeps checkpoints as files in a folder. A write is synced to disk and replaces the old file atomically, so that a kill at any moment
 * leaves the old or the new one.
 */
export function fileCheckpoints(folder: string): CheckpointStore {
  const fileOf = (sourceId: string): string => join(folder, `${encodeURIComponent(sourceId)}.json`);
  return {
    read: async (sourceId) => {
      const text = await readFile(fileOf(sourceId), "utf8").catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      return text === undefined ? undefined : parseCheckpoint(text);
    },
    write: async (sourceId, checkpoint) => {
      await mkdir(folder, { recursive: true });
      const file = fileOf(sourceId);
      const next = await open(`${file}.next`, "w");
      try {
        await next.writeFile(JSON.stringify(checkpoint));
        await next.sync();
      } finally {
        await next.close();
      }
      await rename(`${file}.next`, file);
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function parseCheckpoint(text: string): StreamCheckpoint {
  const shards = Object.entries(fieldsOf(fieldsOf(JSON.parse(text)).shards));
  return { shards: Object.fromEntries(shards.map(([shard, position]) => [shard, String(position)])) };
}
