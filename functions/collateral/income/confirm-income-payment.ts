import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { pledgeLifecycle } from "../pledges/lifecycles.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type incomeEndpoints, incomeFacts } from "./contract.ts";
import { incomeInstrument, sourceOf } from "./income-kinds.ts";
import type { IncomePayment, IncomeStream } from "./rows.ts";
import { concernedBy, isPayer, mayRead } from "./stream-access.ts";
import { paymentStatedOf, paymentView } from "./views.ts";

type Confirming = Call<typeof incomeEndpoints.confirmIncomePayment>;

/** Confirms where a stream is paid for a pledge of its shares, or changes that. */
export function confirmIncomePayment(ports: CollateralPorts, call: Confirming) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof paymentView>, CollateralRefusal>(ports, call, async () => {
    const { streamId } = params;
    const { pledgeId, ...said } = body;
    const [stream, pledge, before] = await Promise.all([
      own.incomeStream(streamId),
      own.pledge(pledgeId),
      own.incomePayment({ streamId, pledgeId }),
    ]);
    if (!stream || !pledge || !mayRead(stream, caller) || !isOn(pledge, stream)) return refuse({ code: "not-found" });
    const allowed = await mayConfirm(ports, caller, stream, body);
    if (!allowed.ok) return allowed;
    const running = isRunning(pledge);
    if (!running.ok) return running;
    const confirmedAt = clock.now();
    const row: IncomePayment = {
      ...{ pledgeId, streamId, bankId: pledge.bank.partyId, partyId: stream.partyId, area: stream.area },
      ...{ ...said, confirmedBy: caller.partyId, confirmedAt, version: (before?.version ?? 0) + 1 },
    };
    const { parties, areas } = concernedBy(stream);
    const concerned = [...new Set([...parties, pledge.bank.partyId, pledge.pledgor.partyId])];
    const envelope = factEnvelopeOf(caller, confirmedAt, { parties: concerned, areas });
    const data = paymentStatedOf(row, stream);
    return accept({
      response: paymentView(row, stream),
      writes: [own.incomePaymentPut(row), own.state(incomeFacts.incomePaymentConfirmed, { ...envelope, data })],
    });
  });
}

/** Whether a pledge lies on shares of a stream, is to lie on them, or is its owner's, who may add them: the payer confirms before that. */
function isOn({ parts, pledgor }: Pick<Pledge, "parts" | "pledgor">, stream: IncomeStream): boolean {
  return pledgor.partyId === stream.partyId || parts.some(({ instrument }) => instrument === incomeInstrument(stream));
}

/** Refused once a pledge has ended: nothing is paid for it any more. */
function isRunning({ state }: Pick<Pledge, "state">): Outcome<true, Extract<CollateralRefusal, { readonly code: "wrong-state" }>> {
  const terminal: readonly string[] = pledgeLifecycle.terminal;
  if (!terminal.includes(state)) return accept(true);
  const possibleIn = pledgeLifecycle.states.filter((each) => !terminal.includes(each));
  return refuse({ code: "wrong-state", lifecycle: pledgeLifecycle.name, state, event: "confirmIncomePayment", possibleIn });
}

/** Whether a caller may confirm: the payer itself, or the operator with a document of a payer that is no member. */
async function mayConfirm(
  { members }: Pick<CollateralPorts, "members">,
  caller: Caller,
  stream: IncomeStream,
  { documentNumber, documentSha256 }: Pick<Confirming["body"], "documentNumber" | "documentSha256">,
): Promise<Outcome<true, Extract<CollateralRefusal, { readonly code: "not-the-payer" | "payer-document-missing" }>>> {
  if (isPayer(stream, caller)) return accept(true);
  const { payerName, payerCode } = stream;
  const source = sourceOf("payment");
  const isMember = (await members.partyOfCode(payerCode)) !== undefined;
  if (caller.role !== "operator" || isMember) return refuse({ code: "not-the-payer", payerName, source });
  if (documentNumber === undefined || documentSha256 === undefined) return refuse({ code: "payer-document-missing", payerName, source });
  return accept(true);
}
