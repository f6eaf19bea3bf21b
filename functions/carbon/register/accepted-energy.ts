import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonPorts } from "../ports.ts";

type Ports = Pick<CarbonPorts, "own">;

/** The energy and emissions of an accepted report. */
export interface AcceptedEnergy {
  readonly partyId: string;
  readonly year: string;
  readonly reportId: string;
  readonly tce: Decimal;
  readonly tco2: Decimal;
}

/** The write by which the energy of an accepted report counts for its key entity, in the transaction that accepts the report. */
export async function acceptedEnergyPut({ own }: Ports, { partyId, year, ...energy }: AcceptedEnergy): Promise<WriteFragment<never>> {
  const before = required(await own.keyEntity({ partyId, year }), `key entity ${partyId} of ${year}`);
  return own.keyEntityPut({ ...before, ...energy, version: before.version + 1 });
}

/** The write by which it does not count any more, in the transaction that reopens the report. */
export async function acceptedEnergyReversed({ own }: Ports, of: Pick<AcceptedEnergy, "partyId" | "year">): Promise<WriteFragment<never>> {
  const { tce, tco2, reportId, ...before } = required(await own.keyEntity(of), `key entity ${of.partyId} of ${of.year}`);
  return own.keyEntityPut({ ...before, version: before.version + 1 });
}
