import { constants, crc32, deflateRawSync } from "node:zlib";

/** A file of a ZIP archive that is written: where it begins, and what its bytes come to so far. */
interface ZipFile {
  readonly name: string;
  readonly offset: number;
  readonly crc32: number;
  readonly compressed: number;
  readonly size: number;
}

/** An archive that is written piece by piece: a JSON value, so that another process goes on where one has stopped. */
export interface ZipState {
  /** Bytes of the archive so far. */
  readonly offset: number;
  /** Files that are written. */
  readonly files: readonly ZipFile[];
  /** The file that is being written; null between two files. */
  readonly open: ZipFile | null;
}

/** An archive after some more bytes. */
export interface ZipPiece {
  readonly bytes: Buffer;
  readonly state: ZipState;
}

/** An archive without files. */
export const emptyZip: ZipState = { offset: 0, files: [], open: null };

/** Bytes that a file or an archive of this form may have: sizes have 32 bits. */
export const mostZipBytes = 0xffff_ffff;

/** Deflated data, and checksum and sizes behind it: they are not known before. */
const [version, flags, deflated] = [20, 0x0008, 8];
/** The first of January 1980, the oldest day that an archive can name: a file is the same bytes whenever it is written. */
const [time, day] = [0, 0x0021];
/** The last block of deflated data, without content. */
const lastBlock = Buffer.from([0x03, 0x00]);

/** Begins a file. */
export function beginFile(state: ZipState, name: string): ZipPiece {
  const encoded = Buffer.from(name, "latin1");
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  for (const [place, value] of [version, flags, deflated, time, day].entries()) header.writeUInt16LE(value, 4 + 2 * place);
  header.writeUInt16LE(encoded.length, 26);
  const bytes = Buffer.concat([header, encoded]);
  const open = { name, offset: state.offset, crc32: 0, compressed: 0, size: 0 };
  return { bytes, state: { ...state, offset: state.offset + bytes.length, open } };
}

/**
 * Adds to the file that is being written. What is added is deflated by itself up to the end of a byte, and refers to nothing before it: deflated
 * pieces one after the other are deflated data, and the checksum of a file goes on from that of its beginning.
 */
export function addToFile(state: ZipState, content: Uint8Array): ZipPiece {
  const bytes = deflateRawSync(content, { finishFlush: constants.Z_FULL_FLUSH });
  const file = openIn(state);
  const open = {
    ...file,
    crc32: crc32(content, file.crc32),
    compressed: file.compressed + bytes.length,
    size: file.size + content.length,
  };
  return { bytes, state: { ...state, offset: state.offset + bytes.length, open } };
}

/** Ends the file that is being written. */
export function endFile(state: ZipState): ZipPiece {
  const { compressed: before, ...file } = openIn(state);
  const compressed = before + lastBlock.length;
  const bytes = Buffer.alloc(lastBlock.length + 16);
  lastBlock.copy(bytes);
  for (const [place, value] of [0x0807_4b50, file.crc32, compressed, file.size].entries())
    bytes.writeUInt32LE(value, lastBlock.length + 4 * place);
  return { bytes, state: { offset: state.offset + bytes.length, files: [...state.files, { ...file, compressed }], open: null } };
}

/** A whole file. */
export function wholeFile(state: ZipState, name: string, content: Uint8Array): ZipPiece {
  return inTurn(state, [(begun) => beginFile(begun, name), (begun) => addToFile(begun, content), endFile]);
}

/** The directory, with which the archive ends. */
export function endZip({ files, offset }: ZipState): Buffer {
  const entries = files.map((file) => {
    const name = Buffer.from(file.name, "latin1");
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x0201_4b50, 0);
    for (const [place, value] of [version, version, flags, deflated, time, day].entries()) entry.writeUInt16LE(value, 4 + 2 * place);
    for (const [place, value] of [file.crc32, file.compressed, file.size].entries()) entry.writeUInt32LE(value, 16 + 4 * place);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(file.offset, 42);
    return Buffer.concat([entry, name]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([directory, end]);
}

/** Several steps as one. */
export function inTurn(state: ZipState, steps: readonly ((state: ZipState) => ZipPiece)[]): ZipPiece {
  const pieces: Buffer[] = [];
  let after = state;
  for (const step of steps) {
    const piece = step(after);
    pieces.push(piece.bytes);
    after = piece.state;
  }
  return { bytes: Buffer.concat(pieces), state: after };
}

function openIn({ open }: ZipState): ZipFile {
  if (!open) throw new TypeError("no file of the archive is being written");
  return open;
}
