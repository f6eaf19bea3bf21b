import { SaxesParser } from "saxes";
import { message } from "../kernel/message.ts";
import { UnreadableSheet } from "./sheet-errors.ts";

/** An element's attributes, by their names without prefix. */
type Attributes = Readonly<Record<string, string | undefined>>;

/** What a reader is told of a document: elements by their names without prefix, because writers choose prefixes freely. */
interface XmlEvents {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

const notWellFormed = message("须为未损坏的 XLSX 工作簿", "an undamaged XLSX workbook");

/** Reads a document piece by piece, and says after each piece that it is done with it. Document types are refused: no workbook has any. */
export async function* readXml(chunks: AsyncIterable<string>, { open, close, text }: XmlEvents): AsyncGenerator<void, void> {
  const parser = new SaxesParser();
  parser.on("error", ({ message: reason }) => {
    throw new UnreadableSheet(reason, notWellFormed);
  });
  parser.on("doctype", () => {
    throw new UnreadableSheet("<!DOCTYPE>", notWellFormed);
  });
  if (open) parser.on("opentag", ({ name, attributes }) => open(localName(name), withoutPrefixes(attributes)));
  if (close) parser.on("closetag", ({ name }) => close(localName(name)));
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield;
  }
  parser.close();
  yield;
}

/** Reads a small document to its end. */
export async function readWholeXml(chunks: AsyncIterable<string>, events: XmlEvents): Promise<void> {
  for await (const _ of readXml(chunks, events));
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Attributes under their local names; one without prefix comes before one with it. */
function withoutPrefixes(attributes: Readonly<Record<string, string>>): Attributes {
  let plain: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.includes(":")) continue;
    plain ??= { ...attributes };
    plain[localName(name)] = attributes[localName(name)] ?? value;
  }
  return plain ?? attributes;
}
