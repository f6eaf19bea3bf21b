import type { PlanPage } from "../../functions/allocations/contract.ts";
import { closeDueAuctions } from "../../functions/auctions/closing/close-due-auctions.ts";
import { auctionsPorts, closingPorts } from "../../functions/auctions/ports.ts";
import { settleEnrolment } from "../../functions/auctions/settlement/settle-enrolment.ts";
import type { AllowancePage } from "../../functions/carbon/allowances/contract.ts";
import { runDeadlines } from "../../functions/carbon/deadlines/deadlines.ts";
import { reportPorts } from "../../functions/carbon/reports/ports.ts";
import { cashFacts } from "../../functions/cash/contract.ts";
import { cashPorts } from "../../functions/cash/ports.ts";
import { bookStatement } from "../../functions/cash/statements/book-statement.ts";
import { sweepHouseAccounts } from "../../functions/cash/sweep-house-accounts.ts";
import { batchesFacts } from "../../functions/collateral/batches/contract.ts";
import { draftBatch } from "../../functions/collateral/batches/draft-batch.ts";
import { collateralJobPorts } from "../../functions/collateral/ports.ts";
import { examples } from "../../functions/examples.ts";
import { licencesFacts } from "../../functions/licences/contract.ts";
import { factRows } from "../../functions/records/facts/recorded-facts.ts";
import { chainReader } from "../../functions/records/sealing/blocks.ts";
import { headReader } from "../../functions/records/sealing/heads.ts";
import { seal } from "../../functions/records/sealing/seal.ts";
import { signHeads } from "../../functions/records/sealing/sign-heads.ts";
import { statementsPorts } from "../../functions/records/statements/ports.ts";
import { transferRecorder } from "../../functions/records/statements/record-transfer.ts";
import { recordedFacts } from "../../functions/records/trades/contract-facts.ts";
import { tradeRecorder } from "../../functions/records/trades/record-trade.ts";
import { contexts } from "../../functions/registry.ts";
import { story } from "../../functions/story.ts";
import { screeningPorts } from "../../functions/surveillance/ports.ts";
import { raiseItems } from "../../functions/surveillance/worklist/raise-items.ts";
import { indexFacts } from "../../functions/valuation/index/contract-facts.ts";
import { recompute } from "../../functions/valuation/index/recompute.ts";
import { valuationPorts } from "../../functions/valuation/ports.ts";
import { requestOperations } from "../../shared/approvals/contract.ts";
import type { Example } from "../../shared/http/examples.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { doneStatus, type EndpointDescription, isWrite } from "../../shared/kernel/endpoint.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount } from "../../shared/ledger/account.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { putItems } from "../../shared/store/client.ts";
import { openBucket } from "../../shared/store/objects.ts";
import { openSigner } from "../../shared/store/signer.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { anEntry } from "../integration/permits-support.ts";
import { doAllowancePagesOf } from "./allowance-pages.ts";
import { testClock } from "./clock.ts";
import { takeClosings } from "./closings.ts";
import { compareAll } from "./comparisons.ts";
import { complianceEar } from "./compliance.ts";
import { coverageEar } from "./coverage.ts";
import { type Engine, startEngine } from "./engine.ts";
import { exampleValues } from "./example-values.ts";
import type { Answer, Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { doPagesOf } from "./plan-pages.ts";
import { codeIn, openPostOffice } from "./post-office.ts";
import { freshQueue } from "./queues.ts";
import { colleagueOf } from "./second-person.ts";
import { statedFacts, transfers } from "./stated-facts.ts";
import { surveillanceEar } from "./surveillance.ts";
import { valuesEar } from "./values.ts";
import { openWholeApi } from "./whole-api.ts";

/** The story of the examples, as it is sent to the API. */
export interface Story {
  /** The engine that it is told on. */
  readonly engine: Engine;
  /** Sends examples by operation and name; a colleague approves at once what waits for a second person. */
  send(...sent: readonly string[]): Promise<void>;
  /** Enters an example three times: the first is withdrawn, the second refused and the third approved, by the examples of requests. */
  requests(table: string, entered: string): Promise<void>;
  moveTo(instant: string): void;
  /** Takes the code out of the mail that was sent. */
  mail(): Promise<void>;
  /** Does what time does to carbon. */
  carbonDeadlines(): Promise<void>;
  /** Drafts the pledges of batches that were accepted. */
  draftBatches(): Promise<void>;
  /** Uploads a text to the address that the last answer gave. */
  upload(text: string): Promise<void>;
  /** Closes the sales that are due. */
  close(): Promise<void>;
  /** Settles or releases every enrolment of the sale, and sweeps the proceeds to the main accounts. */
  settle(): Promise<void>;
  /** Does the pages of every plan of allocations that was published, decided or withdrawn. */
  pages(): Promise<void>;
  /** Does the pages of every plan of allowances that was published or whose pre-allocation began. */
  allowancePages(): Promise<void>;
  /** Computes the indexes that have a basket. */
  indexes(): Promise<void>;
  /** Lets bids lie close together in what the screens found of the sale, as they may where more take part, and puts that on the worklist. */
  standOut(): Promise<void>;
  /** Sets money of the mill aside under a freeze, as after a sale during which a court froze the tonnes. */
  freezeProceeds(): Promise<void>;
  /** Seals what is recorded, and signs the heads of the days that are over. */
  seal(): Promise<void>;
  /** Lets records and notices handle every fact that has been stated. */
  record(): Promise<void>;
  /** What was answered otherwise than an example promises. */
  readonly faults: string[];
  /** Examples that were not sent. */
  unsent(): string[];
}

/** What a page worker does with a plan, by the fact that asks for it. */
const stepOfFact: Readonly<Record<string, PlanPage["step"]>> = {
  "allocation-plan-published": "publish",
  "allocation-plan-approved": "distribute",
  "allocation-plan-withdrawn": "drop",
};
/** What a page worker does with a plan of allowances, by the fact that asks for it. */
const allowanceStepOfFact: Readonly<Record<string, AllowancePage["step"]>> = {
  "allowance-plan-published": "announce",
  "allowance-pre-allocation-begun": "pre-allocate",
};
const { statementImported } = cashFacts;
const { licenceFileImported } = licencesFacts;
const endpoints = new Map(
  contexts.flatMap(({ endpoints: each }) => Object.values<EndpointDescription>(each)).map((each) => [each.operationId, each]),
);

/** Begins the story on an engine of its own, at its clock. */
export async function openStory(): Promise<Story> {
  const engine = await startEngine();
  const clock = testClock(story.begins);
  const queue = await freshQueue();
  const granted = await grantedOn(engine, clock);
  const api = await openWholeApi(engine, clock, { settings: { firstOperator: subjectOf("operator") } });
  const ports = { ...closingPorts(granted), ...auctionsPorts(granted) };
  const office = await openPostOffice(engine, clock);
  const hear = complianceEar(granted);
  const collateral = collateralJobPorts(granted);
  const hearCoverage = coverageEar(granted);
  const values = valuesEar(granted);
  const watch = surveillanceEar(granted);
  const recordTransfer = transferRecorder(statementsPorts(granted));
  const [seals, trades] = [openTable(engine.dynamo, engine.tables.Seals), openTable(engine.dynamo, engine.tables.Records)];
  const recordTrade = tradeRecorder({ clock, records: trades, seals });
  const known = exampleValues();
  const faults: string[] = [];
  const sent = new Set<string>();
  let last: unknown;

  function requestOf(operation: string, name: string, as = exampleOf(operation, name).by ?? name): Request {
    const { method, path } = required(endpoints.get(operation), operation);
    const { params = {}, query = {}, body } = known.replaced(exampleOf(operation, name)) as Example;
    const filled = path.replace(/\{(\w+)\}/g, (_, each: string) => encodeURIComponent(String(params[each])));
    const asked = new URLSearchParams(query as Record<string, string>).toString();
    sent.add(`${operation} ${name}`);
    return {
      ...(as !== "public" && { as: subjectOf(as) }),
      ...{ method, path: asked ? `${filled}?${asked}` : filled },
      ...(isWrite({ method }) && { body: body ?? {} }),
    };
  }

  /** Compares an answer with its example, and learns the values that only the answer could know. */
  function judge(step: string, { status, body, text }: Answer, expected: number, promised: unknown): void {
    if (status !== expected) faults.push(`${step}: ${status} instead of ${expected} ${text.slice(0, 600)}`);
    else if (promised !== undefined) faults.push(...known.learn(promised, body).map((fault) => `${step}${fault}`));
  }

  async function call(step: string, door: (request: Request) => Promise<Answer> = api.call): Promise<Answer> {
    const [operation = "", name = ""] = step.split(" ");
    const request = requestOf(operation, name);
    // Mail of this story goes through its own post office.
    const at = request.path.startsWith("/notices") ? office.call : door;
    return at(request).catch(({ message: text }: Error) => ({ status: 0, headers: {}, body: {}, text }));
  }

  async function send(...steps: readonly string[]): Promise<void> {
    for (const step of steps) {
      const [operation = "", name = ""] = step.split(" ");
      const done = doneStatus(required(endpoints.get(operation), operation));
      const answer = await call(step);
      last = answer.body;
      judge(step, answer, done, exampleOf(operation, name).response);
    }
  }

  async function enter(step: string): Promise<string> {
    const [operation = "", name = ""] = step.split(" ");
    const answer = await call(step, api.enter);
    judge(step, answer, 202, undefined);
    known.set(story.requestId, String((answer.body as { requestId?: string }).requestId));
    return colleagueOf(engine, subjectOf(exampleOf(operation, name).by ?? name));
  }

  return {
    engine,
    send,
    async requests(table, step) {
      const { read, approve, refuse, withdraw } = requestOperations(table);
      const [operation = "", name = ""] = step.split(" ");
      const decide = async (by: string, decision: string, as: string): Promise<Answer> => {
        const answer = await api.enter({ ...requestOf(decision, by), as });
        judge(`${decision} ${by}`, answer, 200, exampleOf(decision, by).response);
        return answer;
      };
      await enter(step);
      await decide("entered", withdraw, subjectOf(exampleOf(operation, name).by ?? name));
      const second = await enter(step);
      await decide("second", refuse, second);
      await enter(step);
      await decide("second", read, second);
      const { body } = await decide("second", approve, second);
      const promised = exampleOf(operation, name).response;
      if (promised !== undefined)
        faults.push(...known.learn(promised, (body as { result: unknown }).result).map((fault) => `${step}${fault}`));
    },
    moveTo: (instant) => clock.moveTo(instant),
    async mail() {
      await office.run();
      known.set(String(exampleOf("confirmAddress", "mill").body?.code), codeIn(office.sent.at(-1)?.text));
    },
    carbonDeadlines: () => runDeadlines(reportPorts(granted)),
    async draftBatches() {
      const facts = await statedFacts(engine, ({ factType }) => factType === batchesFacts.batchAccepted.factType, ["Collateral"]);
      for (const { data } of facts) await draftBatch(collateral, (data as { readonly batchId: string }).batchId);
    },
    async upload(text) {
      const { address, method, headers } = last as { address: string; method: string; headers: Record<string, string> };
      const { status } = await fetch(address, { method, headers, body: text });
      if (status !== 200) faults.push(`upload: ${status}`);
    },
    async close() {
      await closeDueAuctions({ ...ports, closings: openQueue(queue.sqs, queue.queueUrl) });
      const failed = await takeClosings(ports, queue);
      if (failed.length > 0) throw new Error(`not closed: ${failed.join(", ")}`);
    },
    async settle() {
      for (const enrolment of await ports.own.enrolments(String(known.replaced(story.auctionId)))) await settleEnrolment(ports, enrolment);
      await sweepHouseAccounts({ dynamo: engine.dynamo, clock, ledger: openLedger(engine.dynamo, engine.tables.Ledger) });
    },
    async pages() {
      for (const { factType, data } of await statedFacts(engine, (fact) => fact.factType in stepOfFact)) {
        await doPagesOf(granted, String((data as { readonly planId?: string }).planId), stepOfFact[factType] ?? "publish");
      }
    },
    async allowancePages() {
      for (const { factType, data } of await statedFacts(engine, (fact) => fact.factType in allowanceStepOfFact)) {
        const { planId } = data as { readonly planId: string };
        await doAllowancePagesOf(granted, planId, allowanceStepOfFact[factType] ?? "announce");
      }
    },
    async indexes() {
      const { factType, data } = indexFacts.indexBasketPublished;
      for (const fact of await statedFacts(engine, (each) => each.factType === factType, ["Valuation"])) {
        await recompute(valuationPorts(granted), data.parse(fact.data).indexId);
      }
    },
    async standOut() {
      const { dynamo, own } = screeningPorts(granted);
      const screening = await own.screening(String(known.replaced(story.auctionId)));
      if (!screening) {
        faults.push("nothing was screened");
        return;
      }
      const close = (each: (typeof screening.results)[number]) =>
        each.screen === "bid-dispersion" ? { ...each, standsOut: true, measured: { value: "0.0118", concerned: [] } } : each;
      const found = { ...screening, results: screening.results.map(close) };
      await commit(dynamo, own.screeningPuts(found));
      await raiseItems({ dynamo, clock, own }, found);
    },
    async freezeProceeds() {
      const { own } = collateralJobPorts(granted);
      const enforcement = await own.enforcement(String(known.replaced(story.takenOverId)));
      if (!enforcement) {
        faults.push("nothing was enforced");
        return;
      }
      const { enforcementId, pledgorId, version } = enforcement;
      const [account, quantity, holdId] = [partyAccount(pledgorId), decimal("100"), `held-${enforcementId}`];
      const entry = anEntry<never>({ engine, clock });
      entry.transfer({ instrument: CNY, from: "bank:0", to: account, quantity });
      entry.hold({ holdId, account, instrument: CNY, quantity, purpose: "freeze" });
      const held = { holdId, remainingCny: "100.00", parts: [] };
      await commit(engine.dynamo, [...entry.writes(), own.enforcementPut({ ...enforcement, held, version: version + 1 })]);
    },
    async seal() {
      const { dynamo } = engine;
      const stop = (what: string) => void faults.push(`sealing: ${what}`);
      await seal({ dynamo, clock, seals, records: trades, told: [], missing: stop });
      const readers = { blocks: chainReader(seals), heads: headReader(seals) };
      const archive = openBucket(required(granted.buckets.RecordArchive, "archive"));
      const signer = openSigner(required(granted.keys.RecordHeads, "signing key"));
      await signHeads({ dynamo, clock, seals, ...readers, archive, signer, warn: stop });
    },
    async record() {
      const facts = await statedFacts(engine, () => true);
      await putItems(engine.dynamo, engine.tables.Records, facts.flatMap(factRows));
      for (const fact of facts) if (recordedFacts.some(({ factType }) => factType === fact.factType)) await recordTrade(fact);
      for (const fact of facts) {
        await office.tell(fact);
        await watch(fact);
        const imported = fact.factType === statementImported.factType && statementImported.data.parse(fact.data);
        const file = fact.factType === licenceFileImported.factType && licenceFileImported.data.parse(fact.data);
        if (file) await compareAll(granted, file.importId, file.version);
        if (imported) await bookStatement(cashPorts(granted), imported.statementId, fact.actor);
      }
      for (const fact of await transfers(engine)) await recordTransfer(fact);
      for (const fact of [...facts, ...(await transfers(engine))]) {
        await hear(fact);
        await values.hear(fact);
        await hearCoverage(fact);
      }
      await values.drain();
    },
    faults,
    unsent: () =>
      Object.entries(examples)
        .flatMap(([operation, named]) => Object.keys(named).map((name) => `${operation} ${name}`))
        .filter((each) => !sent.has(each)),
  };
}

function exampleOf(operation: string, name: string): Example {
  return required(examples[operation]?.[name], `example ${operation} ${name}`);
}

function subjectOf(persona: string): string {
  return `persona-${persona}`;
}
