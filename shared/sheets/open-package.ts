import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { message } from "../kernel/message.ts";
import { mostExpandedBytes, mostParts, mostRatio, ratioFrom } from "./package-limits.ts";
import { UnreadableSheet } from "./sheet-errors.ts";

/** The files of a workbook: XML texts in a ZIP package. */
export interface SheetPackage {
  readonly has: (name: string) => boolean;
  /** A part's text in pieces, as they are expanded; refused if it is missing or damaged. */
  readonly textOf: (name: string) => AsyncGenerator<string, void>;
}

const notAWorkbook = message("须为未损坏的 XLSX 工作簿", "an undamaged XLSX workbook");
const damaged = (found: string): UnreadableSheet => new UnreadableSheet(found, notAWorkbook);

/**
 * Opens a workbook without expanding anything: what its directory declares is checked against the limits, and what is expanded later is
 * checked against what was declared.
 */
export async function openPackage(bytes: Uint8Array): Promise<SheetPackage> {
  const zip = await unzipped(fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { autoClose: false }));
  if (zip.entryCount > mostParts)
    throw new UnreadableSheet(
      `${zip.entryCount} files`,
      message(`至多由 ${mostParts} 个文件组成`, `a workbook of at most ${mostParts} files`),
    );
  const entries = new Map<string, Entry>();
  let expanded = 0;
  const each = zip.eachEntry();
  for (let next = await unzipped(each.next()); !next.done; next = await unzipped(each.next())) {
    const entry = next.value;
    expanded += entry.uncompressedSize;
    checkDeclared(entry, expanded);
    if (entries.has(entry.fileName)) throw damaged(`${entry.fileName} twice`);
    entries.set(entry.fileName, entry);
  }
  return {
    has: (name) => entries.has(name),
    async *textOf(name) {
      const entry = entries.get(name);
      if (!entry) throw damaged(`no ${name}`);
      yield* expandedText(zip, entry);
    },
  };
}

function checkDeclared(entry: Entry, expanded: number): void {
  if (entry.isEncrypted()) throw new UnreadableSheet("encrypted ZIP", message("不得加密", "a workbook without encryption"));
  if (expanded > mostExpandedBytes) {
    const most = `${mostExpandedBytes / 1024 / 1024} MiB`;
    throw new UnreadableSheet(
      `${Math.ceil(expanded / 1024 / 1024)} MiB`,
      message(`解压后至多 ${most}`, `a workbook that expands to at most ${most}`),
    );
  }
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize < ratioFrom || uncompressedSize <= mostRatio * compressedSize) return;
  throw new UnreadableSheet(
    `${entry.fileName}: ${compressedSize} → ${uncompressedSize} bytes`,
    message(`解压倍数至多 ${mostRatio}`, `files that expand to at most ${mostRatio} times their size`),
  );
}

/** The text of an entry in pieces. The library stops at more bytes than declared; fewer or other bytes than were stored are found here. */
async function* expandedText(zip: ZipFile, entry: Entry): AsyncGenerator<string, void> {
  const stream = await unzipped(zip.openReadStreamPromise(entry));
  const chunks = stream[Symbol.asyncIterator]();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let checksum = 0;
  try {
    for (let next = await unzipped(chunks.next()); !next.done; next = await unzipped(chunks.next())) {
      checksum = crc32(next.value, checksum);
      yield decoded(decoder, next.value);
    }
    yield decoded(decoder, undefined);
  } finally {
    stream.destroy();
  }
  if (checksum !== entry.crc32) throw damaged(`${entry.fileName}: wrong checksum`);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | undefined): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw damaged("not UTF-8");
  }
}

/** What a step of the ZIP library gives; whatever it does not accept is a damaged file. */
async function unzipped<Result>(step: Promise<Result>): Promise<Result> {
  try {
    return await step;
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error));
  }
}
