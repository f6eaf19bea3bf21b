import type { Call } from "../../shared/http/api-handler.ts";
import { fileToServe } from "../../shared/http/served-file.ts";
import { once } from "../../shared/kernel/once.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import type { ServedFile } from "../../shared/kernel/served-file.ts";
import type { documentationEndpoints } from "./contract.ts";

/** Dependencies of the page for people: its files by name. */
export interface PagePorts {
  readonly page: ReadonlyMap<string, () => Promise<ServedFile>>;
}

/**
 * The page loads nothing from elsewhere and sends nothing to elsewhere, and no other page frames it. Only styles may be inline: the component
 * that renders the description sets them on its elements.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const start = "index.html";

/** What the page consists of: name, media type and asset of each file. */
const files: readonly (readonly [name: string, mediaType: string, asset: string])[] = [
  [start, "text/html", "page/index.html"],
  ["page.css", "text/css", "page/page.css"],
  ["page.js", "text/javascript", "page/page.js"],
  ["openapi-explorer.min.js", "text/javascript", "openapi-explorer.min.js"],
];

/** The files of the page; each is read and compressed once, because that takes longer than everything else a call does. */
export function pageFiles(readAsset: (path: string) => Promise<string>): PagePorts["page"] {
  const headers = { "content-security-policy": contentSecurityPolicy, "referrer-policy": "no-referrer" };
  const prepare = async (mediaType: string, asset: string) => fileToServe(mediaType, await readAsset(asset), headers);
  return new Map(files.map(([name, mediaType, asset]) => [name, once(() => prepare(mediaType, asset))]));
}

/** The page that shows the description of the API to people. */
export function readPage(ports: PagePorts) {
  return fileOf(ports, start);
}

/** A file that the page loads. The page itself has one address: from another, it would look for its files elsewhere. */
export async function readPageFile(ports: PagePorts, { params: { file } }: Call<typeof documentationEndpoints.readPageFile>) {
  return file === start ? refuse({ code: "not-found" }) : fileOf(ports, file);
}

async function fileOf({ page }: PagePorts, name: string) {
  const file = page.get(name);
  return file ? accept({ response: await file() }) : refuse({ code: "not-found" });
}
