import * as z from "zod";

/** The response of an endpoint that serves a file instead of JSON: prepared once, sent as often as it is asked for. */
export const servedFile = z.object({
  headers: z.record(z.string(), z.string()).describe("Headers of every answer; `etag` names the content"),
  text: z.string().describe("The file; empty if it is no text"),
  gzip: z.base64().describe("The text compressed, in base64; the file itself if it is no text"),
});
/** A file to serve. */
export type ServedFile = z.infer<typeof servedFile>;
