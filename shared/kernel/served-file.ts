import * as z from "zod";

/** The response of an endpoint that serves a file instead of JSON: prepared once, sent as often as it is asked for. */
export const servedFile = z.object({
  headers: z.record(z.string(), z.string()).describe("Headers of every answer; `etag` names the content"),
  text: z.string().describe("The file"),
  gzip: z.base64().describe("The file compressed, in base64"),
});
/** A file to serve. */
export type ServedFile = z.infer<typeof servedFile>;
