import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { type Clock, type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { newId, sha256 } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { barredReader, type ReadingCaller, readerOf } from "../../../shared/members/reader.ts";
import type { Reading, ReadingLog } from "../../../shared/members/readings.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import { BadCursor } from "../../../shared/store/cursor.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { readingGround } from "./grounds.ts";
import type { ReadingRefusal } from "./problems.ts";

/** Dependencies of reading the data of others. */
export interface ReadingPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly readings: ReadingLog;
}

/** Why it is asked for: members of the query, see `whyAsked`. */
export interface Why {
  readonly purpose?: string | undefined;
  readonly investigation?: string | undefined;
}

/** What of others is asked for. */
export interface OthersData extends Why {
  /** Operation that asks. */
  readonly operation: string;
  /** Party whose data it is; absent for a list of what lies in an area, whoever's it is. */
  readonly partyId?: string | undefined;
  /** Area of the party, or area that is listed. */
  readonly area: string;
  /** Kinds of data that the answer may hold. */
  readonly kinds: readonly string[];
  /** Everything that the reader chose, besides why and the page. */
  readonly asked: Reading["asked"];
}

/** How long the pages of a recorded reading can be asked for. What is recorded once must not be read again and again, as it grows. */
const readingLastsSeconds = 3_600;

/** The row of a reading, or why the caller must not read: nothing is written yet. Its writes are `readings.readingPuts(…)`. */
export function readingFor(caller: ReadingCaller, others: OthersData, at: Instant): Outcome<Reading, ReadingRefusal> {
  const { operation, partyId, area, kinds, asked, purpose, investigation } = others;
  const barred = barredReader(caller, at);
  if (barred) return refuse(barred);
  if (investigation !== undefined && caller.role !== "regulator") return refuse({ code: "investigation-not-allowed", role: caller.role });
  if (purpose === undefined) return refuse({ code: "purpose-missing", operation });
  return accept({
    readingId: newId(at),
    ...{ partyId, area, ...readerOf(caller), operation, kinds: [...kinds], asked, purpose },
    ...{ ...readingGround(caller.role), at },
    ...(investigation !== undefined && { concealedFor: investigation }),
  });
}

/** Records a reading of the data of others before it is answered; nothing where `others` is undefined: it is the caller's own. */
export async function recordReading(
  ports: ReadingPorts,
  caller: ReadingCaller,
  others: OthersData | undefined,
): Promise<Outcome<Reading | undefined, ReadingRefusal>> {
  const recorded = await recordReadings(ports, caller, others ? [others] : []);
  return recorded.ok ? accept(recorded.value[0]) : recorded;
}

/** Records one reading of the data of several others: a row for each, all or none. */
export async function recordReadings(
  { dynamo, clock, readings }: ReadingPorts,
  caller: ReadingCaller,
  others: readonly OthersData[],
): Promise<Outcome<Reading[], ReadingRefusal>> {
  const at = clock.now();
  const rows: Reading[] = [];
  for (const each of others) {
    const reading = readingFor(caller, each, at);
    if (!reading.ok) return reading;
    rows.push(reading.value);
  }
  if (rows.length > 0)
    await commit(
      dynamo,
      rows.flatMap((row) => readings.readingPuts(row)),
    );
  return accept(rows);
}

/**
 * A page of a list that may show data of others: the first records the reading, and its cursor carries it. A further page is only given while
 * that reading is found in the log, of this person and this very query, so nothing is paged through unrecorded. Cursors belong to the person
 * and to everything it asked (`query`), also where the data is its own. Who reads learns under which reading, so that parties which only the
 * answer names are told by `recordShown`.
 */
export async function pageOfReading<Row>(
  ports: ReadingPorts,
  caller: ReadingCaller,
  query: Readonly<Record<string, unknown>>,
  others: OthersData | undefined,
  { limit, cursor }: PageRequest,
  read: (request: PageRequest, reading: Reading | undefined) => Promise<Page<Row>>,
): Promise<Outcome<Page<Row>, ReadingRefusal>> {
  const tag = sha256(canonicalJson({ subject: caller.subject, query })).slice(0, 12);
  const place = cursor === undefined ? undefined : placeOf(cursor, tag);
  const recorded = place ? await continued(ports, caller, others, place.reading) : await recordReading(ports, caller, others);
  if (!recorded.ok) return recorded;
  const inner = { ...(limit !== undefined && { limit }), ...(place && { cursor: place.inner }) };
  const { items, nextCursor } = await read(inner, recorded.value);
  if (nextCursor === undefined) return accept({ items });
  const { at = "", readingId = "" } = recorded.value ?? {};
  return accept({ items, nextCursor: textOf([tag, at, readingId, nextCursor]) });
}

/** Members whose readings are recorded in one transaction: one of an investigation has two rows. */
const toldAtOnce = 40;

/**
 * Records that an answer shows members that the query does not name, before it is given: a row for each, once a query however many pages show
 * it. `asked` says what of the query it is told: the rest may be about somebody else.
 */
export async function recordShown(
  { dynamo, readings }: Pick<ReadingPorts, "dynamo" | "readings">,
  reading: Reading,
  shown: readonly Pick<Reading, "partyId" | "area">[],
  asked: Reading["asked"],
): Promise<void> {
  const rows = shown.map(
    ({ partyId, area }): Reading => ({ ...reading, readingId: `${reading.readingId}.${partyId}`, partyId, area, asked }),
  );
  for (let start = 0; start < rows.length; start += toldAtOnce)
    await commit(
      dynamo,
      rows.slice(start, start + toldAtOnce).flatMap((row) => readings.readingPuts(row)),
    );
}

/** A reading as a cursor names it. */
interface NamedReading {
  readonly at: string;
  readonly readingId: string;
}

/** A cursor: an opaque text of its parts. */
function textOf(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** What a cursor of this query says: the reading under which it goes on, and the place in the list. */
function placeOf(cursor: string, tag: string): { readonly reading: NamedReading; readonly inner: string } {
  const [of, at, readingId, inner] = partsOf(cursor);
  if (of !== tag || at === undefined || readingId === undefined || !inner) throw new BadCursor();
  return { reading: { at, readingId }, inner };
}

function partsOf(cursor: string): readonly string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    // Decoding skips what is not base64url, so that many texts would be the same cursor.
    if (Array.isArray(parts) && parts.length === 4 && parts.every(isText) && textOf(parts) === cursor) return parts;
  } catch {
    // Falls through: unreadable and misshapen cursors are refused alike.
  }
  throw new BadCursor();
}

function isText(part: unknown): part is string {
  return typeof part === "string" && part.isWellFormed();
}

/** The reading under which a further page is given. */
async function continued(
  { clock, readings }: ReadingPorts,
  caller: ReadingCaller,
  others: OthersData | undefined,
  named: NamedReading,
): Promise<Outcome<Reading | undefined, ReadingRefusal>> {
  if (others === undefined) return accept(undefined);
  const { partyId, area, investigation: concealedFor } = others;
  const reading = await readings.recorded({ partyId, area, concealedFor, ...named });
  if (!reading || !isOf(reading, caller, others)) throw new BadCursor();
  const until = plusSeconds(reading.at, readingLastsSeconds);
  const at = clock.now();
  if (at > until) return refuse({ code: "reading-over", recordedAt: reading.at, until });
  const barred = barredReader(caller, at);
  return barred ? refuse(barred) : accept(reading);
}

/** Whether a recorded reading is of this person and of all that it asks now. */
function isOf(reading: Reading, { subject }: ReadingCaller, { operation, asked, purpose }: OthersData): boolean {
  return (
    reading.subject === subject &&
    reading.operation === operation &&
    reading.purpose === purpose &&
    canonicalJson(reading.asked) === canonicalJson(asked)
  );
}
