import type { Fact } from "../../../shared/kernel/fact.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { transferFact } from "../../../shared/ledger/contract.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { carbonFacts } from "../../carbon/contract.ts";
import { licencesFacts } from "../../licences/contract.ts";
import { declarationFacts } from "../declarations/contract.ts";
import type { CompliancePorts } from "../ports.ts";
import { type Heard, heardOfDeclaration, heardOfRecord, heardOfReversal, heardOfSurrender, heardOfTransfer } from "./heard.ts";
import { type Subject, subjectName } from "./subject.ts";

const keysAtOnce = 100;

/** What a recorded fact says, by its type. */
const readers: Readonly<Record<string, (fact: Fact) => Heard[]>> = {
  [licencesFacts.permitRecorded.factType]: (fact) => heardOfRecord({ ...fact, data: licencesFacts.permitRecorded.data.parse(fact.data) }),
  [declarationFacts.dischargeAccepted.factType]: (fact) =>
    heardOfDeclaration({ ...fact, data: declarationFacts.dischargeAccepted.data.parse(fact.data) }),
  [declarationFacts.dischargeReversed.factType]: (fact) =>
    heardOfReversal({ ...fact, data: declarationFacts.dischargeReversed.data.parse(fact.data) }),
  [carbonFacts.obligationChanged.factType]: (fact) =>
    heardOfSurrender({ ...fact, data: carbonFacts.obligationChanged.data.parse(fact.data) }),
};

/**
 * What the facts themselves say of a subject, read where they were recorded and not from what was heard of them: facts about its member, and
 * the ledger entries of its positions.
 */
export async function factsOfSubject(ports: CompliancePorts, subject: Subject, partyId: string): Promise<Heard[]> {
  const heard: Heard[] = [];
  for await (const fact of ports.records.all({ partition: `party#${partyId}` }, decodeFact))
    heard.push(...(readers[fact.factType]?.(fact) ?? []));
  for (const fact of await entriesOf(ports, subject)) heard.push(...heardOfTransfer({ ...fact, data: transferFact.data.parse(fact.data) }));
  return heard.filter((each) => subjectName(each.subject) === subjectName(subject));
}

/** The ledger's facts that moved a position of the subject. */
async function entriesOf({ records, ledger }: CompliancePorts, subject: Subject): Promise<Fact[]> {
  const account = subject.kind === "discharge" ? siteAccount(subject.siteId) : partyAccount(subject.partyId);
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await ledger.positions(account, subject.kind === "discharge" ? "permit" : "allowance", { cursor });
    for (const { instrument } of page.items) {
      if (subject.kind === "discharge" && permitTerm(instrument)?.pollutant !== subject.pollutant) continue;
      const postings = records.all({ partition: `posting#${account}#${instrument}` }, ({ factId }) => String(factId?.S));
      for await (const factId of postings) ids.add(factId);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const keys = [...ids].map(factKey);
  const facts: Fact[] = [];
  for (let start = 0; start < keys.length; start += keysAtOnce)
    facts.push(...(await ledger.table.readMany(keys.slice(start, start + keysAtOnce), decodeFact)));
  return facts;
}
