import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { formatFen, plain } from "../../../../shared/kernel/decimal.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import type { Decision } from "../../../../shared/store/command.ts";
import { changing, registersOf } from "../../pledges/change-pledge.ts";
import { stateAt } from "../../pledges/pledge-due.ts";
import { numberOf, type Pledge } from "../../pledges/rows.ts";
import { aboutPledge } from "../../pledges/statement.ts";
import type { PledgingPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { changeAskedOf } from "../../refusals/asked.ts";
import { runTellingCommand, type Telling, type TellingPorts } from "../../refusals/record-refusal.ts";
import { type Ending, tellingOperations } from "../../refusals/what-refusals-tell.ts";
import { answerBy, changeSource } from "../rules.ts";
import { type agreedEndpoints, agreedFacts } from "./contract.ts";
import { decideChange } from "./decide.ts";
import { changeKinds } from "./kinds.ts";
import type { ChangeContent, PledgeChange } from "./rows.ts";
import { placesBehind } from "./subordination.ts";
import { type ChangeView, changeStatement, changeView } from "./views.ts";
import { lapsedFault } from "./while-lapsed.ts";

type Proposed = Call<typeof agreedEndpoints.proposePledgeChange>["body"];
/** What is proposed, and who has to agree. */
interface Proposal {
  readonly content: ChangeContent;
  readonly answerer: { readonly partyId: string; readonly name: string };
}

/** A bank proposes a change. Whatever refuses its agreement now refuses the proposal. */
export function proposePledgeChange(ports: PledgingPorts & TellingPorts, call: Call<typeof agreedEndpoints.proposePledgeChange>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const decide = async (): Promise<Outcome<Decision<ChangeView, CollateralRefusal>, CollateralRefusal>> => {
    const found = await changing(ports, caller, params, ["bank"], "proposePledgeChange");
    if (!found.ok) return found;
    const { pledge } = found.value;
    const at = clock.now();
    const proposal = await proposalOf(ports, pledge, body);
    if (!proposal.ok) return proposal;
    const { content, answerer } = proposal.value;
    const lapsed = lapsedFault({ state: stateAt(pledge, at) }, content.kind, "proposePledgeChange");
    if (lapsed) return refuse(lapsed);
    const decided = await decideChange(ports, pledge, content, at);
    if (!decided.ok) return decided;
    const row = newChange(pledge, { content, answerer }, body, at);
    const { parties, ...envelope } = aboutPledge(caller, at, pledge);
    const concerned = [...new Set([row.bankId, row.pledgorId, row.answererId])];
    return accept({
      response: changeView(row),
      writes: [
        own.pledgeChangePut(row),
        own.state(agreedFacts.pledgeChangeProposed, { ...envelope, parties: concerned, data: changeStatement(row) }),
      ],
    });
  };
  const tellings = async (ending: Ending): Promise<readonly Telling[]> => {
    const pledge = await own.pledge(params.pledgeId);
    const kind = changeKinds.find((each) => body[each] !== undefined);
    return pledge && kind ? [{ ...changeAskedOf(pledge, kind, body.addition?.parts), endings: [ending] }] : [];
  };
  return runTellingCommand(ports, call, decide, { operation: tellingOperations.proposePledgeChange, tellings });
}

function newChange(pledge: Pledge, { content, answerer }: Proposal, { documentSha256, reason }: Proposed, at: Instant): PledgeChange {
  return {
    ...{ changeId: newId(at), pledgeId: pledge.pledgeId, registrationNumber: numberOf(pledge) },
    ...{ kind: content.kind, content, documentSha256, reason, state: "proposed" },
    ...{ bankId: pledge.bank.partyId, bankName: pledge.bank.legalName },
    ...{ pledgorId: pledge.pledgor.partyId, pledgorName: pledge.pledgor.legalName },
    ...{ answererId: answerer.partyId, answererName: answerer.name },
    ...{ proposedAt: at, answerBy: answerBy(dayOf(at)), version: 1 },
  };
}

/** What a body proposes, with those it names found. */
async function proposalOf(ports: PledgingPorts, pledge: Pledge, body: Proposed): Promise<Outcome<Proposal, CollateralRefusal>> {
  const ofPledgor = (content: ChangeContent) =>
    accept<Proposal>({ content, answerer: { partyId: pledge.pledgor.partyId, name: pledge.pledgor.legalName } });
  const { amendment, extension, addition, assignment, subordination } = body;
  if (amendment) return ofPledgor({ kind: "amendment", terms: amended(amendment) });
  if (extension) return ofPledgor({ kind: "extension", terms: extension });
  if (addition) return ofPledgor({ kind: "addition", terms: added(addition) });
  if (assignment) {
    const { bankCreditCode: bankCode } = assignment;
    const bankId = await ports.members.partyOfCode(bankCode);
    const bank = bankId === undefined ? undefined : await ports.members.party(bankId);
    if (!bank) return refuse({ code: "assignee-unknown", creditCode: bankCode, source: changeSource("assignment") });
    const terms = { bankId: bank.partyId, bankCode, bankName: bank.name };
    return accept({ content: { kind: "assignment", terms }, answerer: { partyId: bank.partyId, name: bank.name } });
  }
  const { aheadNumber, sliceIds } = required(subordination, "one kind of change");
  const places = placesBehind(await registersOf(ports, pledge), { pledgeId: pledge.pledgeId, aheadNumber, sliceIds });
  if (!places.ok) return places;
  const { ahead } = places.value;
  const bank = required(await ports.members.party(ahead.bankId), `bank ${ahead.bankId}`);
  const terms = { aheadNumber, aheadPledgeId: ahead.pledgeId, ...(sliceIds && { sliceIds }) };
  return accept({ content: { kind: "subordination", terms }, answerer: { partyId: bank.partyId, name: bank.name } });
}

function amended({ amountCny, appraisedCny, thresholds, ...rest }: NonNullable<Proposed["amendment"]>) {
  const texts = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...texts,
    ...(amountCny && { amountCny: formatFen(amountCny) }),
    ...(appraisedCny && { appraisedCny: formatFen(appraisedCny) }),
    ...(thresholds && {
      thresholds: { watch: plain(thresholds.watch), marginCall: plain(thresholds.marginCall), breach: plain(thresholds.breach) },
    }),
  };
}

function added({ parts, appraisedCny, appraisedOn, acceptedSeniors = [] }: NonNullable<Proposed["addition"]>) {
  return {
    parts: parts.map(({ account, instrument, quantity, sliceId }) => ({
      ...{ account, instrument, quantity: plain(quantity) },
      ...(sliceId !== undefined && { sliceId }),
    })),
    ...{ appraisedCny: formatFen(appraisedCny), appraisedOn, acceptedSeniors },
  };
}
