import type * as z from "zod";
import { plain } from "../../../../shared/kernel/decimal.ts";
import type { allowancesEndpoints } from "../contract.ts";
import type { AllowanceStatement } from "./rows.ts";

/** A statement. */
export function statementView(statement: AllowanceStatement): z.input<(typeof allowancesEndpoints)["readAllowanceStatement"]["response"]> {
  const { version, lines, ...rest } = statement;
  const tonnes = ({ statedTonnes, ledgerTonnes, ...line }: (typeof lines)[number]) => ({
    ...line,
    ...{ statedTonnes: plain(statedTonnes), ledgerTonnes: plain(ledgerTonnes) },
  });
  return { ...rest, lines: lines.map(tonnes) };
}

/** What facts say of a statement. */
export function statementStated(statement: AllowanceStatement) {
  const { recordedAt, ...stated } = statementView(statement);
  return stated;
}
