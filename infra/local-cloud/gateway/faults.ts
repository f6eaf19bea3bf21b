import type { Fault, FaultRule } from "./types.ts";

/** What rules are matched against. */
export interface FaultTarget {
  readonly operation: string;
  readonly resources: readonly string[];
  readonly functionName: string;
  readonly accessKeyId: string;
}

/** A fault that applies to a request, and the resource its rule named. */
export interface InjectedFault {
  readonly fault: Fault;
  readonly resource: string | undefined;
  /** When its rule was set, in epoch milliseconds. */
  readonly since: number;
}

/** The rules in force. */
export interface FaultBook {
  add(id: number, rule: FaultRule, now: number): void;
  /** Removes a rule and returns how many requests it matched. */
  remove(id: number): number;
  clear(): void;
  /** Faults that apply to this request; counts it. */
  matching(target: FaultTarget): readonly InjectedFault[];
  /** Whether any rule makes an index stale: only then are writes remembered. */
  readonly watchesWrites: boolean;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly since: number;
  readonly random: () => number;
  seen: number;
  matched: number;
}

const none: readonly InjectedFault[] = [];

/** No faults yet. */
export function faultBook(): FaultBook {
  const rules = new Map<number, ActiveRule>();
  return {
    add: (id, rule, now) => void rules.set(id, { rule, since: now, random: seededRandom(rule.match.seed ?? 1), seen: 0, matched: 0 }),
    remove: (id) => {
      const matched = rules.get(id)?.matched ?? 0;
      rules.delete(id);
      return matched;
    },
    clear: () => rules.clear(),
    matching: (target) => {
      if (rules.size === 0) return none;
      return [...rules.values()]
        .filter((active) => fits(active.rule, target) && fires(active))
        .map(({ rule, since }) => ({ fault: rule.fault, resource: rule.match.resource, since }));
    },
    get watchesWrites() {
      return [...rules.values()].some(({ rule }) => typeof rule.fault === "object" && "staleIndexMs" in rule.fault);
    },
  };
}

function fits({ match }: FaultRule, target: FaultTarget): boolean {
  return (
    (match.operation === undefined || match.operation === target.operation) &&
    (match.resource === undefined || target.resources.includes(match.resource)) &&
    (match.functionName === undefined || match.functionName === target.functionName) &&
    (match.accessKeyId === undefined || match.accessKeyId === target.accessKeyId)
  );
}

function fires(active: ActiveRule): boolean {
  const { everyNth, times, probability } = active.rule.match;
  active.seen += 1;
  if (times !== undefined && active.matched >= times) return false;
  if (everyNth !== undefined && active.seen % everyNth !== 0) return false;
  if (probability !== undefined && active.random() >= probability) return false;
  active.matched += 1;
  return true;
}

/** A small generator (mulberry32): the same seed gives the same faults. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
