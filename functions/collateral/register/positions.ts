import { inBatches } from "../../../shared/store/in-batches.ts";
import type { PositionName, Register } from "./rows.ts";
import type { registerRows } from "./store.ts";

/** Reads of registers by their positions. */
export type RegisterReader = Pick<ReturnType<typeof registerRows>, "registersAt">;

/** Name of a position as a key of maps and rows. */
export function positionKey({ account, instrument }: PositionName): string {
  return `${account}#${instrument}`;
}

/** Positions, each once and by its name alone. */
export function distinctPositions(names: Iterable<PositionName>): PositionName[] {
  return [
    ...new Map([...names].map(({ account, instrument }) => [positionKey({ account, instrument }), { account, instrument }])).values(),
  ];
}

/** The registers of any number of positions, each read once, in batches; those of positions that are known are not read. */
export function registersOfPositions(
  own: RegisterReader,
  names: Iterable<PositionName>,
  known: { has(key: string): boolean } = new Set<string>(),
): Promise<Register[]> {
  const missing = distinctPositions(names).filter((name) => !known.has(positionKey(name)));
  return inBatches(missing, (some) => own.registersAt(some));
}
