import * as z from "zod";
import { textList } from "./texts.ts";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** Keys that every stack has. */
const ownKeys = ["project", "deployment", "stack"];
/** AWS allows 50 tags; some are left to AWS and to the account. */
const mostTags = 40;
/** Characters that AWS allows everywhere, without the two that separate tags; `aws:` is reserved. */
const pair = /^(?!aws:)([\p{L}\p{N} _.:/+@-]{1,128})=([\p{L}\p{N} _.:/+@-]{0,256})$/iu;

/**
 * Tags as `key=value` pairs separated by commas: none twice, not too many, and none of the keys that every stack has. Keys that differ in
 * their case only are the same: IAM refuses them on one role.
 */
export const tags = z.string().transform((text, context): Tags => {
  const read = tagsOf(text);
  if (read === undefined) context.addIssue("tags");
  return read ?? {};
});

function tagsOf(text: string): Tags | undefined {
  const pairs = textList(text).map((each) => pair.exec(each));
  const entries = pairs.flatMap((match): [string, string][] => (match ? [[match[1] ?? "", match[2] ?? ""]] : []));
  const keys = new Set(entries.map(([key]) => key.toLowerCase()));
  const taken = ownKeys.some((key) => keys.has(key));
  return entries.length === pairs.length && keys.size === entries.length && keys.size <= mostTags && !taken
    ? Object.fromEntries(entries)
    : undefined;
}
