import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { api } from "../../functions/allocations/api.ts";
import { takeSteps } from "../../functions/allocations/payments/deadlines.ts";
import { standing } from "../../functions/allocations/payments/moves.ts";
import { payDues } from "../../functions/allocations/payments/pay-dues.ts";
import { deadlinePorts, ledgerPorts } from "../../functions/allocations/ports.ts";
import { allocationName } from "../../functions/allocations/rows.ts";
import { api as cashApi } from "../../functions/cash/api.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { plain, sum } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { allocationAccount, partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { type AllocationOffice, daysAfter, type Holder, instrumentOf, openAllocationOffice } from "../support/allocation-office.ts";
import { accountOf, closeDay, receipt } from "../support/bank.ts";
import { conservationFaults } from "../support/conservation.ts";
import { doomedClient, Killed, untilKilled } from "../support/doomed.ts";
import { long } from "../support/effort.ts";
import { type Answer, frontDoor, type Request } from "../support/front-door.ts";
import type { Granted } from "../support/granted.ts";
import { type Actor, interleave, seededChoices } from "../support/scheduler.ts";

const tried = long ? 60 : 18;

describe("payments, deadlines, closings of bank days and expiry at the same time", () => {
  let office: AllocationOffice;
  beforeAll(async () => {
    office = await openAllocationOffice("Ledger");
  });

  /** What must hold whatever happened: the row, the holds, the dues and the money say the same. */
  async function faultsOf(holder: Holder, received: number): Promise<string[]> {
    const { ledger } = office.ports;
    const line = await office.line(holder);
    const faults: string[] = [];
    const isHeld = line.state === "delivered";
    for (const { pollutant, unpaid, frozen } of standing(line.instalments)) {
      const instrument = instrumentOf(pollutant);
      const { heldFor } = await ledger.position(siteAccount(holder.siteId), instrument);
      const [wantedUnpaid, wantedFrozen] = isHeld ? [plain(unpaid), plain(frozen)] : ["0", "0"];
      if (plain(heldFor["unpaid-fee"] ?? unpaid.mul(0)) !== wantedUnpaid) faults.push(`${pollutant}: unpaid ${plain(unpaid)}`);
      if (plain(heldFor["overdue-fee"] ?? frozen.mul(0)) !== wantedFrozen) faults.push(`${pollutant}: frozen ${plain(frozen)}`);
      const { available } = await ledger.position(allocationAccount(holder.allocationId), instrument);
      if (available.isZero() !== (line.state !== "awaiting-payment")) faults.push(`${pollutant}: ${line.state} with ${plain(available)}`);
    }
    const dues = await ledger.dues(partyAccount(holder.partyId));
    const owed = line.instalments.filter((each) => each.owed).length;
    if (dues.length !== owed) faults.push(`${dues.length} dues of ${owed}`);
    const { available, held } = await ledger.position(partyAccount(holder.partyId), "CNY");
    const paid = sum(line.instalments.flatMap(({ state, amount }) => (state === "paid" ? amount : [])));
    if (!available.plus(held).plus(paid).eq(received)) faults.push(`${plain(available)} + ${plain(held)} + ${plain(paid)} of ${received}`);
    return faults;
  }

  const worldWith = (dynamo: Granted["dynamo"]): Granted => ({ ...office.granted, dynamo });
  const name = ({ allocationId }: Holder) => allocationName(allocationId);

  it("a deadlines job that is killed at any of its requests loses nothing, and the next run finishes", async () => {
    const [payer, other] = [await office.holder(), await office.holder()];
    const frozenAt = daysAfter(required(payer.payBy[1], "second deadline"), 16);
    const holders: Holder[] = [];
    for (let count = 0; count < 16; count += 1) holders.push(await office.holder());
    for (const holder of holders) {
      await office.receive(holder, "6400");
      await office.payDues(holder);
    }
    office.clock.moveTo(frozenAt);
    await office.closeDay();
    for (const [index, holder] of holders.entries()) {
      const dynamo = doomedClient(office.engine.endpoint, { at: index + 1, after: index % 2 === 0 });
      await untilKilled(() => takeSteps(deadlinePorts(worldWith(dynamo)), name(holder)));
      await office.steps(holder);
      expect(await office.permits(holder), `killed at ${index + 1}`).toBe("5.000 + 5.625 + 1.875");
      expect(await faultsOf(holder, 6400), `killed at ${index + 1}`).toEqual([]);
    }
    for (const [index, holder] of [payer, other].entries()) {
      const dynamo = doomedClient(office.engine.endpoint, { at: 7, after: index === 0 });
      await untilKilled(() => takeSteps(deadlinePorts(worldWith(dynamo)), name(holder)));
      await office.steps(holder);
      expect([(await office.line(holder)).state, await faultsOf(holder, 0)]).toEqual(["returned", []]);
    }
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  it("money credited in time and booked before its day is closed counts, and every tonne and fen is in one place", async () => {
    const ends = new Set<string>();
    for (let seed = 0; seed < tried; seed += 1) {
      const { faults, end } = await replay(seed);
      expect(faults, `seed ${seed}`).toEqual([]);
      ends.add(end);
    }
    // Each of them happens, or nothing was tried.
    expect([...ends].sort()).toEqual([
      ...["delivered paid frozen", "delivered paid overdue", "delivered paid unpaid", "ended paid frozen"],
      ...["ended paid paid", "paid-up paid paid", "returned waived waived"],
    ]);
    expect(await conservationFaults(office.engine)).toEqual([]);
  });

  /** A payment races the deadline of the first or second instalment, the end of its grace, or the end of the term. */
  async function replay(seed: number): Promise<{ readonly faults: string[]; readonly end: string }> {
    office = await openAllocationOffice("Ledger");
    const choose = seededChoices(seed);
    const holder = await office.holder({ plan: { instalments: 2 }, tonnes: { COD: "12.500" } });
    const phase = (["first", "second", "grace", "end"] as const)[seed % 4];
    const [first, second] = holder.payBy;
    let received = 0;
    if (phase !== "first") {
      await office.receive(holder, "20000");
      await office.pay(holder, "5750");
      received = 20000;
      // The rest is on its way back, so that only new money can pay.
      const body = { partyId: holder.partyId, amount: "14250", toAccount: accountOf(holder.partyId), reason: "asked for" };
      await office.call({ as: office.operator, method: "POST", path: "/cash/refunds", body });
    }
    const deadline = { first, second, grace: daysAfter(required(second, "deadline"), 15), end: "2031-06-30T16:00:00.000Z" }[
      phase ?? "first"
    ];
    const at = required(deadline, "deadline");
    if (phase === "end" || phase === "grace") {
      office.clock.moveTo(plusSeconds(at, -3600));
      await office.closeDay();
      await office.steps(holder);
    } else if (phase === "second") {
      office.clock.moveTo(plusSeconds(at, -86_400));
      await office.steps(holder);
    }
    office.clock.moveTo(plusSeconds(at, 9 * 3600));
    const lastDay = dayOf(plusSeconds(at, -1));
    const toPay = phase === "first" ? "5750.00" : "8625.00";
    const line = receipt(holder, toPay, plusSeconds(at, -60));
    const key = randomUUID();
    const booking: Request = { as: office.operator, method: "POST", path: "/cash/receipts", body: line, key };
    const payment: Request = {
      as: holder.subject,
      method: "POST",
      path: `/allocations/${holder.allocationId}/payments`,
      body: { amount: toPay },
    };
    const actor = (run: (world: Granted) => Promise<unknown>): Actor => {
      const doom = choose(3) === 0 ? { at: 1 + choose(10), after: choose(2) === 0 } : undefined;
      return { run: (turn) => untilKilled(() => run(worldWith(doomedClient(office.engine.endpoint, doom, turn)))) };
    };
    const cashDoor = (world: Granted) => killable(frontDoor(cashApi.open(world)));
    const job = () => actor((world) => takeSteps(deadlinePorts(world), name(holder)));
    const actors = [
      ...(choose(3) === 0 ? [] : [actor((world) => cashDoor(world)(booking))]),
      actor((world) => closeDay(cashDoor(world), office.operator, lastDay)),
      actor((world) => payDues(ledgerPorts(world), holder.partyId)),
      actor((world) => killable(frontDoor(api.open(world)))(payment)),
      ...[job(), job()],
      ...(phase === "end" ? [actor((world) => expirePermits(expiryPorts(world)))] : []),
    ];
    await interleave(actors, choose, seed % 3 !== 0);
    // Whoever was killed is asked again; then the day ends, and what is left to be decided is.
    const booked = actors.length > (phase === "end" ? 6 : 5) && (await frontDoor(cashApi.open(office.granted))(booking)).status === 200;
    await office.payDues(holder);
    await office.closeDay(lastDay);
    await office.steps(holder);
    await expirePermits(expiryPorts(office.granted));
    await office.steps(holder);
    await office.payDues(holder);
    const after = await office.line(holder);
    const faults = await faultsOf(holder, received + (booked ? Number(toPay) : 0));
    const paid = after.instalments[phase === "first" ? 0 : 1]?.state === "paid";
    if (booked && !paid) faults.push("credited in time and not paid");
    return { faults, end: `${after.state} ${after.instalments.map(({ state }) => state).join(" ")}` };
  }

  /** A front door that a killed process never answers from. */
  function killable(call: ReturnType<typeof frontDoor>): (request: Request) => Promise<Answer> {
    return async (request) => {
      const answer = await call(request);
      if (answer.status === 500) throw new Killed();
      return answer;
    };
  }
});
