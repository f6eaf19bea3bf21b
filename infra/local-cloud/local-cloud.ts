import { appendFileSync, mkdirSync } from "node:fs";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startHttpApi } from "./api/http-api.ts";
import { httpApiOf, portalOriginsOf } from "./api/http-api-definition.ts";
import { loadAssembly } from "./assembly/assembly.ts";
import type { DeploymentTarget } from "./assembly/resource-types.ts";
import { rulesOfBuckets } from "./bucket-rules.ts";
import { openClock } from "./clock.ts";
import { controlSecret, startControl } from "./control.ts";
import { controlActions } from "./control-actions.ts";
import { denialText } from "./denial-text.ts";
import { deployedFunctions, keysOf } from "./deployed-functions.ts";
import { enginesOfAccount } from "./engines/account-engines.ts";
import { startEngines } from "./engines/engines.ts";
import { deleteTables, makeStoredResources, streamsOf } from "./engines/stored-resources.ts";
import { requireGivenEngine } from "./engines/table-engine-available.ts";
import { forgetOtherStreams } from "./event-sources/checkpoints.ts";
import type { InvocationResult } from "./event-sources/types.ts";
import { failureQueuesOf, waitingMessages } from "./failure-queues.ts";
import { startFunctions } from "./functions/functions.ts";
import { startGateway } from "./gateway/gateway.ts";
import type { Gateway } from "./gateway/types.ts";
import { startIdentity } from "./identity/identity.ts";
import type { SignIn } from "./identity/persona.ts";
import { type LocalCloudAddress, openStateFolder } from "./state-folder.ts";
import { contentsOf, startDeployedInvocations, startDeployedSchedules, startSources } from "./triggers.ts";
import { untilQuiet } from "./until-quiet.ts";

/** What `startLocalCloud` needs. */
export interface LocalCloudOptions {
  /** Folder that holds all state; a second local cloud on it is refused. */
  readonly state: string;
  /** Folder of the synthesized assembly, or how to make it once the state folder is ours: a running local cloud's code is never replaced. */
  readonly assembly: string | (() => Promise<string>);
  /** Discards the state first. */
  readonly fresh?: boolean;
  /** Region, account and partition that the templates are resolved for. */
  readonly target: Omit<DeploymentTarget, "queueEndpoint">;
  /** Audience that tokens of the local issuer name. */
  readonly audience: string;
  /** Who can sign in at the local issuer. */
  readonly signIn: SignIn;
  /** Called with a line for each new denial: what is not granted to which function. All are kept in `denied.log` of the state folder. */
  readonly onDenied?: (denial: string) => void;
  /** Called with a line when it has replaced something by itself: a damaged file, an engine that died. */
  readonly onNotice?: (line: string) => void;
  /** Called with a line for each thing that the start does, before it is done. */
  readonly onStep?: (step: string) => void;
  /**
   * Called when a part died that can't be replaced, after everything else was stopped, with the reason. Without it the reason is thrown as an
   * uncaught error: a local cloud never just stops working.
   */
  readonly onLost?: (reason: string) => void;
  /** How long a function's process without events is kept, in milliseconds; half a minute when absent. */
  readonly idleMilliseconds?: number;
  readonly ports?: { readonly api?: number; readonly issuer?: number; readonly control?: number };
  /** Endpoint of another engine for tables and streams. With `fresh`, the assembly's tables are deleted there first. */
  readonly dynamodbEndpoint?: string;
  /**
   * Endpoint of an account in which the assembly's stacks are deployed already, as an emulator of AWS offers it: its tables with their
   * streams, its queues and buckets are used as they are, and never created, changed or deleted.
   */
  readonly deployedAt?: string;
}

/** A running local cloud. */
export interface LocalCloud {
  readonly address: LocalCloudAddress;
  readonly state: string;
  /** Secret of the control endpoint. */
  readonly secret: string;
  readonly gateway: Pick<Gateway, "injectFault" | "clearFaults" | "readCapacity" | "readRights">;
  /** An access token for a persona. */
  token(persona: string): Promise<string>;
  /** Time of the local clock in epoch milliseconds. */
  now(): number;
  /** Moves the clock forward to an instant (epoch milliseconds); schedules that come due run. */
  moveClock(to: number): Promise<void>;
  /** Runs a schedule's function now. */
  runSchedule(name: string): Promise<void>;
  /** Runs a function with an event, as its own service would. */
  invoke(name: string, event: unknown): Promise<InvocationResult>;
  /** Puts a message into a queue, as a service of the cloud does. */
  sendMessage(queueName: string, body: string): Promise<void>;
  /** Resolves when nothing is undelivered, in flight or due; throws after the deadline, naming what is left. */
  untilIdle(milliseconds?: number): Promise<void>;
  /** How many messages wait in each failure queue that has any. */
  failures(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

const idleDeadline = 30_000;

/**
 * Starts a local cloud from a synthesized assembly; everything listens on loopback. Throws `LocalCloudRunsAlready` when one runs on the
 * state folder.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { onStep = () => {}, onNotice = () => {} } = options;
  onStep("checking the state");
  const found: string[] = [];
  const state = await openStateFolder(options.state, { fresh: options.fresh === true, onNotice: (line) => found.push(line) });
  mkdirSync(state.file("logs"), { recursive: true });
  const ending: (() => Promise<void> | void)[] = [() => state.release()];
  let ended: Promise<void> | undefined;
  found.forEach(notice);
  try {
    return await boot();
  } catch (error) {
    await endAll();
    throw error;
  }

  /** Ends everything, the last started first; once, however often it is asked to. */
  function endAll(): Promise<void> {
    ended ??= (async () => {
      for (const end of ending.splice(0).reverse()) await end();
    })();
    return ended;
  }

  function log(message: string): void {
    appendFileSync(state.file("logs", "local-cloud.log"), `${new Date().toISOString()} ${message}\n`);
  }

  function notice(line: string): void {
    log(line);
    onNotice(line);
  }

  /** Without this part nothing works any more. */
  async function lose(reason: string): Promise<void> {
    if (ended) return;
    log(reason);
    await endAll();
    if (!options.onLost) throw new Error(reason);
    options.onLost(reason);
  }

  async function boot(): Promise<LocalCloud> {
    const { target } = options;
    const clock = openClock(state.file("clock.json"), state.noteClock);
    ending.push(() => clock.stop());
    const { dynamodbEndpoint, deployedAt } = options;
    if (dynamodbEndpoint !== undefined) await requireGivenEngine(dynamodbEndpoint);
    onStep("starting the engines");
    const engines = deployedAt
      ? enginesOfAccount(deployedAt)
      : await startEngines(state, {
          ...{ region: target.region, lead: clock.lead(), dynamodbEndpoint },
          ...{ onRestarted: notice, onLost: lose },
        });
    ending.push(() => engines.stop());
    const gateway = await startGateway({
      ...target,
      endpoints: { dynamodb: engines.dynamodb, sqs: engines.queues, s3: engines.queues },
      callers: [],
      tokensFile: state.file("tokens"),
      messagesFolder: state.file("messages"),
      keysFile: state.file("keys.json"),
      clockOffset: clock.lead(),
    });
    ending.push(() => gateway.stop());
    gateway.onLost((reason) => lose(`the gateway has died: ${reason}`));
    const folder = typeof options.assembly === "string" ? options.assembly : await options.assembly();
    const assembly = loadAssembly(folder, { ...target, queueEndpoint: gateway.url });
    if (options.fresh && dynamodbEndpoint !== undefined) await deleteTables(assembly, dynamodbEndpoint);
    onStep("making tables, queues and buckets");
    const streams = deployedAt ? await streamsOf(assembly, deployedAt) : await makeStoredResources(assembly, engines);
    const deployed = deployedFunctions(assembly, gateway.url);
    await gateway.setCallers(deployed.map(({ caller }) => caller));
    await gateway.setKeys(keysOf(assembly));
    await gateway.setBuckets(rulesOfBuckets(assembly));
    const own = { tables: (dynamodbEndpoint ?? deployedAt) === undefined, queues: deployedAt === undefined };
    const contents = contentsOf(assembly, own);
    const renewed = forgetOtherStreams(state.file("checkpoints"), contents.streams, streams);
    if (renewed.length > 0) {
      const means = "their streams are delivered from the beginning; queues, objects and keys are kept, unless the state begins fresh";
      notice(`the engine has lost what this state had written to ${renewed.join(", ")}: ${means}`);
    }
    state.note(contents);
    onStep("starting event sources, schedules and servers");
    const functions = startFunctions({
      ...{ definitions: deployed.map(({ definition }) => definition), state: state.path, lead: clock.lead },
      ...(options.idleMilliseconds !== undefined && { idleMilliseconds: options.idleMilliseconds }),
    });
    ending.push(() => functions.stop());
    // A crash fault kills the caller before or after its commit, as a failing machine would.
    gateway.onCrash(({ functionName }) => functions.kill(functionName));
    gateway.onDenied((call) => {
      const denial = denialText(call);
      appendFileSync(state.file("denied.log"), `${new Date().toISOString()} ${denial}\n`);
      options.onDenied?.(denial);
    });
    clock.follow((lead) => gateway.setClockOffset(lead));
    clock.follow((lead) => functions.setLead(lead));
    clock.follow((lead) => engines.setLead(lead));

    const credentials = { accessKeyId: "host", secretAccessKey: "host" };
    // Patient enough for an engine that is started again.
    const sqs = new SQSClient({ endpoint: engines.queues, region: target.region, credentials, maxAttempts: 10 });
    const wiring = {
      ...{ assembly, engines, sqs, clock, streams, log, lose },
      ...{ checkpointFolder: state.file("checkpoints"), invoke: functions.invoke },
    };
    const invocations = startDeployedInvocations(wiring);
    ending.push(() => invocations.stop());
    gateway.onInvoke(invocations.handle);
    const { sources, poll } = startSources(wiring);
    ending.push(() => Promise.all(sources.map((source) => source.stop())).then(() => {}));
    // Messages whose visibility timeout or delay ends by the new time.
    clock.onClockMoved(() => {
      for (const source of sources) source.poll();
    });
    gateway.onWrite(({ tables, queues }) => poll([...tables, ...queues]));
    const schedules = startDeployedSchedules(wiring);
    ending.push(() => schedules.stop());

    const { ports = {}, audience, signIn } = options;
    const identity = await startIdentity({
      ...{ ...portOf(ports.issuer), audience, signIn, origins: portalOriginsOf(assembly) },
      keyFile: state.file("issuer-key.json"),
      now: clock.now,
    });
    ending.push(() => identity.stop());
    const api = await startHttpApi({
      ...httpApiOf(assembly, identity.issuer),
      ...portOf(ports.api),
      accountId: target.accountId,
      now: clock.now,
      invoke: functions.invoke,
      accessLog: state.file("logs", "access.log"),
    });
    ending.push(() => api.stop());

    const untilIdle = (milliseconds = idleDeadline): Promise<void> =>
      untilQuiet({ sources, idle: () => schedules.idle() && invocations.idle() && functions.busy() === 0, milliseconds });
    const runSchedule = async (name: string): Promise<void> => void (await schedules.runNow(name));
    const invoke = (name: string, event: unknown): Promise<InvocationResult> => {
      const names = deployed.map(({ definition }) => definition.name);
      if (!names.includes(name)) throw new Error(`no function is called ${name}; there are ${names.sort().join(", ")}`);
      return functions.invoke(name, event);
    };
    const addressOf = (queueName: string): string => `${engines.queues}/${target.accountId}/${queueName}`;
    const sendMessage = async (queueName: string, body: string): Promise<void> =>
      void (await sqs.send(new SendMessageCommand({ QueueUrl: addressOf(queueName), MessageBody: body })));
    const failureQueues = failureQueuesOf(assembly);
    const failures = (): Promise<Record<string, number>> => waitingMessages(sqs, addressOf, failureQueues);
    const secret = controlSecret(state.file("control-secret"));
    const control = await startControl({
      ...portOf(ports.control),
      secret,
      actions: controlActions({ ...{ clock, gateway, untilIdle, runSchedule, failures, invoke }, token: identity.token }),
    });
    ending.push(() => control.stop());

    const address = { pid: process.pid, apiUrl: api.url, issuerUrl: identity.issuer, controlUrl: control.url };
    state.announce(address);
    ending.push(() => state.withdraw());
    return {
      ...{ address, state: state.path, secret, gateway, untilIdle, runSchedule, failures, invoke, sendMessage },
      token: identity.token,
      now: clock.now,
      moveClock: (to) => clock.moveTo(to),
      stop: endAll,
    };
  }
}

function portOf(port: number | undefined): { readonly port?: number } {
  return port === undefined ? {} : { port };
}
