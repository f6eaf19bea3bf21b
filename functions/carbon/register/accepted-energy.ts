import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CarbonPorts } from "../ports.ts";
import type { KeyEntity } from "./store.ts";

type Ports = Pick<CarbonPorts, "own">;

/** The energy and emissions of an accepted report. */
export interface AcceptedEnergy {
  readonly partyId: string;
  readonly year: string;
  readonly reportId: string;
  readonly tce: Decimal;
  readonly tco2: Decimal;
}

/** The key entity of a report, which counts its energy. */
export async function reportingEntity({ own }: Ports, { partyId, year }: Pick<AcceptedEnergy, "partyId" | "year">): Promise<KeyEntity> {
  return required(await own.keyEntity({ partyId, year }), `key entity ${partyId} of ${year}`);
}

/** The write by which the energy of an accepted report counts for its key entity, in the transaction that accepts the report. */
export function acceptedEnergyPut(
  { own }: Ports,
  before: KeyEntity,
  { reportId, tce, tco2 }: Pick<AcceptedEnergy, "reportId" | "tce" | "tco2">,
): WriteFragment<never> {
  const energy = { reportId, tce, tco2 };
  return own.keyEntityPut({ ...before, ...energy, version: before.version + 1 });
}

/** The write by which it does not count any more, in the transaction that reopens the report. */
export async function acceptedEnergyReversed({ own }: Ports, of: Pick<AcceptedEnergy, "partyId" | "year">): Promise<WriteFragment<never>> {
  const { tce, tco2, reportId, ...before } = await reportingEntity({ own }, of);
  return own.keyEntityPut({ ...before, version: before.version + 1 });
}
