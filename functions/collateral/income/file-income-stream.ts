import type { Call } from "../../../shared/http/api-handler.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type incomeEndpoints, incomeFacts } from "./contract.ts";
import { streamLifecycle } from "./lifecycles.ts";
import type { IncomeStream } from "./rows.ts";
import { concernedBy } from "./stream-access.ts";
import { streamStatedOf, streamView } from "./views.ts";

type StreamView = ReturnType<typeof streamView>;

/** Files a stream of income. */
export function fileIncomeStream(ports: CollateralPorts, call: Call<typeof incomeEndpoints.fileIncomeStream>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  return runCommand<StreamView, CollateralRefusal>(ports, call, async () => {
    const { from, until, payerCode } = body;
    if (until < from) return refuse({ code: "income-period-inverted", from, until });
    const owner = required(caller.party, "party of the caller");
    if (payerCode === owner.creditCode) return refuse({ code: "payer-is-owner", creditCode: payerCode });
    const payerId = await members.partyOfCode(payerCode);
    const filedAt = clock.now();
    const row: IncomeStream = {
      streamId: newId(filedAt),
      ...body,
      ...{ partyId: owner.partyId, partyName: owner.name, creditCode: owner.creditCode, area: owner.area },
      ...(payerId !== undefined && { payerId }),
      ...{ state: "filed", filedAt, version: 1 },
    };
    const envelope = factEnvelopeOf(caller, filedAt, concernedBy(row));
    return accept({
      response: streamView(row),
      writes: [own.incomeStreamPut(row), own.state(incomeFacts.incomeFiled, { ...envelope, data: streamStatedOf(row) })],
    });
  });
}

/** Withdraws a stream that was not decided. */
export function withdrawIncomeStream(ports: CollateralPorts, call: Call<typeof incomeEndpoints.withdrawIncomeStream>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  return runCommand<StreamView, CollateralRefusal>(ports, call, async () => {
    const stream = await own.incomeStream(params.streamId);
    if (!stream || stream.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(streamLifecycle, stream.state, "withdrawIncomeStream");
    if (!state.ok) return state;
    const at = clock.now();
    const row: IncomeStream = { ...stream, state: state.value, version: stream.version + 1 };
    const envelope = factEnvelopeOf(caller, at, concernedBy(row));
    return accept({
      response: streamView(row),
      writes: [own.incomeStreamPut(row), own.state(incomeFacts.incomeWithdrawn, { ...envelope, data: streamStatedOf(row) })],
    });
  });
}
