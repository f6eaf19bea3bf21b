import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openPackage } from "../../../../shared/sheets/open-package.ts";
import { addToFile, beginFile, emptyZip, endFile, endZip, inTurn, wholeFile, type ZipState } from "../../../../shared/sheets/zip-pieces.ts";

/** As another process gets it. */
const stored = (state: ZipState): ZipState => JSON.parse(JSON.stringify(state)) as ZipState;

describe("an archive that is written piece by piece", () => {
  it("holds what was added, whoever added it, and its checksums and sizes are those of the whole files", async () => {
    const long = "镇江 Ezhou ".repeat(5_000);
    const first = inTurn(emptyZip, [
      (state) => wholeFile(state, "a.txt", Buffer.from("first")),
      (state) => beginFile(stored(state), "folder/b.txt"),
      (state) => addToFile(stored(state), Buffer.from(long)),
      (state) => addToFile(stored(state), new Uint8Array()),
      (state) => addToFile(stored(state), Buffer.from(long.toUpperCase())),
      (state) => endFile(stored(state)),
      (state) => wholeFile(state, "empty.txt", new Uint8Array()),
    ]);
    const archive = Buffer.concat([first.bytes, endZip(stored(first.state))]);
    const files = Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
    expect(Object.fromEntries(files)).toEqual({ "a.txt": "first", "folder/b.txt": long + long.toUpperCase(), "empty.txt": "" });
    // The reader of workbooks compares every checksum and size with the directory.
    const read = await openPackage(archive);
    let text = "";
    for await (const piece of read.textOf("folder/b.txt")) text += piece;
    expect(text).toBe(long + long.toUpperCase());
  });

  it("is the same bytes whenever it is written, and refuses to add where no file was begun", () => {
    const write = () => inTurn(emptyZip, [(state) => wholeFile(state, "a.txt", Buffer.from("first"))]).bytes;
    expect(write().equals(write())).toBe(true);
    expect(() => addToFile(emptyZip, Buffer.from("x"))).toThrow(TypeError);
  });
});
