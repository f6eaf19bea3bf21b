import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { type Clock, epochSeconds, type Instant } from "../kernel/clock.ts";
import { sha256 } from "../kernel/ids.ts";
import { accept, type Outcome, type Refusal, refuse } from "../kernel/outcome.ts";
import { type SecretPointers, withoutSecrets } from "../kernel/secret-input.ts";
import { getItem, type Item, type Key, keyOf } from "./client.ts";
import { integer, json, optional, rowCodec, text } from "./codec.ts";
import type { Table } from "./table.ts";
import { backOff, commit, StoreBusy, type WriteFragment } from "./transaction.ts";

/** The part of a write call that identifies its command. */
export interface CommandCall {
  readonly endpoint: { readonly operationId: string; readonly roles: readonly string[]; readonly secrets?: SecretPointers };
  readonly caller: { readonly subject: string; readonly partyId: string };
  readonly params: unknown;
  readonly body: unknown;
  /** The caller's `Idempotency-Key`. */
  readonly key: string;
  /** Called instead of committing what would be accepted: the command is only entered, and another person decides. Returns why. */
  readonly instead?: (decision: Pick<Decision<unknown, Refusal>, "endsBy">) => Promise<Refusal>;
  /** Further writes of the same transaction, or why it must not happen any more; asked on every attempt. */
  readonly also?: () => Outcome<readonly WriteFragment[], Refusal>;
}

/** Two requests are the same command if member, operation, key and parsed input, secrets aside, agree. */
export interface CommandIdentity {
  /** Owner of the key: the member or, where persons may call, the person, so that it stays the same when the person joins a member. */
  readonly party: string;
  readonly operation: string;
  readonly key: string;
  /**
   * Path parameters and body without the endpoint's secrets, because its hash is stored; the same key with different input is refused. With
   * another secret only, it returns the first response.
   */
  readonly input: unknown;
}

/** The identity of a call's command. */
export function commandOf({ endpoint, caller, params, body, key }: CommandCall): CommandIdentity {
  const party = endpoint.roles.includes("person") ? `person:${caller.subject}` : caller.partyId;
  return { party, operation: endpoint.operationId, key, input: { params, body: withoutSecrets(body, endpoint.secrets) } };
}

/** Dependencies of commands: the clock, and the table of the deciding context, which holds the command row. */
export interface CommandPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: Pick<Table, "name">;
}

interface Command extends CommandIdentity {
  readonly table: string;
  /** Key of a row of the context that doubles as the command row and is kept for good. */
  readonly row: Key | undefined;
}

/** The writes of a decision, and the response that is stored with them and returned. */
export interface Decision<Response, R extends Refusal> {
  readonly response: Response;
  readonly writes: readonly WriteFragment<R>[];
  /** Further attributes of the command row, if the command names its own. */
  readonly record?: Item;
  /** Whether one person is enough, where the endpoint leaves that to the decision (`perDecision`). */
  readonly onePerson?: boolean;
  /** Puts rows that are too many for the transaction, and that nobody sees before it; not called for a key that was used. */
  readonly prepare?: () => Promise<void>;
  /** When it can't be accepted any more, so that a request for a second person ends then. */
  readonly endsBy?: Instant;
}

/** A response, and whether it was stored by an earlier attempt. */
export interface Committed<Response> {
  readonly response: Response;
  readonly replayed: boolean;
}

/** The key was used with different input (409); a new command needs a new key. */
export interface IdempotencyConflict extends Refusal {
  readonly code: "idempotency-key-reused";
}

const daysKept = 30;
const maximumDecisions = 8;
const markCodec = rowCodec({ ttl: integer });
const commandCodec = rowCodec({ inputHash: text, response: json((value) => value), ttl: optional(integer) });

/**
 * Runs the command of a call at most once: decides, then commits the writes together with the command row (`row`, if the context has its
 * own). The first commit stores the response; the same key and input return it again, whatever the state is by then. `decide` is called
 * again, with fresh reads, if something it read has changed. Refusals are not stored.
 */
export async function runCommand<Response, R extends Refusal>(
  { dynamo, clock, own }: CommandPorts,
  call: CommandCall,
  decide: () => Promise<Outcome<Decision<Response, R>, R>>,
  row?: Key,
): Promise<Outcome<Committed<Response>, R | IdempotencyConflict>> {
  const command: Command = { ...commandOf(call), table: own.name, row };
  const inputHash = sha256(canonicalJson(command.input));
  for (let attempt = 1; attempt <= maximumDecisions; attempt += 1) {
    const decided = await decide();
    if (!decided.ok) return (await earlier<Response>(dynamo, clock, command, inputHash)) ?? decided;
    if (call.instead && !decided.value.onePerson) {
      return (await earlier<Response>(dynamo, clock, command, inputHash)) ?? refused<R>(await call.instead(decided.value));
    }
    const further = call.also?.() ?? accept([]);
    if (!further.ok) return (await earlier<Response>(dynamo, clock, command, inputHash)) ?? refused<R>(further.refusal);
    const { writes, prepare } = decided.value;
    if (prepare) {
      const known = await earlier<Response>(dynamo, clock, command, inputHash);
      if (known) return known;
      await prepare();
    }
    const row = command.row
      ? keptRowWrite(command.table, command.row, inputHash, decided.value)
      : commandRowWrite(command, inputHash, decided.value, clock);
    const result = await commitOrLookUp(dynamo, clock, command, inputHash, [...further.value, ...writes, row]);
    if (result.kind === "committed") return accept({ response: asStored(decided.value.response), replayed: false });
    if (result.kind === "earlier") return result.outcome as Outcome<Committed<Response>, IdempotencyConflict>;
    if (typeof result.failure !== "string") return refused<R>(result.failure);
    await backOff(attempt);
  }
  throw new StoreBusy(`${command.operation}: its inputs kept changing`);
}

/** A response as a repeat will read it: with its members in the order of the stored text, so that both answers are the same bytes. */
function asStored<Response>(response: Response): Response {
  return JSON.parse(canonicalJson(response)) as Response;
}

/** A refusal that came with the call or with a write: its type is that of the operation's refusals. */
function refused<R extends Refusal>(refusal: Refusal): Outcome<never, R> {
  return { ok: false, refusal: refusal as R };
}

async function commitOrLookUp(
  dynamo: DynamoDBClient,
  clock: Clock,
  command: Command,
  inputHash: string,
  writes: readonly WriteFragment[],
): Promise<Awaited<ReturnType<typeof commit>> | { kind: "earlier"; outcome: Outcome<Committed<unknown>, IdempotencyConflict> }> {
  try {
    const result = await commit(dynamo, writes);
    if (result.kind === "committed") return result;
    const outcome = await earlier(dynamo, clock, command, inputHash);
    return outcome ? { kind: "earlier", outcome } : result;
  } catch (error) {
    // The outcome is unknown (lost reply or timeout): the row tells whether it was committed.
    const outcome = await earlier(dynamo, clock, command, inputHash);
    if (outcome) return { kind: "earlier", outcome };
    throw error;
  }
}

/** The outcome of an earlier attempt with this key, read consistently; undefined if there was none or its row has expired. */
async function earlier<Response>(
  dynamo: DynamoDBClient,
  clock: Clock,
  command: Command,
  inputHash: string,
): Promise<Outcome<Committed<Response>, IdempotencyConflict> | undefined> {
  const item = await getItem(dynamo, command.table, commandKey(command));
  if (!item) return undefined;
  const row = commandCodec.decode(item);
  if (row.ttl !== undefined && row.ttl <= epochSeconds(clock.now())) return undefined;
  if (row.inputHash !== inputHash) return refuse({ code: "idempotency-key-reused" });
  return accept({ response: row.response as Response, replayed: true });
}

/**
 * The write of a mark beside the command row of a call, remembered as long as its key; `done` where it stands. Of a refused command nothing else
 * is stored: what goes into one transaction with the mark is done once, however often the command is repeated.
 */
export function onceForCommand({ clock, own }: Pick<CommandPorts, "clock" | "own">, call: CommandCall, mark: string): WriteFragment<never> {
  const { pk } = commandKey({ ...commandOf(call), row: undefined });
  const attributes = (ttl: number) => markCodec.encode({ ttl });
  return { write: firstWithinDays(own.name, { pk, sk: `mark#${mark}` }, attributes, clock), failure: "done" };
}

function commandKey({ party, operation, key, row }: Omit<Command, "input" | "table">): Key {
  // Subjects and keys may hold `#`: encoded, no two commands share a row.
  return row ?? { pk: `command#${encodeURIComponent(party)}#${operation}#${encodeURIComponent(key)}`, sk: "command" };
}

type Recorded = Pick<Decision<unknown, Refusal>, "response" | "record">;

/** A row of the context: immutable, never replaced. */
function keptRowWrite(table: string, key: Key, inputHash: string, { response, record }: Recorded): WriteFragment {
  const item = { ...keyOf(key), ...commandCodec.encode({ inputHash, response }), ...record };
  return { write: { Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" } }, failure: "stale" };
}

function commandRowWrite(command: Command, inputHash: string, { response }: Recorded, clock: Clock): WriteFragment {
  const attributes = (ttl: number) => commandCodec.encode({ inputHash, response, ttl });
  return { write: firstWithinDays(command.table, commandKey(command), attributes, clock), failure: "stale" };
}

/** Puts a row that is kept as long as a key is remembered, unless there is one. */
function firstWithinDays(table: string, key: Key, attributes: (ttl: number) => Item, clock: Clock): WriteFragment["write"] {
  const now = epochSeconds(clock.now());
  return {
    Put: {
      TableName: table,
      Item: { ...keyOf(key), ...attributes(now + daysKept * 86_400) },
      // Time to live deletes late, so an expired row may be replaced.
      ConditionExpression: "attribute_not_exists(pk) OR #ttl <= :now",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":now": { N: String(now) } },
    },
  };
}
