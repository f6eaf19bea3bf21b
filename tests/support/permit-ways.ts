import { type Decimal, decimal, least, plain, zero } from "../../shared/kernel/decimal.ts";
import type { TransferData } from "../../shared/ledger/contract.ts";

/** A ledger entry, as its fact states it. */
export interface EntryFact {
  readonly factId: string;
  readonly occurredAt: string;
  readonly data: TransferData;
}

/** A step of a way: the entry, its cause, and the account and instrument that it brought tonnes to. */
export interface WayStep {
  readonly factId: string;
  readonly kind: string;
  readonly reference: string;
  readonly to: string;
}
/** The way of some tonnes: the first step made them, of headroom or as a reserve; the last one brought them where they are. */
export interface Way {
  readonly steps: readonly WayStep[];
  /** Tonnes whose headroom went back are at `cap`. */
  readonly at: string;
  readonly tonnes: string;
}

interface Move {
  readonly entry: EntryFact;
  /** Undefined where tonnes begin: the cap, or what a reserve was made of. */
  readonly from: string | undefined;
  readonly to: string;
  readonly tonnes: Decimal;
}
/** A part of what came into a place, or left it: its tonnes are numbered from `start`, in the order of arrival. */
interface Stretch {
  readonly move: Move;
  readonly start: Decimal;
  readonly end: Decimal;
}
interface Place {
  readonly ins: Stretch[];
  readonly outs: Stretch[];
  came: Decimal;
  left: Decimal;
}

/**
 * Numbers every tonne of permits and quota by the entries of the ledger alone: whatever comes into a place first leaves it first. From the
 * numbers the way of each tonne can be read from its beginning on, and back from where it is.
 */
export function tonnesOf(facts: readonly EntryFact[]) {
  const places = new Map<string, Place>();
  const begun: Stretch[] = [];
  const placeOf = (name: string): Place => {
    const place = places.get(name) ?? { ins: [], outs: [], came: zero, left: zero };
    places.set(name, place);
    return place;
  };
  for (const entry of inOrder(facts)) {
    for (const move of movesOf(entry)) {
      const to = placeOf(move.to);
      const arrival = { move, start: to.came, end: to.came.plus(move.tonnes) };
      to.came = arrival.end;
      to.ins.push(arrival);
      if (move.from === undefined) begun.push(arrival);
      else {
        const from = placeOf(move.from);
        const end = from.left.plus(move.tonnes);
        from.outs.push({ move, start: from.left, end });
        from.left = end;
      }
    }
  }
  return {
    /** What every place holds, by account and instrument. */
    held: () => [...places].flatMap(([name, { came, left }]) => (came.eq(left) ? [] : [`${name} = ${plain(came.minus(left))}`])).sort(),
    /** From every beginning on: where its tonnes are now. */
    forward: () => merged(begun.flatMap((stretch) => onwards(places, stretch, stretch.start, stretch.end, []))),
    /** Back from every place: what its tonnes came from. */
    backward: () => merged([...places].flatMap(([name, { came, left }]) => (came.gt(left) ? backwards(places, name, left, came, []) : []))),
  };
}

/** Follows tonnes that arrived as numbers `start` to `end`: those that left the place go on, the rest is there. */
function onwards(places: ReadonlyMap<string, Place>, { move }: Stretch, start: Decimal, end: Decimal, by: readonly WayStep[]): Way[] {
  const place = places.get(move.to);
  const passed = [...by, stepOf(move)];
  const ways = (place?.outs ?? []).flatMap((out) =>
    overlap(out, start, end).flatMap((part) => {
      const next = places.get(out.move.to);
      const arrival = next?.ins.filter((each) => each.move === out.move) ?? [];
      return arrival.flatMap((into) => {
        const offset = into.start.minus(out.start);
        return onwards(places, into, part.start.plus(offset), part.end.plus(offset), passed);
      });
    }),
  );
  const left = place?.left ?? zero;
  const stays = end.minus(left.gt(start) ? least(left, end) : start);
  return stays.gt(0) ? [...ways, { steps: passed, at: move.to, tonnes: plain(stays) }] : ways;
}

/** Asks of tonnes that are at a place, or left it, as numbers `start` to `end`: how each came there. */
function backwards(
  places: ReadonlyMap<string, Place>,
  name: string,
  start: Decimal,
  end: Decimal,
  after: readonly WayStep[],
  at = name,
): Way[] {
  return (places.get(name)?.ins ?? []).flatMap((into) =>
    overlap(into, start, end).flatMap((part) => {
      const passed = [stepOf(into.move), ...after];
      const { from } = into.move;
      if (from === undefined) return [{ steps: passed, at, tonnes: plain(part.end.minus(part.start)) }];
      const out = places.get(from)?.outs.filter((each) => each.move === into.move) ?? [];
      return out.flatMap((each) => {
        const offset = each.start.minus(into.start);
        return backwards(places, from, part.start.plus(offset), part.end.plus(offset), passed, at);
      });
    }),
  );
}

function overlap({ start, end }: Stretch, from: Decimal, to: Decimal): readonly { readonly start: Decimal; readonly end: Decimal }[] {
  const part = { start: start.gt(from) ? start : from, end: end.lt(to) ? end : to };
  return part.end.gt(part.start) ? [part] : [];
}

function stepOf({ entry: { factId, data }, to }: Move): WayStep {
  return { factId, ...data.cause, to };
}

function merged(ways: readonly Way[]): Way[] {
  const byWay = Map.groupBy(ways, ({ steps, at }) => JSON.stringify([steps, at]));
  return [...byWay.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, same]) => ({ ...(same[0] as Way), tonnes: plain(same.reduce((all, { tonnes }) => all.plus(tonnes), zero)) }));
}

interface Change {
  readonly account: string;
  readonly instrument: string;
  readonly tonnes: Decimal;
}

/** What an entry changes of permits and quota, held or not, beyond the issuing side. */
function changesOf({ data }: EntryFact): readonly Change[] {
  return data.postings
    .filter(({ account, instrument }) => /^(?:permit|quota)\//.test(instrument) && !account.startsWith("issue:"))
    .map(({ account, instrument, available, held }) => ({ account, instrument, tonnes: decimal(available).plus(held) }))
    .filter(({ tonnes }) => !tonnes.isZero());
}

/** The moves of an entry: what is debited of a pollutant and pool pays what is credited; the rest begins here, or goes back to the cap. */
function movesOf(entry: EntryFact): readonly Move[] {
  const byPool = Map.groupBy(changesOf(entry), ({ instrument }) => instrument.split("/").slice(1, 3).join("/"));
  return [...byPool].flatMap(([pool, changes]) => {
    const left = changes.filter(({ tonnes }) => tonnes.lt(0)).map((each) => ({ ...each, tonnes: each.tonnes.neg() }));
    const moves: Move[] = [];
    for (const { account, instrument, tonnes } of changes.filter((each) => each.tonnes.gt(0))) {
      let wanted = tonnes;
      const to = placeName(account, instrument);
      for (const debit of left) {
        const part = least(debit.tonnes, wanted);
        if (part.isZero()) continue;
        moves.push({ entry, from: placeName(debit.account, debit.instrument), to, tonnes: part });
        debit.tonnes = debit.tonnes.minus(part);
        wanted = wanted.minus(part);
      }
      if (wanted.gt(0)) moves.push({ entry, from: undefined, to, tonnes: wanted });
    }
    for (const { account, instrument, tonnes } of left)
      if (tonnes.gt(0)) moves.push({ entry, from: placeName(account, instrument), to: `cap ${pool}`, tonnes });
    return moves;
  });
}

function placeName(account: string, instrument: string): string {
  return account.startsWith("retired:") ? `retired ${instrument}` : `${account} ${instrument}`;
}

/** Entries in an order in which they can have happened: by time, and none before what it debits had come. */
function inOrder(facts: readonly EntryFact[]): readonly EntryFact[] {
  const waiting = facts
    .filter((fact) => changesOf(fact).length > 0)
    .sort((one, other) => (`${one.occurredAt} ${one.factId}` < `${other.occurredAt} ${other.factId}` ? -1 : 1));
  const balance = new Map<string, Decimal>();
  const ordered: EntryFact[] = [];
  while (waiting.length > 0) {
    const covered = (fact: EntryFact): boolean =>
      changesOf(fact).every(({ account, instrument, tonnes }) => (balance.get(placeName(account, instrument)) ?? zero).plus(tonnes).gte(0));
    const place = waiting.findIndex(covered);
    if (place < 0) throw new Error(`nothing pays for ${waiting.map(({ factId }) => factId).join(", ")}`);
    const [fact] = waiting.splice(place, 1);
    if (!fact) break;
    for (const { account, instrument, tonnes } of changesOf(fact)) {
      const name = placeName(account, instrument);
      balance.set(name, (balance.get(name) ?? zero).plus(tonnes));
    }
    ordered.push(fact);
  }
  return ordered;
}
