import { type InvalidInput, invalidInput } from "../../shared/kernel/invalid-input.ts";
import { jsonFault } from "../../shared/kernel/json-fault.ts";
import { messageIn } from "../../shared/kernel/message.ts";
import { accept, type Outcome } from "../../shared/kernel/outcome.ts";

/** A book of any size, with no more nesting than a person can follow. */
const bounds = { values: Number.POSITIVE_INFINITY, nameLength: Number.POSITIVE_INFINITY, depth: 64 };

/**
 * Reads one JSON document, as text or as UTF-8 (a byte order mark at the start is skipped). An object that names a member twice is refused:
 * another reader may take the other one.
 */
export function readDocument(given: Uint8Array | string): Outcome<unknown, InvalidInput> {
  try {
    const text = typeof given === "string" ? given : new TextDecoder("utf-8", { fatal: true }).decode(given);
    // What is not JSON at all has no faults of JSON.
    const value: unknown = JSON.parse(text);
    const fault = jsonFault(text, bounds);
    return fault === undefined ? accept(value) : invalidInput([], messageIn(fault, "en"));
  } catch (error) {
    return invalidInput([], error instanceof SyntaxError ? notJson(error) : "not UTF-8 text");
  }
}

/** The engine's message names the place, where it knows one; the rest of it is for programmers. */
function notJson({ message }: SyntaxError): string {
  const [place] = /line \d+ column \d+/.exec(message) ?? [];
  return place === undefined ? "not JSON" : `not JSON at ${place}`;
}
