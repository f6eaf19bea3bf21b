import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type ChangedRegister, idsOfChange, movesIn, type OpenRegister, registerWrites } from "../register/change-register.ts";
import { isFull, mostSlices } from "../register/limits.ts";
import { leave, slicesOf } from "../register/register.ts";
import type { RegisterChange } from "../register/rows.ts";
import { changing, expiredPosition, nextVersion, openRegisters } from "./change-pledge.ts";
import { type pledgesEndpoints, pledgesFacts } from "./contract.ts";
import { finerThanUnit } from "./pledging-rules.ts";
import { pledgeSource } from "./rules.ts";
import { aboutPledge, changedOf, stated } from "./statement.ts";
import { type PledgeView, pledgeView } from "./views.ts";

type Released = Call<typeof pledgesEndpoints.releasePledgePart>["body"]["parts"][number];

/** The bank releases a part of what is pledged. Others on a divided slice keep what they have on both of its parts. */
export function releasePledgePart(ports: CollateralPorts, call: Call<typeof pledgesEndpoints.releasePledgePart>) {
  const { clock, own } = ports;
  const { reason, parts } = call.body;
  return runCommand<PledgeView, CollateralRefusal>(ports, call, async () => {
    const found = await changing(ports, call.caller, call.params, ["bank"], "releasePledgePart");
    if (!found.ok) return found;
    const { pledge } = found.value;
    const { pledgeId } = pledge;
    const at = clock.now();
    const opened = await openRegisters(ports, pledge);
    const expired = expiredPosition(pledge, opened, at);
    if (expired) return refuse(expired);
    const released = releaseFrom(opened, pledgeId, parts);
    if (!released.ok) return released;
    const changed = released.value.filter(({ open }) => parts.some((part) => isOn(part, open)));
    const registers = released.value.map(({ open, change }) => ({ ...open.register, slices: change.slices }));
    if (registers.every(({ slices }) => slicesOf(slices, pledgeId).length === 0))
      return refuse({ code: "release-leaves-nothing", pledgeId, source: pledgeSource("released") });
    const after = nextVersion(pledge, at, {});
    const envelope = aboutPledge(call.caller, at, after);
    const data = { ...stated(after, registers, movesIn(changed)), reason, changed: changedOf(after, changed) };
    return accept({
      response: pledgeView(after, registers),
      writes: [
        ...own.pledgePut(after),
        own.state(pledgesFacts.pledgePartReleased, { ...envelope, data }),
        ...registerWrites<CollateralRefusal>(ports, changed, { ...envelope, cause: { kind: "pledge-release", reference: pledgeId } }),
      ],
    });
  });
}

function isOn({ account, instrument }: Released, { register }: OpenRegister): boolean {
  return register.account === account && register.instrument === instrument;
}

/** The registers after a release; refused where a slice is not the pledge's or has less. */
function releaseFrom(
  opened: readonly OpenRegister[],
  pledgeId: string,
  parts: readonly Released[],
): Outcome<readonly ChangedRegister<CollateralRefusal>[], CollateralRefusal> {
  const changed: ChangedRegister<CollateralRefusal>[] = [];
  const twice = parts.find((part, place) => parts.findIndex(({ sliceId }) => sliceId === part.sliceId) !== place);
  if (twice) return refuse({ code: "position-twice", account: twice.account, instrument: twice.instrument });
  for (const open of opened) {
    const newId = idsOfChange(open.register);
    let change: RegisterChange = { slices: open.register.slices, moves: [], turns: [] };
    for (const part of parts.filter((each) => isOn(each, open))) {
      const { account, instrument, sliceId, quantity } = part;
      const slice = slicesOf(open.register.slices, pledgeId).find((each) => each.sliceId === sliceId);
      if (!slice) return refuse({ code: "slice-unknown", account, instrument, sliceId });
      if (quantity.gt(slice.quantity))
        return refuse({
          ...{ code: "release-exceeds-pledged", sliceId, quantity },
          ...{ pledged: decimal(slice.quantity), source: pledgeSource("released") },
        });
      const finer = finerThanUnit(instrument, quantity);
      if (finer) return refuse(finer);
      const next = leave(change.slices, { pledgeId, sliceId, quantity }, newId);
      change = { slices: next.slices, moves: [...change.moves, ...next.moves], turns: [...change.turns, ...next.turns] };
    }
    const { account, instrument } = open.register;
    if (isFull(change.slices)) return refuse({ code: "register-full", account, instrument, most: mostSlices });
    changed.push({ open, change });
  }
  const foreign = parts.find((part) => !opened.some((open) => isOn(part, open)));
  if (foreign) return refuse({ code: "slice-unknown", account: foreign.account, instrument: foreign.instrument, sliceId: foreign.sliceId });
  return accept(changed);
}
