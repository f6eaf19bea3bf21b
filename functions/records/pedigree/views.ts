import { monthOf } from "../../../shared/kernel/calendar.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import { classOf } from "../../../shared/ledger/instrument.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { obligationIdFor } from "../../compliance/contract.ts";
import { unitsOfClasses } from "../holdings/units.ts";
import type { Direction, Piece } from "./attribution.ts";
import { type Decision, decisionsOf } from "./decisions.ts";
import type { MovedEntry, Part } from "./flows.ts";
import type { PedigreePorts } from "./ports.ts";
import type { PedigreeReader } from "./reader.ts";
import { stepOf } from "./steps.ts";
import type { WalkStep } from "./walk.ts";

/** Where the units of a part are, with the names that a reader may see. */
async function placeView(reader: PedigreeReader, { account, instrument, from, to }: Part) {
  const holder = await reader.holderOf(account);
  const seen = await reader.sees(account);
  const { creditCode: _creditCode, ...names } = holder ?? {};
  return {
    ...{ kind: readAccount(account).kind, ...(seen && { account }), ...names },
    ...{ instrument, quantity: plain(to.minus(from)), unit: unitsOfClasses[classOf(instrument)] },
  };
}

/** The steps of a page, with what is known of their places and decisions: a few reads for all of them together. */
export async function stepViews({ records }: PedigreePorts, reader: PedigreeReader, direction: Direction, steps: readonly WalkStep[]) {
  const parts = steps.flatMap(({ lot, by }) => [lot, ...(by?.piece.far ? [by.piece.far] : [])]);
  await reader.prefetch(parts.map(({ account }) => account));
  const entries = new Map(steps.flatMap(({ by }) => (by && reader.knows(by.entry) ? [[by.entry.factId, by.entry] as const] : [])));
  const decisions = await decisionsOf(records, [...entries.values()]);
  return Promise.all(
    steps.map(async (step) => {
      const { depth, lot, by, end } = step;
      if (!by) return { depth, step: end ?? "asked", place: await placeView(reader, lot), ...(end && { end }) };
      return { depth, ...(await entryView(reader, direction, by, decisions.get(by.entry.factId), end)) };
    }),
  );
}

async function entryView(
  reader: PedigreeReader,
  direction: Direction,
  { entry, piece }: { readonly entry: MovedEntry; readonly piece: Piece },
  decision: Decision | undefined,
  end: WalkStep["end"],
) {
  const { flow, near, far } = piece;
  const [source, target] = direction === "backwards" ? [far, near] : [near, far];
  const { occurredAt, factId, cause } = entry;
  const outside = flow.outside === undefined ? undefined : { ...near, account: readAccount(flow.outside).kind };
  const [from, to] = [source ?? outside, target ?? outside];
  const obligations = await obligationsOf(reader, entry, target, decision);
  const over = end ?? (flow.kind === "began" || flow.kind === "ended" ? flow.kind : undefined);
  return {
    step: stepOf(entry, flow),
    ...(from && { from: await placeView(reader, from) }),
    ...(to && { to: await placeView(reader, to) }),
    occurredAt,
    ...(reader.knows(entry) && { factId, cause }),
    ...(decision && Object.keys(decision).length > 0 && { decision }),
    ...(over && { end: over }),
    ...(obligations.length > 0 && { obligations }),
  };
}

/** The obligations that units count for from an entry on: those of a site that they came to, or the one that they were surrendered for. */
async function obligationsOf(
  reader: PedigreeReader,
  entry: MovedEntry,
  target: Part | undefined,
  decision: Decision | undefined,
): Promise<string[]> {
  const term = target && permitTerm(target.instrument);
  const { kind, id } = readAccount(target?.account ?? "");
  if (term && kind === "site" && (await reader.sees(`${kind}:${id}`))) {
    const month = monthOf(entry.occurredAt);
    const first = Number((month > term.from ? month : term.from).slice(0, "2026".length));
    const years = Array.from({ length: Math.max(0, Number(term.to.slice(0, "2026".length)) - first + 1) }, (_, place) =>
      String(first + place),
    );
    return years.map((year) => obligationIdFor({ subject: { kind: "discharge", siteId: id, pollutant: term.pollutant }, year }));
  }
  const [partyId] = entry.parties;
  const surrendered = entry.cause.kind.startsWith("surrender") && target === undefined;
  if (!surrendered || partyId === undefined || decision?.year === undefined) return [];
  return [obligationIdFor({ subject: { kind: "carbon", partyId }, year: decision.year })];
}
