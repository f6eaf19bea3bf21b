import type { Caller } from "../../../shared/http/caller.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { newId, sha256 } from "../../../shared/kernel/ids.ts";
import type { Outcome, Refusal } from "../../../shared/kernel/outcome.ts";
import { readerOf } from "../../../shared/members/reader.ts";
import type { Reading, ReadingLog } from "../../../shared/members/readings.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import {
  type CommandCall,
  type CommandPorts,
  commandOf,
  type Decision,
  type IdempotencyConflict,
  onceForCommand,
  runCommand,
} from "../../../shared/store/command.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { endingsInWords } from "./in-words.ts";
import { type Ending, kept, kindsToldBy, type TellingOperation, tells, waitingBasis } from "./what-refusals-tell.ts";

/** Dependencies of commands whose refusals tell something of a firm. */
export interface TellingPorts extends CommandPorts {
  readonly clock: Clock;
  /** Who read what of whom. */
  readonly readings: ReadingLog;
}

/** A call of such a command. */
type TellingCall = CommandCall & { readonly caller: Caller };

/** What a command that is not done tells of one firm. */
export interface Telling {
  readonly partyId: string;
  readonly area: string;
  /** Everything that the bank asked about the firm's property. */
  readonly asked: Reading["asked"];
  /** Contract, registration or batch that it was for. */
  readonly reference: string;
  readonly endings: readonly Ending[];
}

/** What a command tells, by how its rules end. */
interface TellingOf {
  readonly operation: TellingOperation;
  readonly tellings: (ending: Ending) => Promise<readonly Telling[]>;
}

const firmsAtOnce = 16;

/**
 * Runs a command whose refusals tell something of firms. What it tells is recorded in the log of each firm before it is answered; so is what it
 * tells by waiting for a second person, before it waits. What is done is not recorded: the firm gets the fact of it.
 */
export async function runTellingCommand<Response, R extends Refusal>(
  ports: TellingPorts,
  call: TellingCall,
  decide: () => Promise<Outcome<Decision<Response, R>, R>>,
  { operation, tellings }: TellingOf,
): ReturnType<typeof runCommand<Response, R | IdempotencyConflict>> {
  const { instead } = call;
  const waiting: CommandCall["instead"] =
    instead &&
    (async (decision) => {
      await record(ports, call, { ...operation, basis: waitingBasis }, await tellings(kept));
      return instead(decision);
    });
  const outcome = await runCommand<Response, R>(ports, waiting ? { ...call, instead: waiting } : call, decide);
  if (!outcome.ok && tells(outcome.refusal)) await record(ports, call, operation, await tellings(outcome.refusal));
  return outcome;
}

/** Records what a command tells of firms other than its caller's, once for a key and what is told. */
async function record(
  ports: TellingPorts,
  call: TellingCall,
  { basis, purpose }: TellingOperation,
  tellings: readonly Telling[],
): Promise<void> {
  const { caller, endpoint } = call;
  const told = tellings.flatMap((each) => {
    const kinds = [...new Set(each.endings.flatMap(({ code }) => kindsToldBy(code)))];
    return kinds.length > 0 && each.partyId !== caller.partyId ? [{ ...each, kinds }] : [];
  });
  if (told.length === 0) return;
  const input = sha256(canonicalJson(commandOf(call).input));
  const at = ports.clock.now();
  await eachAtOnce(told, firmsAtOnce, async ({ partyId, area, asked, reference, endings, kinds }) => {
    const reading: Reading = {
      readingId: newId(at),
      ...{ partyId, area, ...readerOf(caller) },
      ...{ operation: endpoint.operationId, kinds, asked, purpose },
      ...{ basis, basisReference: reference, at, told: endingsInWords(endings) },
    };
    // A repeat that is told something else tells something new.
    const mark = `told#${partyId}#${sha256(canonicalJson({ input, basis, endings }))}`;
    await commit(ports.dynamo, [...ports.readings.readingPuts(reading), onceForCommand(ports, call, mark)]);
  });
}
