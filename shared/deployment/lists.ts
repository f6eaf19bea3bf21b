import { readFileSync } from "node:fs";
import * as z from "zod";

/**
 * What is listed for relay and replay, by the file that is deployed beside their bundle. A file has room for whatever the product grows to; a
 * function's variables have 4 KB.
 */
export const lists = {
  /** By the name of a table, the fact types of it that each queue subscribes to. */
  "subscriptions.json": z.record(z.string(), z.record(z.string(), z.union([z.literal("*"), z.array(z.string()).readonly()]))),
  /** Ids of all jobs. */
  "jobs.json": z.array(z.string()).readonly(),
} as const;

/** Content of the lists. */
export type Lists = { readonly [File in keyof typeof lists]: z.output<(typeof lists)[File]> };

/** Reads a list beside the bundle of this function. */
export function readList<File extends keyof Lists>(file: File): Lists[File] {
  // In a bundle this module is part of the entry file, which the lists are deployed next to.
  const text = readFileSync(new URL(`./${file}`, import.meta.url), "utf8");
  return lists[file].parse(JSON.parse(text)) as Lists[File];
}
