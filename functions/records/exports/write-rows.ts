import { required } from "../../../shared/kernel/invariant.ts";
import type { Archive } from "../../../shared/store/objects.ts";
import { leastPartBytes, type UploadBucket } from "../../../shared/store/uploads.ts";
import { formats, type SourcePorts } from "./formats/formats.ts";
import type { RecordExport } from "./store.ts";

/** Dependencies of writing rows. */
export interface WritingPorts {
  readonly sources: SourcePorts;
  /** Whole files, and bytes that are too few for a part yet. */
  readonly files: Archive;
  readonly uploads: UploadBucket;
  readonly limits: StepLimits;
}

/** How much one step reads and writes: what bounds its time and its memory, however large the export is. */
export interface StepLimits {
  /** Records after which it reads no further page. */
  readonly records: number;
  /** Bytes after which it reads no further page; at least those of a part. */
  readonly bytes: number;
}

/** The limits of a deployment: some seconds, and some megabytes. */
export const stepLimits: StepLimits = { records: 20_000, bytes: 8 * 1024 * 1024 };

/** Records that are read at once: some megabytes, and as many reads of rows side by side as a table answers quickly. */
export const recordsPerPage = 1_000;
/** Parts of a file; their list has to fit into the row of the export. */
const mostParts = 2_000;

/**
 * Writes the rows of the next pages, and at most one part of the file; what is too little for a part is stored beside it and comes first next
 * time. A file of one part is stored whole. Keys and numbers are those of this attempt, so that it replaces nothing that another one stored.
 */
export async function writeRows(ports: WritingPorts, row: RecordExport): Promise<RecordExport | "too-large"> {
  const { mostBytes = Number.POSITIVE_INFINITY } = formats[row.format];
  const { after, bytes } = await rowsOf(ports, row);
  if (after.bytes > mostBytes || row.parts.length >= mostParts) return "too-large";
  return stored(ports, after, bytes);
}

/** The export after the next pages, and the bytes that are not stored in a part yet. */
async function rowsOf({ sources, files, limits }: WritingPorts, row: RecordExport): Promise<{ after: RecordExport; bytes: Buffer }> {
  const format = formats[row.format];
  const { asked, restKey } = row;
  const source = format.source(sources);
  const pieces: Uint8Array[] = restKey === undefined ? [] : [required(await files.readBytes(restKey), `bytes before step ${row.step}`)];
  const rest = sizeOf(pieces);
  let { formatState: state, cursor, reached, recordsRead, rowsWritten } = row;
  if (row.step === 0) {
    const begun = format.begin(asked);
    pieces.push(begun.bytes);
    state = begun.state;
  }
  do {
    const page = await source.page(asked, cursor);
    const piece = format.rows(asked, state, page.items);
    pieces.push(piece.bytes);
    state = piece.state;
    rowsWritten += piece.rows;
    recordsRead += page.read;
    ({ cursor, reached } = page);
  } while (cursor !== undefined && recordsRead - row.recordsRead < limits.records && sizeOf(pieces) < limits.bytes);
  if (cursor === undefined) pieces.push(format.end(asked, state));
  const bytes = Buffer.concat(pieces);
  const { cursor: _cursor, restKey: _restKey, ...kept } = row;
  const written = { recordsRead, rowsWritten, reached, formatState: state ?? null, bytes: row.bytes + bytes.length - rest };
  return { after: { ...kept, ...written, ...(cursor !== undefined && { cursor }) }, bytes };
}

/** The export after its bytes are stored. */
async function stored({ files, uploads }: WritingPorts, row: RecordExport, bytes: Buffer): Promise<RecordExport> {
  const { mediaType } = formats[row.format];
  const { exportId, attempts, upload, fileKey = `exports/${exportId}/${attempts}` } = row;
  const isLast = row.cursor === undefined;
  if (isLast && upload === undefined) {
    await files.putOnce(fileKey, bytes, mediaType);
    return { ...row, fileKey };
  }
  if (!isLast && bytes.length < leastPartBytes) {
    if (bytes.length === 0) return row;
    const restKey = `rests/${exportId}/${attempts}`;
    await files.putOnce(restKey, bytes, "application/octet-stream");
    return { ...row, restKey };
  }
  // The bytes before may have filled the last part.
  if (bytes.length === 0) return row;
  const begun = upload ?? (await uploads.begin(fileKey, mediaType));
  const part = await uploads.put(fileKey, begun, attempts, bytes);
  return { ...row, fileKey, upload: begun, parts: [...row.parts, part] };
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((size, { length }) => size + length, 0);
}
