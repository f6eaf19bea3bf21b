/** Ids, hashes and salts, the place of an award and numbers of registrations, which follow from ids: what an example can't know before. */
const random = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.[0-9]{4}\b)?|\b(?:[0-9a-f]{64}|[0-9a-f]{32}|EZ-[0-9A-F]{10})\b/g;

function isRandom(value: unknown): boolean {
  return typeof value === "string" && value.search(random) >= 0;
}

/** What is wrong with an answer, and what its random values stand for. */
interface Comparison {
  readonly faults: readonly string[];
  readonly learnt: readonly (readonly [from: string, to: string])[];
}

/** Values of the examples, and what stands for them in real answers. */
export function exampleValues() {
  const known = new Map<string, string>();
  const replaced = (value: unknown): unknown => {
    // An id may be part of another one, which is then the longer.
    const longest = (): [string, string][] => [...known].sort(([one], [other]) => other.length - one.length);
    if (typeof value === "string") return known.get(value) ?? longest().reduce((text, [from, to]) => text.replaceAll(from, to), value);
    return mapped(value, replaced);
  };

  /** Compares a value with what was promised there. The items of a list may be among others. */
  function compared(promised: unknown, real: unknown, at = ""): Comparison {
    if (Array.isArray(promised) && Array.isArray(real)) {
      if (at.endsWith("/items")) return joined(promised.map((each, place) => likeliest(each, real, `${at}/${place}`)));
      if (real.length !== promised.length) return fault(`${at} has ${real.length} elements instead of ${promised.length}`);
      // Hashes are published in their own order.
      const [own, others] = promised.every(isRandom) ? [promised.map(replaced).sort(), real.toSorted()] : [promised, real];
      return joined(own.map((each, place) => compared(each, others[place], `${at}/${place}`)));
    }
    if (isRecord(promised) && isRecord(real)) {
      const names = new Set([...Object.keys(promised), ...Object.keys(real)]);
      names.delete("nextCursor");
      return joined([...names].map((name) => compared(promised[name], real[name], `${at}/${name}`)));
    }
    if (replaced(promised) === real) return joined([]);
    if (typeof promised === "string" && typeof real === "string" && isRandom(promised)) return learnable(promised, real, at);
    return fault(`${at} is ${JSON.stringify(real)} instead of ${JSON.stringify(replaced(promised))}`);
  }

  /** Learns what a random value stands for, unless that is what another one stands for. What is around it has to be as promised. */
  function learnable(promised: string, real: string, at: string): Comparison {
    const parts: readonly string[] = promised.match(random) ?? [];
    const realParts: readonly string[] = real.match(random) ?? [];
    const same = promised.replaceAll(random, "") === real.replaceAll(random, "") && parts.length === realParts.length;
    const taken = new Set([...known].filter(([from]) => !parts.includes(from)).map(([, to]) => to));
    if (!same || realParts.some((each) => taken.has(each))) return fault(`${at} is ${real} instead of ${String(replaced(promised))}`);
    return { faults: [], learnt: parts.map((each, place) => [each, realParts[place] ?? ""]) };
  }

  /** The comparison with the real item that is most like it. */
  function likeliest(promised: unknown, real: readonly unknown[], at: string): Comparison {
    const all = real.map((each) => compared(promised, each, at)).sort((one, other) => one.faults.length - other.faults.length);
    return all[0] ?? fault(`${at} is missing`);
  }

  return {
    replaced,
    set: (from: string, to: string): void => void known.set(from, to),
    /** Faults of an answer that is not as promised; learns what is random in it. */
    learn(promised: unknown, real: unknown): readonly string[] {
      const { faults, learnt } = compared(promised, real);
      for (const [from, to] of learnt) known.set(from, to);
      return faults;
    },
  };
}

function joined(all: readonly Comparison[]): Comparison {
  return { faults: all.flatMap(({ faults }) => faults), learnt: all.flatMap(({ learnt }) => learnt) };
}

function fault(text: string): Comparison {
  return { faults: [text], learnt: [] };
}

function mapped(value: unknown, change: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)])) : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
