import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { isOfMember, partyAccount, readAccount, striped } from "../../../shared/ledger/account.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { type Position, positionCodec } from "../../../shared/ledger/rows.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type incomeEndpoints, incomeFacts } from "./contract.ts";
import { incomeInstrument, sourceOf, wholeStream } from "./income-kinds.ts";
import { streamLifecycle } from "./lifecycles.ts";
import type { IncomeStream } from "./rows.ts";
import { positionKeysOf } from "./store.ts";
import { concernedBy } from "./stream-access.ts";
import { streamStatedOf, streamView } from "./views.ts";

type StreamView = ReturnType<typeof streamView>;

/** Registers a stream, which issues exactly a hundred per cent of it to its owner, or refuses it. */
export function decideIncomeStream(ports: CollateralPorts, call: Call<typeof incomeEndpoints.decideIncomeStream>) {
  const { clock, own, ledger } = ports;
  const { caller, params, body } = call;
  const { accepted, documentNumber, reason } = body;
  return runCommand<StreamView, CollateralRefusal>(ports, call, async () => {
    const stream = await own.incomeStream(params.streamId);
    if (!stream || !scopeOf(caller).answersFor(stream.area)) return refuse({ code: "not-found" });
    const state = next(streamLifecycle, stream.state, "decideIncomeStream", accepted ? "accepted" : "refused");
    if (!state.ok) return state;
    const decidedAt = clock.now();
    const { until, streamId, partyId } = stream;
    const today = dayOf(decidedAt);
    if (accepted && until < today) return refuse({ code: "income-period-over", until, today, source: sourceOf("registration") });
    const row: IncomeStream = { ...stream, state: state.value, decidedAt, documentNumber, reason, version: stream.version + 1 };
    const envelope = factEnvelopeOf(caller, decidedAt, concernedBy(row));
    const data = { ...streamStatedOf(row), documentNumber, reason };
    if (!accepted) {
      const writes = [own.incomeStreamPut(row), own.state(incomeFacts.incomeRefused, { ...envelope, data })];
      return accept({ response: streamView(row), writes });
    }
    const entry = ledger.newEntry<never>({ ...envelope, cause: { kind: "income-registration", reference: streamId } });
    entry.transfer({
      instrument: incomeInstrument(row),
      from: striped("issue", streamId),
      to: partyAccount(partyId),
      quantity: wholeStream,
    });
    return accept({
      response: streamView(row),
      writes: [own.incomeStreamPut(row), own.state(incomeFacts.incomeRegistered, { ...envelope, data }), ...entry.writes()],
    });
  });
}

/** Closes a stream after its period: all its shares are retired, which have to be free wherever they are. */
export function closeIncomeStream(ports: CollateralPorts, call: Call<typeof incomeEndpoints.closeIncomeStream>) {
  const { clock, own, ledger } = ports;
  const { caller, params } = call;
  return runCommand<StreamView, CollateralRefusal>(ports, call, async () => {
    const stream = await own.incomeStream(params.streamId);
    if (!stream || !scopeOf(caller).answersFor(stream.area)) return refuse({ code: "not-found" });
    const state = next(streamLifecycle, stream.state, "closeIncomeStream");
    if (!state.ok) return state;
    const closedAt = clock.now();
    const { until, streamId } = stream;
    const today = dayOf(closedAt);
    const source = sourceOf("closing");
    if (today <= until) return refuse({ code: "income-period-running", until, today, source });
    const instrument = incomeInstrument(stream);
    const positions = await holdersOf(ledger, instrument);
    const [free, held] = [sum(positions.map(({ available }) => available)), sum(positions.map((each) => each.held))];
    if (!free.eq(wholeStream)) return refuse({ code: "shares-not-free", free, held, source });
    const row: IncomeStream = { ...stream, state: state.value, closedAt, version: stream.version + 1 };
    const envelope = factEnvelopeOf(caller, closedAt, concernedBy(row));
    const entry = ledger.newEntry<never>({ ...envelope, cause: { kind: "income-closure", reference: streamId } });
    const retired = await retiredOf(ports, positions);
    for (const { account, available } of positions)
      entry.transfer({ instrument, from: account, to: striped("retired", account), quantity: available }).empties(account, instrument);
    return accept({
      response: streamView(row),
      writes: [
        own.incomeStreamPut(row),
        own.state(incomeFacts.incomeClosed, { ...envelope, data: { ...streamStatedOf(row), retired } }),
        ...entry.writes(),
      ],
    });
  });
}

/** Whose shares end with a stream, as they are named now. Shares are members' own: no site has any. */
function retiredOf({ members }: Pick<CollateralPorts, "members">, positions: readonly Position[]) {
  return Promise.all(
    positions.map(async ({ account, available }) => {
      const partyId = readAccount(account).id;
      const { name: partyName, creditCode } = required(await members.party(partyId), `holder ${partyId}`);
      return { partyId, partyName, creditCode, quantity: plain(available) };
    }),
  );
}

/** Positions of everybody who has shares. The index lags at most behind what moved just now, and then they are not a hundred per cent. */
async function holdersOf({ table }: Pick<Ledger, "table">, instrument: string): Promise<readonly Position[]> {
  const keys = await positionKeysOf(table, instrument);
  const positions = await table.readMany(keys, positionCodec.decode);
  return positions.filter(({ account, available, held }) => isOfMember(account) && available.plus(held).gt(zero));
}
