import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { creditCodeFault } from "../../../shared/members/credit-code.ts";
import type { Party } from "../../../shared/members/members.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import type { ClaimKind } from "./claim.ts";
import { type Dispute, disputeIdOf } from "./dispute.ts";
import { concernedBy, disputeView } from "./views.ts";

/** What a dispute is about, and what the claimant relies on. */
interface Claiming {
  readonly kind: ClaimKind;
  readonly number: string;
  readonly claimantName: string;
  readonly reason: string;
  readonly documentNumber: string;
  readonly documentSha256: string;
}

/** Disputes a credit code. The claimant need not be a member: whoever took its code keeps it out. */
export async function disputeCreditCode(ports: PartiesPorts, call: Call<typeof partiesEndpoints.disputeCreditCode>) {
  const { creditCode, ...rest } = call.body;
  const fault = creditCodeFault(creditCode);
  if (fault) return refuse({ code: "credit-code-invalid", creditCode, fault });
  return openDispute(ports, call, { kind: "credit-code", number: creditCode, ...rest });
}

/** Disputes a discharge licence, as an enterprise. */
export function disputeLicence(ports: PartiesPorts, call: Call<typeof partiesEndpoints.disputeLicence>) {
  const { licenceNumber, ...rest } = call.body;
  const claimantName = required(call.caller.party, "party of an enterprise").name;
  return openDispute(ports, call, { kind: "licence", number: licenceNumber, claimantName, ...rest });
}

function openDispute(ports: PartiesPorts, call: CommandCall & { readonly caller: Caller }, claiming: Claiming) {
  const { clock, own } = ports;
  const { caller } = call;
  return runCommand<ReturnType<typeof disputeView>, PartiesRefusal>(ports, call, async () => {
    const { kind, number } = claiming;
    const claim = await own.claim(kind, number);
    const holder = claim?.state === "held" ? await own.party(required(claim.partyId, "holder of a claim")) : undefined;
    if (!claim || !holder) return refuse({ code: "not-registered", number });
    const disputeId = disputeIdOf(kind, number, caller.subject);
    const before = await own.dispute(holder.partyId, disputeId);
    const open = checkDisputable(holder, caller, number, before);
    if (!open.ok) return open;
    const at = clock.now();
    const dispute: Dispute = {
      ...{
        ...claiming,
        disputeId,
        partyId: holder.partyId,
        area: holder.area,
        ...(claim.siteId !== undefined && { siteId: claim.siteId }),
      },
      ...{ claimantSubject: caller.subject, claimant: caller.partyId, openedAt: at, state: "open" },
      version: (before?.version ?? 0) + 1,
    };
    const { claimantName, reason, documentNumber } = claiming;
    const data = { disputeId, kind, number, partyId: holder.partyId, claimantName, reason, documentNumber };
    const fact = own.state(partiesFacts.claimDisputed, { ...factEnvelopeOf(caller, at, concernedBy(dispute)), data });
    return accept({ response: disputeView(dispute), writes: [own.disputePut(dispute), fact] });
  });
}

function checkDisputable(
  { type, partyId }: Party,
  caller: Caller,
  number: string,
  before: Dispute | undefined,
): Outcome<true, PartiesRefusal> {
  if (partyId === caller.partyId) return refuse({ code: "own-registration", number });
  if (type === "operator") return refuse({ code: "not-disputable" });
  return before?.state === "open" ? refuse({ code: "dispute-open", disputeId: before.disputeId }) : accept(true);
}
