import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, least, sum } from "../../../shared/kernel/decimal.ts";
import { type Account, readAccount } from "../../../shared/ledger/account.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import type { PositionName } from "../../../shared/statements/postings.ts";

/** What one ledger entry moved: how much came to each position, or left it. What was only held or released moved nothing. */
export interface MovedEntry {
  readonly factId: string;
  readonly occurredAt: Instant;
  readonly cause: { readonly kind: string; readonly reference: string };
  readonly parties: readonly string[];
  readonly areas: readonly string[];
  readonly nets: readonly (PositionName & { readonly net: Decimal })[];
}

/** A part of what an entry took from a position or brought to it: from one offset of it to another. */
export interface Part extends PositionName {
  readonly from: Decimal;
  readonly to: Decimal;
}

/**
 * How units went in one entry: `moved` from an account to another, `became` others of their kind (quota becomes permits, and permits quota
 * again), or took `room` under a cap. What `began` has no source, and what `ended` no target; `outside` names the account of the issuing side,
 * or that of what is retired, where it came from or went.
 */
export interface Flow {
  readonly kind: "moved" | "became" | "room" | "began" | "ended";
  readonly source?: Part;
  readonly target?: Part;
  readonly outside?: Account;
}

/** Units are kept in lots everywhere but on the issuing side, where they begin and end, and where they are retired for good. */
export function keepsLots(account: Account): boolean {
  const { kind } = readAccount(account);
  return kind !== "issue" && kind !== "retired";
}

interface Pair {
  readonly source: Part;
  readonly target: Part;
}

/**
 * The flows of an entry. Several payers and receivers of one instrument are paired first to first, in the order of their accounts. What ends
 * and what begins on the issuing side of one pollutant and pool, or of one market, is one thing that became another. The same postings make
 * the same flows.
 */
export function flowsOf({ nets }: Pick<MovedEntry, "nets">): readonly Flow[] {
  const pairs = [...Map.groupBy(nets, ({ instrument }) => instrument)].toSorted(byName).flatMap(([, of]) => pairsOf(of));
  const isKept = ({ account }: PositionName): boolean => keepsLots(account);
  const moved = pairs.filter(({ source, target }) => isKept(source) && isKept(target));
  const ended = pairs.filter(({ source, target }) => isKept(source) && !isKept(target));
  const begun = pairs.filter(({ source, target }) => !isKept(source) && isKept(target));
  const toIssue = ended.filter(({ target }) => isIssue(target));
  const fromIssue = begun.filter(({ source }) => isIssue(source));
  const units = <Each extends Pair>(of: readonly Each[]): Each[] => of.filter(({ source }) => roomOf(source.instrument) === undefined);
  return [
    ...moved.map((pair): Flow => ({ kind: "moved", ...pair })),
    ...converted(units(toIssue), units(fromIssue)),
    ...roomFlows(toIssue, fromIssue),
    ...ended.filter(({ target }) => !isIssue(target)).map(endedFlow),
    ...begun.filter(({ source }) => !isIssue(source)).map(begunFlow),
  ];
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function isIssue({ account }: PositionName): boolean {
  return readAccount(account).kind === "issue";
}

function endedFlow({ source, target }: Pair): Flow {
  return { kind: "ended", source, outside: target.account };
}

function begunFlow({ source, target }: Pair): Flow {
  return { kind: "began", target, outside: source.account };
}

/** Pairs those that pay with those that receive, first to first in the order of their accounts. */
function pairsOf(nets: MovedEntry["nets"]): Pair[] {
  const ordered = nets.toSorted((one, other) => (one.account < other.account ? -1 : 1));
  const whole = ({ account, instrument, net }: MovedEntry["nets"][number]): Part => ({
    ...{ account, instrument },
    ...{ from: net.mul(0), to: net.abs() },
  });
  const paying = ordered.filter(({ net }) => net.lt(0)).map(whole);
  const receiving = ordered.filter(({ net }) => net.gt(0)).map(whole);
  return firstToFirst(paying, receiving).map(([source, target]) => ({ source, target }));
}

/** Pairs equal quantities of two lists of parts, in their order; what is left of the longer list is not paired. */
function firstToFirst(sources: readonly Part[], targets: readonly Part[]): (readonly [Part, Part])[] {
  const pairs: (readonly [Part, Part])[] = [];
  const [left, open] = [[...sources], [...targets]];
  for (let [source, target] = [left.shift(), open.shift()]; source && target; ) {
    const quantity = least(source.to.minus(source.from), target.to.minus(target.from));
    const [sourceEnd, targetEnd]: [Decimal, Decimal] = [source.from.plus(quantity), target.from.plus(quantity)];
    pairs.push([
      { ...source, to: sourceEnd },
      { ...target, to: targetEnd },
    ]);
    source = sourceEnd.lt(source.to) ? { ...source, from: sourceEnd } : left.shift();
    target = targetEnd.lt(target.to) ? { ...target, from: targetEnd } : open.shift();
  }
  return pairs;
}

/** What the units of an instrument can become and come from: those of one pollutant in one pool, or of one market. */
function kindOf(instrument: Instrument): string {
  const [name = "", first = "", second = ""] = instrument.split("/");
  if (name === "permit" || name === "quota" || name === "headroom") return `${first}/${second}`;
  return name === "allowance" ? `${name}/${first}` : instrument;
}

/** Pollutant and pool of the room under a cap; undefined for other instruments. */
function roomOf(instrument: Instrument): string | undefined {
  return instrument.startsWith("headroom/") ? kindOf(instrument) : undefined;
}

/** What ended and began on the issuing side: one became the other where both are of one kind, and the rest ended or began. */
function converted(ended: readonly Pair[], begun: readonly Pair[]): Flow[] {
  const kinds = [...new Set([...ended, ...begun].map(({ source }) => kindOf(source.instrument)))].sort();
  return kinds.flatMap((kind): Flow[] => {
    const [sources, targets] = [ended, begun].map((pairs) => pairs.filter(({ source }) => kindOf(source.instrument) === kind));
    const became = firstToFirst(sources?.map(({ source }) => source) ?? [], targets?.map(({ target }) => target) ?? []);
    const paired = sum(became.map(([source]) => source.to.minus(source.from)));
    return [
      ...became.map(([source, target]): Flow => ({ kind: "became", source, target })),
      ...after(sources ?? [], paired, ({ source }) => source).map(({ pair, part }): Flow => ({ ...endedFlow(pair), source: part })),
      ...after(targets ?? [], paired, ({ target }) => target).map(({ pair, part }): Flow => ({ ...begunFlow(pair), target: part })),
    ];
  });
}

/** What is left of some pairs after a quantity of them. */
function after(pairs: readonly Pair[], quantity: Decimal, of: (pair: Pair) => Part): { readonly pair: Pair; readonly part: Part }[] {
  let gone = quantity;
  return pairs.flatMap((pair) => {
    const part = of(pair);
    const size = part.to.minus(part.from);
    const taken = least(size, gone);
    gone = gone.minus(taken);
    return taken.lt(size) ? [{ pair, part: { ...part, from: part.from.plus(taken) } }] : [];
  });
}

/**
 * How room under caps went. Permits that begin take room of each year of their term, as many tonne-months for each tonne as the year has months
 * of it. What else ends or begins of it was a cap that changed, or room that came back.
 */
function roomFlows(ended: readonly Pair[], begun: readonly Pair[]): Flow[] {
  const rooms = Map.groupBy(
    ended.filter(({ source }) => roomOf(source.instrument) !== undefined),
    ({ source }) => source.instrument,
  );
  const taken = [...rooms].toSorted(byName).flatMap(([instrument, of]) => {
    const permits = begun.filter(
      ({ target }) => target.instrument.startsWith("permit/") && kindOf(target.instrument) === roomOf(instrument),
    );
    const single = new Set(permits.map(({ target }) => target.instrument)).size === 1;
    return single ? roomTaken(of, permits) : of.map(endedFlow);
  });
  return [...taken, ...begun.filter(({ target }) => roomOf(target.instrument) !== undefined).map(begunFlow)];
}

function roomTaken(rooms: readonly Pair[], permits: readonly Pair[]): Flow[] {
  const size = ({ from, to }: Part): Decimal => to.minus(from);
  const total = sum(permits.map(({ target }) => size(target)));
  const months = sum(rooms.map(({ source }) => size(source))).div(total);
  const scaled = permits.map(({ target }) => ({ ...target, from: target.from.mul(months), to: target.to.mul(months) }));
  const paired = firstToFirst(
    rooms.map(({ source }) => source),
    scaled,
  );
  return paired.map(([source, { from, to, ...position }]): Flow => {
    const target = { ...position, from: from.div(months), to: to.div(months) };
    return { kind: "room", source, target };
  });
}
