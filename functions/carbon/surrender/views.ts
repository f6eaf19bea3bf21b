import type * as z from "zod";
import { Decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { openTonnes, totalRequired } from "./obligation.ts";
import type { Surrender, SurrenderObligation } from "./rows.ts";

type ResponseOf<Name extends keyof typeof surrenderEndpoints> = z.input<(typeof surrenderEndpoints)[Name]["response"]>;
/** An obligation, as it is shown. */
export type ObligationView = ResponseOf<"readObligation">;
/** A surrender, as it is shown. */
export type SurrenderView = ResponseOf<"surrenderAllowances">;
/** A cancellation, as it is shown. */
export type CancellationView = ResponseOf<"cancelAllowances">;

/** What was surrendered beyond what is required; never below zero. */
export function surplusTonnes(row: SurrenderObligation): Decimal {
  return Decimal.max(zero, row.surrenderedTonnes.plus(row.offsetTonnes).minus(totalRequired(row)));
}

/** An obligation. */
export function obligationView({ version: _version, retired: _retired, ...row }: SurrenderObligation): ObligationView {
  const { requiredTonnes, addedTonnes, surrenderedTonnes, offsetTonnes, offsetLimitTonnes } = row;
  const figures = { requiredTonnes, addedTonnes, surrenderedTonnes, offsetTonnes, offsetLimitTonnes };
  const whole = { ...row, version: 0, retired: new Map() };
  return {
    ...row,
    ...(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, plain(value)])) as Record<keyof typeof figures, string>),
    openTonnes: plain(openTonnes(whole)),
    surplusTonnes: plain(surplusTonnes(whole)),
  };
}

/** A surrender. */
export function surrenderView({ allowances, offsets, ...row }: Surrender): SurrenderView {
  return { ...row, allowances: [...allowances], offsets: [...offsets] };
}
