import type * as z from "zod";
import { plain } from "../../../shared/kernel/decimal.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { openTonnes, surplusTonnes } from "./obligation.ts";
import type { Surrender, SurrenderObligation } from "./rows.ts";

type ResponseOf<Name extends keyof typeof surrenderEndpoints> = z.input<(typeof surrenderEndpoints)[Name]["response"]>;
/** An obligation, as it is shown. */
export type ObligationView = ResponseOf<"readSurrenderObligation">;
/** A surrender, as it is shown. */
export type SurrenderView = ResponseOf<"surrenderAllowances">;
/** A freeze, as it is shown. */
export type FreezeView = ResponseOf<"freezeAllowances">;
/** A cancellation, as it is shown. */
export type CancellationView = ResponseOf<"cancelAllowances">;

/** An obligation. */
export function obligationView({ version: _version, retired: _retired, ...row }: SurrenderObligation): ObligationView {
  const { requiredTonnes, addedTonnes, surrenderedTonnes, offsetTonnes, offsetLimitTonnes } = row;
  return {
    ...row,
    requiredTonnes: plain(requiredTonnes),
    addedTonnes: plain(addedTonnes),
    surrenderedTonnes: plain(surrenderedTonnes),
    offsetTonnes: plain(offsetTonnes),
    offsetLimitTonnes: plain(offsetLimitTonnes),
    openTonnes: plain(openTonnes(row)),
    surplusTonnes: plain(surplusTonnes(row)),
  };
}

/** A surrender. */
export function surrenderView({ allowances, offsets, ...row }: Surrender): SurrenderView {
  return { ...row, allowances: [...allowances], offsets: [...offsets] };
}
