import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

/** Thrown for a file that can't be read; its message is one sentence that names the file. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file: a part of its path is no folder",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by you",
  EPERM: "may not be read by you",
  ERR_FS_FILE_TOO_LARGE: "is larger than 2 GiB: use --lines, a document a line",
};

/** The bytes of a file, or of standard input for `-`. Throws `UnreadableFile`. */
export async function readInput(file: string, input: Readable): Promise<Buffer> {
  if (file === "-") return buffer(input);
  return readable(file, async () => {
    const handle = await open(file);
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  });
}

/** Bytes by which a document of many lines is recognised. */
const beginningBytes = 1024;

/** The first bytes of a file. Throws `UnreadableFile`. */
export async function beginningOf(file: string): Promise<Buffer> {
  return readable(file, async () => {
    const handle = await open(file);
    try {
      const { buffer: bytes, bytesRead } = await handle.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  });
}

/** The bytes of a file as a stream, or standard input for `-`. Throws `UnreadableFile` before anything is read. */
export async function openInput(file: string, input: Readable): Promise<Readable> {
  if (file === "-") return input;
  return readable(file, async () => {
    const handle = await open(file);
    if (!(await handle.stat()).isDirectory()) return createReadStream(file, { fd: handle });
    await handle.close();
    throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  });
}

async function readable<Value>(file: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(`${file}: ${reasons[code] ?? message}`);
  }
}
