import { type Actor, interleave, seededChoices, type Turn } from "./scheduler.ts";

/** A bug in the protocol; the check that the correct protocol passes must catch each. */
export type Mistake = "bid-ignores-seal" | "close-does-not-seal" | "close-lists-before-closing" | "bid-takes-old-time";

interface Sheet {
  readonly state: "open" | "sealed";
  readonly version: number;
}

/** Rows with conditional writes, as the tables keep them. */
interface World {
  now: number;
  readonly auction: { state: "announced" | "closing" };
  readonly enrolled: Set<string>;
  readonly sheets: Map<string, Sheet>;
  manifest: Map<string, number> | undefined;
}

const enrolsUntil = 100;
const closesAt = 1_000;
const clockSkew = 5;
/** Instants the clock stops at; after the second no enrolment is in flight, because no function runs that long. */
const instants = [0, 150, 999, 1_000, 1_004, 1_005, 1_010];

/** Runs one interleaving of enrolling, bidding, replacing and closing; returns what went wrong, or undefined. */
export async function runModel(seed: number, mistake?: Mistake): Promise<string | undefined> {
  const choose = seededChoices(seed);
  const world: World = { now: 0, auction: { state: "announced" }, enrolled: new Set(), sheets: new Map(), manifest: undefined };
  const accepted = new Map<string, number>();
  const late: string[] = [];
  let enrolling = 0;

  async function enrol(bidder: string, turn: Turn): Promise<void> {
    enrolling += 1;
    await turn();
    const open = world.now < enrolsUntil && world.auction.state === "announced";
    if (open) {
      await turn();
      world.enrolled.add(bidder);
    }
    enrolling -= 1;
  }

  async function bid(bidder: string, turn: Turn): Promise<void> {
    let decidedAt: number | undefined;
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await turn();
      const { state } = world.auction;
      await turn();
      const sheet = world.sheets.get(bidder);
      const now = mistake === "bid-takes-old-time" ? (decidedAt ?? world.now) : world.now;
      decidedAt ??= now;
      if (state !== "announced" || now >= closesAt) return;
      await turn();
      const found = world.sheets.get(bidder);
      const unchanged = sheet ? found?.version === sheet.version : !found && world.enrolled.has(bidder);
      const open = mistake === "bid-ignores-seal" || found?.state !== "sealed";
      if (!sheet && !world.enrolled.has(bidder)) return;
      if (!unchanged || !open) continue;
      const version = (sheet?.version ?? 0) + 1;
      world.sheets.set(bidder, { state: "open", version });
      accepted.set(bidder, version);
      if (now >= closesAt) late.push(bidder);
      return;
    }
  }

  async function close(turn: Turn): Promise<void> {
    await turn();
    if (world.now < closesAt + clockSkew && mistake !== "close-lists-before-closing") return;
    const listed = mistake === "close-lists-before-closing" ? [...world.enrolled] : undefined;
    await turn();
    if (world.now < closesAt + clockSkew) return;
    world.auction.state = "closing";
    await turn();
    const bidders = listed ?? [...world.enrolled];
    const manifest = new Map<string, number>();
    for (const bidder of bidders) {
      await turn();
      const sheet = world.sheets.get(bidder);
      const version = sheet?.version ?? 0;
      if (mistake !== "close-does-not-seal") world.sheets.set(bidder, { state: "sealed", version });
      if (version > 0) manifest.set(bidder, version);
    }
    world.manifest ??= manifest;
  }

  const bidders = ["a", "b", "c"];
  const actors: Actor[] = [
    ...bidders.map((bidder): Actor => ({ run: (turn) => enrol(bidder, turn) })),
    // Two requests of the same bidder at once, and one more: bids, replacements and their race. Most start after all have enrolled.
    ...bidders.flatMap((bidder): Actor[] =>
      [1, 2].map((count) => ({
        run: async (turn) => {
          for (let number = 0; number < count; number += 1) await bid(bidder, turn);
        },
        mayGo: () => seed % 4 === 0 || enrolling === 0,
      })),
    ),
    // Closers start when the close is due and race with the bids still in flight.
    ...[1, 2].map((): Actor => ({ run: close, mayGo: () => world.now >= closesAt + clockSkew })),
    {
      run: async (turn) => {
        for (const instant of instants.slice(1)) {
          await turn();
          world.now = instant;
        }
      },
      // The first step of the clock ends the enrolment: by then no enrolment is in flight.
      mayGo: () => world.now > 0 || enrolling === 0,
    },
  ];
  await interleave(actors, choose, seed % 2 === 1);
  world.now = closesAt + 60;
  await close(async () => {});
  return faultOf(world, accepted, late);
}

function faultOf({ manifest }: World, accepted: ReadonlyMap<string, number>, late: readonly string[]): string | undefined {
  if (!manifest) return "there is no manifest";
  for (const [bidder, version] of accepted) {
    if (manifest.get(bidder) !== version)
      return `version ${version} of ${bidder} was accepted and the manifest has ${String(manifest.get(bidder))}`;
  }
  for (const bidder of manifest.keys()) if (!accepted.has(bidder)) return `the manifest has a bid of ${bidder} that nobody accepted`;
  return late.length > 0 ? `late bids were accepted: ${late.join(", ")}` : undefined;
}
