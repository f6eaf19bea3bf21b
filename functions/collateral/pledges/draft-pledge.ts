import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, endOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { creditCodeFault } from "../../../shared/members/credit-code.ts";
import type { Party } from "../../../shared/members/members.ts";
import type { Decision } from "../../../shared/store/command.ts";
import type { CollateralPorts, PledgingPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { askedParts } from "../refusals/asked.ts";
import { runTellingCommand, type Telling, type TellingPorts } from "../refusals/record-refusal.ts";
import { type Ending, tellingOperations } from "../refusals/what-refusals-tell.ts";
import { type pledgesEndpoints, pledgesFacts } from "./contract.ts";
import { pledgingFault, pledgingOf } from "./pledging.ts";
import { placesOfParts } from "./position.ts";
import type { NamedParty, Pledge, PledgedPart } from "./rows.ts";
import { lastDayToRegister, usualThresholds } from "./rules.ts";
import { aboutPledge, stated } from "./statement.ts";
import { type PledgeView, pledgeView } from "./views.ts";

type Drafted = Call<typeof pledgesEndpoints.draftPledge>["body"];

/** Drafts a pledge of a bank. Nothing is held: registration checks every rule again. */
export function draftPledge(ports: PledgingPorts & TellingPorts, call: Call<typeof pledgesEndpoints.draftPledge>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  const decide = async (): Promise<Outcome<Decision<PledgeView, CollateralRefusal>, CollateralRefusal>> => {
    const at = clock.now();
    const drafted = await draftOf(ports, caller.partyId, body, at);
    if (!drafted.ok) return drafted;
    const pledge = drafted.value;
    const broken = pledgingFault(await pledgingOf(ports, pledge, at), pledge);
    if (broken) return refuse(broken);
    const fact = { ...aboutPledge(caller, at, pledge), data: stated(pledge, [], false) };
    return accept({
      response: pledgeView(pledge, []),
      writes: [...own.pledgePut(pledge), ...own.pledgeListed(pledge), own.state(pledgesFacts.pledgeDrafted, fact)],
    });
  };
  const tellings = async (ending: Ending): Promise<readonly Telling[]> => {
    const pledgor = await ports.members.party(body.pledgorId);
    if (!pledgor) return [];
    const { partyId, area } = pledgor;
    return [{ partyId, area, asked: askedParts(body.parts), reference: body.contractNumber, endings: [ending] }];
  };
  return runTellingCommand(ports, call, decide, { operation: tellingOperations.draftPledge, tellings });
}

/** A new draft, if those it names are who they are said to be. */
export async function draftOf(
  ports: Pick<CollateralPorts, "members">,
  bankId: string,
  body: Drafted,
  at: Instant,
): Promise<Outcome<Pledge, CollateralRefusal>> {
  const { pledgorId, parts, thresholds } = body;
  const today = dayOf(at);
  const future = [body.contractDate, body.appraisedOn].find((date) => date > today);
  if (future !== undefined) return refuse({ code: "date-in-future", date: future, today });
  const twice = partTwice(parts);
  if (twice) return refuse({ code: "position-twice", account: twice.account, instrument: twice.instrument });
  const [bank, pledgor] = await Promise.all([ports.members.party(bankId), ports.members.party(pledgorId)]);
  const places = await placesOfParts(ports, pledgorId, pledgor, parts);
  if (!places.ok) return places;
  invariant(pledgor, "who has accounts is known");
  const debtor = await debtorOf(ports, pledgor, body.debtor);
  if (!debtor.ok) return debtor;
  return accept({
    pledgeId: newId(at),
    state: "drafted",
    ...places.value,
    bank: { ...namedAs(required(bank, "party of the caller")), partyId: bankId },
    pledgor: { ...namedAs(pledgor), partyId: pledgorId },
    debtor: debtor.value,
    amountKind: body.amountKind,
    amountCny: formatFen(body.amountCny),
    ...{ contractNumber: body.contractNumber, contractDate: body.contractDate, contractSha256: body.contractSha256 },
    consentSha256: body.consentSha256,
    ...{ from: body.from, until: body.until },
    parts: parts.map(({ quantity, sliceId, account: of, instrument }) => ({
      ...{ account: of, instrument, quantity: plain(quantity) },
      ...(sliceId !== undefined && { sliceId }),
    })),
    ...{ appraisedCny: formatFen(body.appraisedCny), appraisedOn: body.appraisedOn },
    thresholds: thresholds
      ? { watch: plain(thresholds.watch), marginCall: plain(thresholds.marginCall), breach: plain(thresholds.breach) }
      : usualThresholds,
    acceptedSeniors: body.acceptedSeniors ?? [],
    draftedAt: at,
    registerBy: endOfDay(lastDayToRegister(today)),
    repaidCny: "0.00",
    changedAt: at,
    version: 1,
  });
}

/** A member as it is named now. */
export function namedAs({ partyId, creditCode, name }: Party): NamedParty {
  return { partyId, creditCode, legalName: name };
}

/** Who owes: the pledgor, or somebody else, who may be a member. */
async function debtorOf(
  { members }: Pick<CollateralPorts, "members">,
  pledgor: Party,
  given: Drafted["debtor"],
): Promise<Outcome<NamedParty, CollateralRefusal>> {
  if (!given || given.creditCode === pledgor.creditCode) return accept(namedAs(pledgor));
  const { creditCode } = given;
  if (creditCodeFault(creditCode) !== undefined) return refuse({ code: "debtor-code-invalid", creditCode });
  const partyId = await members.partyOfCode(creditCode);
  return accept({ ...given, ...(partyId !== undefined && { partyId }) });
}

/** A part that stands twice: the same slice, or the free tonnes of the same position. */
export function partTwice<Part extends Pick<PledgedPart, "account" | "instrument"> & { readonly sliceId?: string | undefined }>(
  parts: readonly Part[],
): Part | undefined {
  const known = new Set<string>();
  return parts.find(({ account, instrument, sliceId }) => {
    const name = `${account} ${instrument} ${sliceId ?? "free"}`;
    if (known.has(name)) return true;
    known.add(name);
    return false;
  });
}
