import { contexts } from "../../functions/registry.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { Decimal, sum } from "../../shared/kernel/decimal.ts";
import type { MeasuredCommand } from "./capacity-table.ts";
import type { DeployedFunction, DeployedResources } from "./deployed-resources.ts";
import type { AuctionStep, PriceList, PriceName, UsageInputs } from "./price-list.ts";

/** A quantity that is paid for. */
export interface Usage {
  readonly what: string;
  readonly price: PriceName;
  readonly quantity: Decimal;
}

/** What a cost is computed from: what is deployed, what was measured, and labelled inputs. */
export interface CostBasis {
  readonly resources: DeployedResources;
  readonly capacity: ReadonlyMap<string, MeasuredCommand>;
  readonly inputs: UsageInputs;
}

const bytesPerGb = new Decimal(1024).pow(3);
const mbPerGb = 1024;
/** What a query reads is billed by decimal units. */
const mbPerArchiveGb = 1000;
const millisecondsPerSecond = 1000;
const daysPerMonth = 30;

/** What a month costs in which nobody calls. */
export function idleMonth({ resources, inputs }: CostBasis): readonly Usage[] {
  const minutes = inputs.hoursPerMonth.value.mul(60);
  const runs = resources.jobs.map((job) => ({ times: minutes.div(job.everyMinutes), job }));
  const all = sum(runs.map(({ times }) => times));
  const polls = minutes.mul(60).div(inputs.pollSeconds.value).mul(inputs.pollers.value).mul(resources.polledQueues);
  const logs = all.mul(inputs.logBytesPerRun.value).div(bytesPerGb);
  const { gigabytes } = inputs;
  return [
    usage("alarms", "cloudwatch-alarm-metric", resources.alarmMetrics),
    usage("lines of logs that alarms count", "cloudwatch-custom-metric", resources.metricFilters),
    usage("dashboard", "cloudwatch-dashboard", resources.dashboards),
    usage("keys", "kms-key", resources.keys),
    usage("waiting for messages", "sqs-request", polls),
    ...runs.flatMap(({ times, job }) => runsOf("jobs", resources, job, times, inputs.jobMilliseconds.value)),
    usage("jobs", "dynamodb-read-unit", all.mul(inputs.jobReadUnits.value)),
    usage("logs of jobs", "logs-ingest-gb", logs),
    usage("logs of jobs", "logs-storage-gb", logs.mul(resources.logDays).div(daysPerMonth)),
    usage("tables", "dynamodb-storage-gb", gigabytes.value),
    usage("point-in-time recovery", "dynamodb-recovery-gb", gigabytes.value),
    usage("recovery points", "backup-storage-gb", gigabytes.value.mul(resources.recoveryPoints)),
  ];
}

/** What a thousand calls of a command cost, its member unknown to the function each time. */
export function thousandCalls(basis: CostBasis, command: string): readonly Usage[] {
  return callsOf(basis, command, new Decimal(1000));
}

/** How many take part in an auction. */
interface Participants {
  readonly bidders: number;
  readonly winners: number;
}

function timesOf({ bidders, winners }: Participants): Readonly<Record<AuctionStep["times"], number>> {
  return { auction: 1, bidder: bidders, winner: winners, loser: bidders - winners };
}

/** How many notices members get of a whole auction. */
export function noticesOfAuction(steps: readonly AuctionStep[], participants: Participants): number {
  const count = timesOf(participants);
  return steps.reduce((total, { times, notices = 0 }) => total + count[times] * notices, 0);
}

/** What sending notices costs, each by mail and by SMS. */
export function sentNotices({ inputs }: CostBasis, notices: number): readonly Usage[] {
  const messages = inputs.addressesPerNotice.value.mul(notices);
  return [usage("notices", "ses-message", messages), usage("notices", "sns-sms-part", messages.mul(inputs.smsPartsPerNotice.value))];
}

/** What questions to the archive of records cost: what each reads, and the requests for its objects. */
export function archiveQuestions({ inputs }: CostBasis, questions: number): readonly Usage[] {
  return [
    usage("questions to the archive", "athena-gb", inputs.archiveMbPerQuestion.value.mul(questions).div(mbPerArchiveGb)),
    usage("questions to the archive", "s3-get", inputs.archiveObjectsPerQuestion.value.mul(questions)),
  ];
}

/** What a whole auction costs, from its announcement to the last release; without sending its notices, which depends on the channels. */
export function wholeAuction(basis: CostBasis, steps: readonly AuctionStep[], participants: Participants): readonly Usage[] {
  const count = timesOf(participants);
  const { inputs, resources } = basis;
  const consumer = {
    memoryMb: inputs.consumerMemoryMb.value.toNumber(),
    traced: [...resources.functions.values()].some(({ traced }) => traced),
  };
  return steps.flatMap(({ what, times, facts, writes, reads = 0, objects = 0, keyRequests = 0 }) => {
    const number = new Decimal(count[times]);
    const told = number.mul(facts);
    const direct =
      writes === undefined
        ? callsOf(basis, what, number)
        : [usage(what, "dynamodb-write-unit", number.mul(writes)), usage(what, "dynamodb-read-unit", number.mul(reads))];
    const runs = told.mul(inputs.runsPerFact.value);
    return [
      ...direct,
      usage(what, "s3-put", number.mul(objects)),
      usage(what, "kms-request", number.mul(keyRequests)),
      ...runsOf(what, resources, consumer, runs, inputs.consumerMilliseconds.value),
      usage(what, "sqs-request", told.mul(inputs.queueRequestsPerFact.value)),
      usage(what, "dynamodb-write-unit", told.mul(inputs.writeUnitsPerFact.value)),
      usage(what, "dynamodb-read-unit", told.mul(inputs.readUnitsPerFact.value)),
      usage(what, "logs-ingest-gb", runs.mul(inputs.logBytesPerRun.value).div(bytesPerGb)),
    ];
  });
}

function callsOf({ resources, capacity, inputs }: CostBasis, command: string, times: Decimal): readonly Usage[] {
  const measured = capacity.get(command);
  if (!measured) throw new Error(`docs/capacity.md measures no ${command}`);
  const logBytes = inputs.logBytesPerRun.value.plus(inputs.logBytesPerRequest.value);
  return [
    usage(command, "http-api-request", times),
    ...runsOf(command, resources, functionOf(resources, command), times, inputs.commandMilliseconds.value),
    usage(command, "dynamodb-write-unit", times.mul(measured.writes)),
    usage(command, "dynamodb-read-unit", times.mul(inputs.membershipReadUnits.value.plus(measured.reads))),
    usage(command, "logs-ingest-gb", times.mul(logBytes).div(bytesPerGb)),
  ];
}

/** The function that serves a command; a command's row of the capacity table begins or ends with its operation. */
function functionOf({ functions }: DeployedResources, command: string): DeployedFunction {
  const words = command.split(/[ ,]+/);
  const serving = functionsOfKind(contexts, "api").find(({ definition }) =>
    Object.values(definition.endpoints).some(({ operationId }) => words.includes(operationId)),
  );
  const found = serving && functions.get(serving.id);
  if (found === undefined) throw new Error(`the templates have no function that serves ${command}`);
  return found;
}

/** Runs of a function. Every run of a traced one counts as a trace, though of many in one second Lambda traces the first and a twentieth. */
function runsOf(
  what: string,
  { architecture }: DeployedResources,
  { memoryMb, traced }: DeployedFunction,
  times: Decimal,
  each: Decimal,
): readonly Usage[] {
  return [
    usage(what, "lambda-request", times),
    usage(what, `lambda-gb-second-${architecture}`, times.mul(each).mul(memoryMb).div(millisecondsPerSecond).div(mbPerGb)),
    usage(what, "xray-trace", traced ? times : 0),
  ];
}

function usage(what: string, price: PriceName, quantity: Decimal | number): Usage {
  return { what, price, quantity: new Decimal(quantity) };
}

/** A line of a cost: everything of one price. */
export interface CostLine {
  readonly price: PriceName;
  readonly quantity: Decimal;
  readonly amount: Decimal;
  readonly assumed: boolean;
}

/** Puts a price to usages: a line for each price, and their sum; exact, without free tiers. */
export function priced(usages: readonly Usage[], { prices }: PriceList): { readonly lines: readonly CostLine[]; readonly total: Decimal } {
  const lines = [...Map.groupBy(usages, (each) => each.price)].flatMap(([name, own]): CostLine[] => {
    const { price, per, assumption } = prices[name];
    const quantity = sum(own.map((each) => each.quantity));
    return quantity.isZero() ? [] : [{ price: name, quantity, amount: quantity.mul(price).div(per), assumed: assumption !== undefined }];
  });
  return { lines, total: sum(lines.map(({ amount }) => amount)) };
}
