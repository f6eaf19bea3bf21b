import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { fieldsOf, isFields, parseJson } from "../values.ts";
import type { CheckpointStore, StreamCheckpoint } from "./types.ts";

/**
 * Keeps checkpoints as files in a folder. A write is synced to disk and replaces the old file atomically, so that a kill at any moment
 * leaves the old or the new one.
 */
export function fileCheckpoints(folder: string): CheckpointStore {
  return {
    read: async (sourceId) => {
      const file = checkpointFile(folder, sourceId);
      if (!existsSync(file)) return undefined;
      const checkpoint = parseCheckpoint(readFileSync(file, "utf8"));
      if (!checkpoint) throw new Error(`${file} is damaged`);
      return checkpoint;
    },
    write: async (sourceId, checkpoint) => {
      await mkdir(folder, { recursive: true });
      const file = checkpointFile(folder, sourceId);
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

/** The file of a source's checkpoint. */
export function checkpointFile(folder: string, sourceId: string): string {
  return join(folder, `${encodeURIComponent(sourceId)}.json`);
}

/** The checkpoint of a source that begins at the oldest record. */
export const noProgress: StreamCheckpoint = { shards: {} };

/** A saved checkpoint; undefined when the text is none. */
export function parseCheckpoint(text: string): StreamCheckpoint | undefined {
  const { stream, shards } = fieldsOf(parseJson(text));
  if (!isFields(shards)) return undefined;
  const positions = Object.entries(shards).map(([shard, position]) => [shard, String(position)] as const);
  return positions.every(([, position]) => /^(\d+|trim-horizon|closed)$/.test(position))
    ? { ...(typeof stream === "string" && { stream }), shards: Object.fromEntries(positions) }
    : undefined;
}

/**
 * Removes the checkpoints of sources whose table has another stream than they are of: the table was made anew, as at an engine that keeps
 * nothing when it ends, and its records begin at numbers that were reached before. `sources` names the table of each. Returns those tables.
 */
export function forgetOtherStreams(
  folder: string,
  sources: Readonly<Record<string, string>>,
  streams: ReadonlyMap<string, string>,
): readonly string[] {
  const forgotten = Object.entries(sources).filter(([source, table]) => {
    const file = checkpointFile(folder, source);
    const stream = existsSync(file) ? parseCheckpoint(readFileSync(file, "utf8"))?.stream : undefined;
    if (stream === undefined || stream === streams.get(table)) return false;
    rmSync(file);
    return true;
  });
  return [...new Set(forgotten.map(([, table]) => table))];
}
