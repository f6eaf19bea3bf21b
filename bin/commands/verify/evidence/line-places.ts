import type { Bilingual } from "../../../../shared/kernel/problem.ts";
import { type BagPlace, chainAfter } from "../../../../shared/records/evidence-bag.ts";

/** A fault of a line in the file. */
interface LineFault extends Bilingual {
  readonly line: number;
}
/** Numbers that were jumped over: by the line of number `by`, at a line of the file. */
interface Gap {
  readonly first: number;
  readonly last: number;
  readonly by: number;
  readonly line: number;
}

/** Lines that stand late, kept to tell what was moved from what was dropped. */
const lateKept = 10_000;

/** Follows the numbers of lines and the hashes over them, and tells what was altered, dropped, inserted or moved. */
export class LinePlaces {
  private place: BagPlace;
  private latePlace: BagPlace | undefined;
  private readonly gaps: Gap[] = [];
  private readonly late = new Map<number, number>();

  /** Begins after the first line. */
  constructor(first: BagPlace) {
    this.place = first;
  }

  /** Takes the next line; what is wrong with it, where that is clear at once. */
  take(n: unknown, chain: unknown, content: object, line: number): Bilingual | undefined {
    const due = this.place.n + 1;
    const own = { n: Number(n), chain: String(chain) };
    if (typeof n !== "number" || !Number.isSafeInteger(n) || n < 1)
      return { zh: "此行的编号被改动", en: "the number of this line was altered" };
    if (n < due) return this.takeLate(own, content, line);
    if (n > due) {
      this.gaps.push({ first: due, last: n - 1, by: n, line });
      this.place = own;
      return undefined;
    }
    const fits = own.chain === chainOf(this.place.chain, content);
    this.place = own;
    return fits ? undefined : altered;
  }

  /** A line that stands later than its number: moved, if that was jumped over before; otherwise there are two of it. */
  private takeLate(own: BagPlace, content: object, line: number): Bilingual | undefined {
    const missed = this.gaps.some(({ first, last }) => own.n >= first && own.n <= last);
    if (!missed || this.late.has(own.n) || this.late.size >= lateKept) return { zh: "此行是插入的", en: "this line was inserted" };
    this.late.set(own.n, line);
    const before = this.latePlace;
    this.latePlace = own;
    return before?.n === own.n - 1 && own.chain !== chainOf(before.chain, content) ? altered : undefined;
  }

  /** Everything is read: what was jumped over was moved, where it stands elsewhere, or dropped. */
  end(): readonly LineFault[] {
    return this.gaps.flatMap(({ first, last, by, line }): readonly LineFault[] => {
      const missing = Array.from({ length: Math.min(last - first + 1, lateKept) }, (_, index) => first + index);
      const dropped = missing.filter((n) => !this.late.has(n));
      const [one] = dropped;
      if (one !== undefined) {
        const more = last - first + 1 - (missing.length - dropped.length) - 1;
        return [
          { line, zh: `第 ${one} 行被删除（另有 ${more} 行）`, en: `line ${one} was dropped${more > 0 ? `, and ${more} more` : ""}` },
        ];
      }
      // Where one line is missing it stands later; where several are, one stands earlier.
      const moved = first === last ? first : by;
      return [{ line: this.late.get(moved) ?? line, zh: `第 ${moved} 行被移动`, en: `line ${moved} was moved` }];
    });
  }
}

const altered: Bilingual = { zh: "此行被改动", en: "this line was altered" };

/** The hash over the lines up to one; empty for one that holds what none does, such as a number with a fraction. */
function chainOf(chain: string, content: object): string {
  try {
    return chainAfter(chain, content);
  } catch {
    return "";
  }
}
