import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** A frame of a stack: at a file of ours or of Node itself. Names of functions are left out; a bundle has shortened them. */
const frame = /^ {4}at (?:async )?(?:.{1,300} \()?(file:\/\/\/[^\s()]{1,300}|\/[^\s()]{1,300}|node:[\w/]{1,100}):(\d{1,7}):(\d{1,7})\)?$/;

/** The map of each bundle that a fault was in; undefined for one without. A map is only read for a fault, so that starts cost nothing. */
const maps = new Map<string, SourceMap | undefined>();

/**
 * Where an error was thrown, innermost first, as places in the sources where the bundle has a map beside it. Nothing of the message is in
 * it, even if the message has lines that look like frames: a line counts only if its file exists.
 */
export function framesOf({ stack = "", message }: Error): readonly string[] {
  const begin = stack.indexOf(message);
  const lines = stack.slice(begin < 0 ? 0 : begin + message.length).split("\n");
  return lines.flatMap((line) => {
    const [, file = "", row = "", column = ""] = frame.exec(line) ?? [];
    return file === "" ? [] : (placeOf(file, Number(row), Number(column)) ?? []);
  });
}

function placeOf(file: string, row: number, column: number): string | undefined {
  if (file.startsWith("node:")) return `${file}:${row}`;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  if (!existsSync(path)) return undefined;
  const origin = mapOf(path)?.findOrigin(row, column);
  return origin && "fileName" in origin
    ? `${belowRoot(origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`
    : `${path}:${row}:${column}`;
}

function mapOf(path: string): SourceMap | undefined {
  if (!maps.has(path)) maps.set(path, readMap(`${path}.map`));
  return maps.get(path);
}

function readMap(path: string): SourceMap | undefined {
  return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** A source is named from where its bundle was built: what leads up to the project's root is of no use. */
function belowRoot(source: string): string {
  return source.replace(/^(?:\.\.\/)+/, "");
}
