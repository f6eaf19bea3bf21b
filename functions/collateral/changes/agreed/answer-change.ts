import type { Call } from "../../../../shared/http/api-handler.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { type Decision, runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { nextVersion, positionsOf } from "../../pledges/change-pledge.ts";
import { pledgeLifecycle } from "../../pledges/lifecycles.ts";
import { stateAt } from "../../pledges/pledge-due.ts";
import type { Pledge } from "../../pledges/rows.ts";
import { aboutPledge, changedOf, stated } from "../../pledges/statement.ts";
import type { CollateralPorts, PledgingPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { changeAskedOf } from "../../refusals/asked.ts";
import { runTellingCommand, type Telling, type TellingPorts } from "../../refusals/record-refusal.ts";
import { type Ending, tellingOperations } from "../../refusals/what-refusals-tell.ts";
import { type ChangedRegister, movesIn, registerWrites } from "../../register/change-register.ts";
import type { Register } from "../../register/rows.ts";
import { findableOfPledge } from "../../search/findable.ts";
import { changeSlicesOf } from "./changed-slices.ts";
import { type agreedEndpoints, agreedFacts } from "./contract.ts";
import { decideChange } from "./decide.ts";
import type { Decided } from "./decided.ts";
import { pledgeChangeLifecycle } from "./lifecycle.ts";
import type { PledgeChange } from "./rows.ts";
import { type ChangeView, changeStatement, changeView } from "./views.ts";
import { lapsedFault } from "./while-lapsed.ts";

/** Who has to agree does: every rule is looked at again, and the change is applied in the same transaction. */
export function agreePledgeChange(ports: PledgingPorts & TellingPorts, call: Call<typeof agreedEndpoints.agreePledgeChange>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  const decide = async (): Promise<Outcome<Decision<ChangeView, CollateralRefusal>, CollateralRefusal>> => {
    const row = await own.pledgeChange(params.changeId);
    if (!row || row.answererId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(pledgeChangeLifecycle, row.state, "agreePledgeChange");
    if (!state.ok) return state;
    const at = clock.now();
    const pledge = await own.pledge(row.pledgeId);
    // Who proposed has to be its bank still, and time may have run out although no run of the job has told.
    if (!pledge || pledge.bank.partyId !== row.bankId || row.answerBy <= at)
      return refuse({ code: "change-outdated", changeId: row.changeId });
    const now = { state: stateAt(pledge, at) };
    const possible = next(pledgeLifecycle, now.state, "agreePledgeChange");
    if (!possible.ok) return possible;
    const lapsed = lapsedFault(now, row.kind, "agreePledgeChange");
    if (lapsed) return refuse(lapsed);
    const decided = await decideChange(ports, pledge, row.content, at);
    if (!decided.ok) return decided;
    const agreed: PledgeChange = { ...row, state: state.value, answeredAt: at, version: row.version + 1 };
    const { change, at: happensAt = at } = decided.value;
    const after = nextVersion(pledge, happensAt, change);
    return accept({
      response: changeView(agreed),
      writes: [
        own.pledgeChangePut(agreed),
        ...(await applied(ports, caller, { row: agreed, pledge, after, at: happensAt }, decided.value)),
      ],
      endsBy: row.answerBy,
    });
  };
  // The pledgor reads its own; another bank that agrees may be told of it.
  const tellings = async (ending: Ending): Promise<readonly Telling[]> => {
    const row = await own.pledgeChange(params.changeId);
    const pledge = row && (await own.pledge(row.pledgeId));
    return pledge ? [{ ...changeAskedOf(pledge, row.kind), endings: [ending] }] : [];
  };
  return runTellingCommand(ports, call, decide, { operation: tellingOperations.agreePledgeChange, tellings });
}

interface Applying {
  readonly row: PledgeChange;
  readonly pledge: Pledge;
  readonly after: Pledge;
  readonly at: Instant;
}

/** The writes by which an agreed change is applied. */
async function applied(
  ports: CollateralPorts,
  by: { readonly subject: string; readonly approvedBy?: string | undefined },
  { row, pledge, after, at }: Applying,
  { changed, found }: Decided,
): Promise<WriteFragment<CollateralRefusal>[]> {
  const { own } = ports;
  const registers = await registersAfter(ports, after, changed);
  const about = aboutPledge(by, at, after);
  // The bank that gave it away is told as well as the one that has it now.
  const parties = [...new Set([...about.parties, row.bankId, row.answererId])];
  const envelope = { ...about, parties };
  const { bank, areas } = after;
  // What else is in lists by bank and area.
  const moves = bank.partyId !== pledge.bank.partyId || areas.length > pledge.areas.length;
  const duty = moves ? await own.nameFiling(row.pledgeId) : undefined;
  return [
    ...own.pledgePut(after),
    ...(found ? own.foundRows({ ...findableOfPledge(after, found.numbers), positions: found.positions }) : []),
    ...own.pledgeListed(after, pledge.areas),
    ...(duty && duty.closedAt === undefined ? own.nameFilingMoved(duty, { bankId: bank.partyId, bankName: bank.legalName, areas }) : []),
    row.content.kind === "subordination"
      ? own.state(agreedFacts.pledgeSubordinated, {
          ...envelope,
          data: {
            ...changeStatement(row),
            ...{ aheadNumber: row.content.terms.aheadNumber, positions: changeSlicesOf(changed, pledge.pledgeId) },
          },
        })
      : own.state(agreedFacts.pledgeChanged, {
          ...envelope,
          data: {
            ...stated(after, registers, movesIn(changed)),
            changeId: row.changeId,
            kind: row.kind,
            changed: changedOf(after, changed),
          },
        }),
    ...registerWrites<CollateralRefusal>(ports, changed, { ...envelope, cause: { kind: "pledge-change", reference: row.changeId } }),
  ];
}

/** The registers of a pledge's positions as they are after a change. */
async function registersAfter(
  { own }: Pick<CollateralPorts, "own">,
  after: Pledge,
  changed: readonly ChangedRegister<CollateralRefusal>[],
): Promise<readonly Register[]> {
  const changedNow = changed.map(({ open, change }) => ({ ...open.register, slices: change.slices }));
  const isChanged = ({ account, instrument }: Pick<Register, "account" | "instrument">) =>
    changedNow.some((each) => each.account === account && each.instrument === instrument);
  const others = positionsOf(after).filter((name) => !isChanged(name));
  return [...(others.length > 0 ? await own.registersAt(others) : []), ...changedNow];
}

/** Either side refuses a change: who has to agree, or the bank that proposed it. */
export function refusePledgeChange(ports: CollateralPorts, call: Call<typeof agreedEndpoints.refusePledgeChange>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ChangeView, CollateralRefusal>(ports, call, async () => {
    const row = await own.pledgeChange(params.changeId);
    if (!row || ![row.answererId, row.bankId].includes(caller.partyId)) return refuse({ code: "not-found" });
    const state = next(pledgeChangeLifecycle, row.state, "refusePledgeChange");
    if (!state.ok) return state;
    const at = clock.now();
    const { reason } = body;
    const refused: PledgeChange = { ...row, state: state.value, answeredAt: at, reason, version: row.version + 1 };
    const pledge = required(await own.pledge(row.pledgeId), `pledge ${row.pledgeId}`);
    const envelope = factEnvelopeOf(caller, at, aboutChange(row, pledge));
    return accept({
      response: changeView(refused),
      writes: [
        own.pledgeChangePut(refused),
        own.state(agreedFacts.pledgeChangeRefused, { ...envelope, data: { ...changeStatement(refused), reason } }),
      ],
    });
  });
}

/** Whom a change of a pledge concerns that is not applied. */
export function aboutChange({ bankId, pledgorId, answererId }: PledgeChange, { areas }: Pick<Pledge, "areas">) {
  return { parties: [...new Set([bankId, pledgorId, answererId])], areas };
}
