import { Decimal, plain } from "../../shared/kernel/decimal.ts";
import type { HoldPurpose } from "../../shared/ledger/hold.ts";

/** One minimal ledger command. Holds are named by the command that made them. */
export type LedgerCommand =
  | { readonly kind: "transfer"; readonly instrument: string; readonly from: string; readonly to: string; readonly quantity: string }
  | { readonly kind: "empty"; readonly instrument: string; readonly from: string; readonly to: string; readonly quantity: string }
  | {
      readonly kind: "exchange";
      readonly from: string;
      readonly to: string;
      readonly gives: string;
      readonly given: string;
      readonly takes: string;
      readonly taken: string;
    }
  | {
      readonly kind: "hold";
      readonly instrument: string;
      readonly account: string;
      readonly quantity: string;
      readonly purpose: HoldPurpose;
      readonly expiresAt?: string;
    }
  | { readonly kind: "post"; readonly hold: number; readonly to: string; readonly quantity: string; readonly voidRest: boolean }
  | { readonly kind: "release"; readonly hold: number; readonly quantity: string }
  | { readonly kind: "void"; readonly hold: number }
  | { readonly kind: "expire"; readonly hold: number };

/** A hold as the reference sees it. */
interface ReferenceHold {
  readonly account: string;
  readonly instrument: string;
  readonly purpose: HoldPurpose;
  readonly remaining: Decimal;
  readonly state: "pending" | "posted" | "voided" | "expired";
  readonly expiresAt?: string | undefined;
}

/** A position; `listed` is whether sums over its instrument read it. */
export interface ReferencePosition {
  readonly available: Decimal;
  readonly held: Decimal;
  /** What is held for each purpose; only purposes that something is held for. */
  readonly heldFor: Readonly<Partial<Record<HoldPurpose, Decimal>>>;
  readonly entries: number;
  readonly listed: boolean;
}

/** A whole ledger as plain immutable values; `apply` returns the next state. */
export interface ReferenceLedger {
  readonly positions: ReadonlyMap<string, ReferencePosition>;
  readonly holds: ReadonlyMap<number, ReferenceHold>;
}

/** The empty ledger. */
export const emptyLedger: ReferenceLedger = { positions: new Map(), holds: new Map() };

/** Applies a command at an instant: returns the next state, or undefined if it is refused. Slow and obvious on purpose. */
export function apply(state: ReferenceLedger, number: number, command: LedgerCommand, now: string): ReferenceLedger | undefined {
  const draft = { positions: new Map(state.positions), holds: new Map(state.holds) };
  const touched = new Map<string, { available: Decimal; held: Decimal; heldFor: Partial<Record<HoldPurpose, Decimal>> }>();
  const move = (account: string, instrument: string, available: Decimal, held: Decimal, purpose?: HoldPurpose): void => {
    const key = `${account} ${instrument}`;
    const change = touched.get(key) ?? { available: new Decimal(0), held: new Decimal(0), heldFor: {} };
    const heldFor = purpose ? { ...change.heldFor, [purpose]: held.plus(change.heldFor[purpose] ?? 0) } : change.heldFor;
    touched.set(key, { available: change.available.plus(available), held: change.held.plus(held), heldFor });
  };
  const none = new Decimal(0);
  let emptied: string | undefined;
  const pending = (hold: number): ReferenceHold | undefined => {
    const found = state.holds.get(hold);
    return found?.state === "pending" ? found : undefined;
  };
  const close = (hold: number, found: ReferenceHold, as: "voided" | "expired"): void => {
    move(found.account, found.instrument, found.remaining, found.remaining.neg(), found.purpose);
    draft.holds.set(hold, { ...found, remaining: none, state: as });
  };
  switch (command.kind) {
    case "transfer": {
      const quantity = new Decimal(command.quantity);
      move(command.from, command.instrument, quantity.neg(), none);
      move(command.to, command.instrument, quantity, none);
      break;
    }
    case "empty": {
      const { instrument, from, to, quantity } = command;
      emptied = `${from} ${instrument}`;
      const { available = none, held = none } = state.positions.get(emptied) ?? {};
      if (!available.eq(quantity) || !held.isZero()) return undefined;
      move(from, instrument, available.neg(), none);
      move(to, instrument, available, none);
      break;
    }
    case "exchange": {
      move(command.from, command.gives, new Decimal(command.given).neg(), none);
      move(command.to, command.gives, new Decimal(command.given), none);
      move(command.to, command.takes, new Decimal(command.taken).neg(), none);
      move(command.from, command.takes, new Decimal(command.taken), none);
      break;
    }
    case "hold": {
      const quantity = new Decimal(command.quantity);
      const { account, instrument, purpose, expiresAt } = command;
      move(account, instrument, quantity.neg(), quantity, purpose);
      draft.holds.set(number, { account, instrument, purpose, remaining: quantity, state: "pending", expiresAt });
      break;
    }
    case "post": {
      const found = pending(command.hold);
      const quantity = new Decimal(command.quantity);
      if (!found || (found.expiresAt !== undefined && found.expiresAt <= now) || quantity.gt(found.remaining)) return undefined;
      move(found.account, found.instrument, none, quantity.neg(), found.purpose);
      move(command.to, found.instrument, quantity, none);
      const left = found.remaining.minus(quantity);
      if (command.voidRest) move(found.account, found.instrument, left, left.neg(), found.purpose);
      const done = command.voidRest || left.isZero();
      draft.holds.set(command.hold, { ...found, remaining: done ? none : left, state: done ? "posted" : "pending" });
      break;
    }
    case "release": {
      const found = pending(command.hold);
      const quantity = new Decimal(command.quantity);
      if (!found || quantity.gt(found.remaining)) return undefined;
      move(found.account, found.instrument, quantity, quantity.neg(), found.purpose);
      const left = found.remaining.minus(quantity);
      draft.holds.set(command.hold, { ...found, remaining: left, state: left.isZero() ? "voided" : "pending" });
      break;
    }
    case "void": {
      const found = pending(command.hold);
      if (!found) return undefined;
      close(command.hold, found, "voided");
      break;
    }
    case "expire": {
      const found = pending(command.hold);
      if (!found || found.expiresAt === undefined || found.expiresAt > now) return undefined;
      close(command.hold, found, "expired");
      break;
    }
  }
  for (const [key, change] of touched) {
    if (change.available.isZero() && change.held.isZero()) continue;
    const before: Omit<ReferencePosition, "listed"> = draft.positions.get(key) ?? { available: none, held: none, heldFor: {}, entries: 0 };
    const available = before.available.plus(change.available);
    const held = before.held.plus(change.held);
    const mayGoBelow = key.startsWith("issue:") || key.startsWith("bank:");
    if ((change.available.lt(0) && available.lt(0) && !mayGoBelow) || held.lt(0)) return undefined;
    const purposes = Object.entries(change.heldFor) as [HoldPurpose, Decimal][];
    const heldFor = {
      ...before.heldFor,
      ...Object.fromEntries(purposes.map(([purpose, each]) => [purpose, each.plus(before.heldFor[purpose] ?? 0)])),
    };
    draft.positions.set(key, { available, held, heldFor, entries: before.entries + 1, listed: key !== emptied });
  }
  return draft;
}

/** A state as text, to compare with what the engine holds. */
export function describeLedger(state: ReferenceLedger): string {
  const positions = [...state.positions].map(
    ([key, { available, held, heldFor, entries, listed }]) =>
      `${key}: ${plain(available)} available, ${plain(held)} held${purposesOf(heldFor)}, ${entries} entries, ${listed ? "listed" : "not listed"}`,
  );
  const holds = [...state.holds].map(([number, { state: word, remaining }]) => `hold ${number}: ${word}, ${plain(remaining)} left`);
  return [...positions, ...holds].sort().join("\n");
}

function purposesOf(heldFor: ReferencePosition["heldFor"]): string {
  const parts = Object.entries(heldFor).flatMap(([purpose, each]) => (each.isZero() ? [] : [`${plain(each)} for ${purpose}`]));
  return parts.length === 0 ? "" : ` (${parts.sort().join(", ")})`;
}
