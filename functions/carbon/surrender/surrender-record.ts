import type { Instant } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import type { Party } from "../../../shared/members/members.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { surrenderFacts } from "./contract-facts.ts";
import { entityOf, type ObligedEntity, obligationChange } from "./obligation.ts";
import { tonnesOfRanges } from "./offsets.ts";
import type { OffsetPart, Surrender, SurrenderObligation } from "./rows.ts";
import type { TakenAllowance } from "./taken-allowances.ts";
import type { TakenBack } from "./taken-back.ts";
import { type SurrenderView, surrenderView } from "./views.ts";

/** By kind: the cause of the ledger entry, and whether tonnes are added to what was surrendered or taken off. */
const kinds = {
  surrender: { cause: "surrender", taken: true },
  order: { cause: "surrender-order", taken: true },
  "giving-back": { cause: "surrender-reversal", taken: false },
} as const;

/** What is surrendered or given back, of whose obligation as it was read. */
interface Surrendering extends Pick<Surrender, "kind" | "documentNumber" | "reason"> {
  readonly obligation: SurrenderObligation;
  readonly party: Party;
  readonly at: Instant;
  readonly allowances: readonly TakenAllowance[];
  readonly offsets: readonly OffsetPart[];
  /** Surrenders that a giving back takes back. */
  readonly takesBack?: readonly TakenBack[];
}

/** A surrender as it is recorded: what is shown of it, the envelope of its facts, and the writes of row, fact, obligation and ledger entry. */
interface Recorded {
  readonly view: SurrenderView;
  readonly entity: ObligedEntity;
  readonly envelope: ReturnType<typeof factEnvelopeOf>;
  readonly writes: readonly WriteFragment<CarbonRefusal>[];
}

/**
 * Records a surrender, an order or a giving back with the obligation that it changes; `move` says what the ledger entry moves. `stale` if the
 * obligation changed since it was read.
 */
export function recordedSurrender(
  { own, ledger }: Pick<AllowancePorts, "own" | "ledger">,
  caller: Parameters<typeof factEnvelopeOf>[0],
  { obligation, party, at, allowances, takesBack = [], ...rest }: Surrendering,
  move: (entry: LedgerEntry<CarbonRefusal>) => void,
): Recorded {
  const entity = entityOf(obligation, party);
  const envelope = factEnvelopeOf(caller, at, { parties: [entity.partyId], areas: [entity.area] });
  const { cause, taken } = kinds[rest.kind];
  const surrenderId = envelope.factId;
  const parts = allowances.map(({ instrument, tonnes }) => ({ instrument, tonnes: plain(tonnes) }));
  const row: Surrender = { ...entity, ...rest, surrenderId, allowances: parts, at };
  const entry = ledger.newEntry<CarbonRefusal>({ ...envelope, cause: { kind: cause, reference: surrenderId } });
  move(entry);
  const event = {
    kind: "surrendered",
    allowances: taken ? allowances : allowances.map(({ instrument, tonnes }) => ({ instrument, tonnes: tonnes.neg() })),
    offsets: tonnesOfRanges(rest.offsets),
  } as const;
  const view = surrenderView(row);
  const stated = taken
    ? own.state(surrenderFacts.surrendered, { ...envelope, data: view })
    : own.state(surrenderFacts.givenBack, { ...envelope, data: { ...view, takesBack: [...takesBack] } });
  const { factType } = taken ? surrenderFacts.surrendered : surrenderFacts.givenBack;
  const because = { factType, reference: surrenderId };
  const change = obligationChange(own, { entity, current: obligation }, event, { envelope, because });
  const writes = [own.surrenderPut(row), stated, ...change.writes, ...entry.writes()];
  return { view, entity, envelope, writes };
}
