import { type Actor, interleave, seededChoices, type Turn } from "./scheduler.ts";

/** A bug in the protocol; the check that the correct protocol passes must catch each. */
export type Mistake =
  | "bid-ignores-seal"
  | "close-does-not-seal"
  | "close-lists-before-closing"
  | "bid-takes-old-time"
  | "withdrawal-leaves-sheet"
  | "withdrawal-leaves-no-tombstone"
  | "bid-ignores-enrolment-version";

interface Sheet {
  readonly state: "open" | "withdrawn" | "sealed";
  readonly version: number;
  /** Tonnes of the bid; undefined if there is none. */
  readonly bid: number | undefined;
}
interface Enrolment {
  readonly state: "enrolled" | "withdrawn";
  readonly version: number;
  readonly tonnes: number;
}
/** A bid in the manifest. */
interface Listed {
  readonly version: number;
  readonly bid: number;
}

/** Rows with conditional writes, as the tables keep them. */
interface World {
  now: number;
  readonly auction: { state: "announced" | "closing" };
  readonly enrolments: Map<string, Enrolment>;
  readonly sheets: Map<string, Sheet>;
  manifest: Map<string, Listed> | undefined;
}

/** The first enrolment is for so many tonnes, each later one for one less, so that a bid decided on an earlier one is too large. */
const tonnesAtFirst = 9;

const enrolsUntil = 100;
const closesAt = 1_000;
const clockSkew = 5;
/** Instants the clock stops at; after the second no enrolment is in flight, because no function runs that long. */
const instants = [0, 150, 999, 1_000, 1_004, 1_005, 1_010];

/** Runs one interleaving of enrolling, withdrawing, bidding, replacing and closing; returns what went wrong, or undefined. */
export async function runModel(seed: number, mistake?: Mistake): Promise<string | undefined> {
  const choose = seededChoices(seed);
  const world: World = { now: 0, auction: { state: "announced" }, enrolments: new Map(), sheets: new Map(), manifest: undefined };
  // What a bidder was told last: its version, or nothing after a withdrawal.
  const accepted = new Map<string, number>();
  const late: string[] = [];
  let enrolling = 0;

  async function enrol(bidder: string, turn: Turn): Promise<void> {
    enrolling += 1;
    await turn();
    const open = world.now < enrolsUntil && world.auction.state === "announced";
    if (open) {
      await turn();
      world.enrolments.set(bidder, { state: "enrolled", version: 1, tonnes: tonnesAtFirst });
    }
    enrolling -= 1;
  }

  /** Withdraws, whatever was bid, and enrols anew for less where time is left. */
  async function withdraw(bidder: string, turn: Turn): Promise<void> {
    enrolling += 1;
    await turn();
    const [read, seen] = [world.enrolments.get(bidder), world.sheets.get(bidder)];
    if (world.now < enrolsUntil && world.auction.state === "announced" && read?.state === "enrolled") {
      await turn();
      const sheet = world.sheets.get(bidder);
      if (world.enrolments.get(bidder)?.version === read.version && sheet?.state !== "sealed") {
        world.enrolments.set(bidder, { ...read, state: "withdrawn", version: read.version + 1 });
        const tombstone = mistake !== "withdrawal-leaves-no-tombstone" || seen !== undefined;
        if (mistake !== "withdrawal-leaves-sheet" && tombstone) {
          world.sheets.set(bidder, { state: "withdrawn", version: sheet?.version ?? 0, bid: undefined });
        }
        accepted.delete(bidder);
        await turn();
        const found = world.enrolments.get(bidder);
        const open = world.now < enrolsUntil && found?.state === "withdrawn";
        if (open) world.enrolments.set(bidder, { state: "enrolled", version: found.version + 1, tonnes: found.tonnes - 1 });
      }
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
      const enrolment = sheet?.state === "open" ? undefined : world.enrolments.get(bidder);
      const now = mistake === "bid-takes-old-time" ? (decidedAt ?? world.now) : world.now;
      decidedAt ??= now;
      if (state !== "announced" || now >= closesAt) return;
      if (sheet?.state !== "open" && enrolment?.state !== "enrolled") return;
      // As much as the bid is allowed: the tonnes of the enrolment it was decided on, or of the bid it replaces.
      const tonnes = enrolment?.tonnes ?? sheet?.bid ?? 0;
      await turn();
      const found = world.sheets.get(bidder);
      const replaced = found?.version === sheet?.version && (found?.state === sheet?.state || mistake === "bid-ignores-seal");
      const present = world.enrolments.get(bidder);
      const sameVersion = mistake === "bid-ignores-enrolment-version" || present?.version === enrolment?.version;
      const stands = !enrolment || (present?.state === "enrolled" && sameVersion);
      const open = mistake === "bid-ignores-seal" || found?.state !== "sealed";
      if (!replaced || !stands || !open) continue;
      const version = (sheet?.version ?? 0) + 1;
      world.sheets.set(bidder, { state: "open", version, bid: tonnes });
      accepted.set(bidder, version);
      if (now >= closesAt) late.push(bidder);
      return;
    }
  }

  async function close(turn: Turn): Promise<void> {
    await turn();
    if (world.now < closesAt + clockSkew && mistake !== "close-lists-before-closing") return;
    const enrolled = () => [...world.enrolments].flatMap(([bidder, { state }]) => (state === "enrolled" ? [bidder] : []));
    const listed = mistake === "close-lists-before-closing" ? enrolled() : undefined;
    await turn();
    if (world.now < closesAt + clockSkew) return;
    world.auction.state = "closing";
    await turn();
    const bidders = listed ?? enrolled();
    const manifest = new Map<string, Listed>();
    for (const bidder of bidders) {
      await turn();
      const sheet = world.sheets.get(bidder);
      const { version = 0, bid } = sheet ?? {};
      if (mistake !== "close-does-not-seal") world.sheets.set(bidder, { state: "sealed", version, bid });
      if (bid !== undefined) manifest.set(bidder, { version, bid });
    }
    world.manifest ??= manifest;
  }

  const bidders = ["a", "b", "c"];
  const actors: Actor[] = [
    ...bidders.map((bidder): Actor => ({ run: (turn) => enrol(bidder, turn) })),
    // One bidder changes its mind, again and again and twice at once.
    ...[1, 2].map(
      (): Actor => ({
        run: async (turn) => {
          for (const _ of [1, 2, 3]) await withdraw("a", turn);
        },
        mayGo: () => world.enrolments.has("a") || world.now > 0,
      }),
    ),
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

function faultOf({ manifest, enrolments }: World, accepted: ReadonlyMap<string, number>, late: readonly string[]): string | undefined {
  if (!manifest) return "there is no manifest";
  for (const [bidder, version] of accepted) {
    if (manifest.get(bidder)?.version !== version)
      return `version ${version} of ${bidder} was accepted and the manifest has ${String(manifest.get(bidder)?.version)}`;
  }
  for (const [bidder, { bid }] of manifest) {
    if (!accepted.has(bidder)) return `the manifest has a bid of ${bidder} that nobody accepted, or that was withdrawn`;
    const tonnes = enrolments.get(bidder)?.tonnes ?? 0;
    if (bid > tonnes) return `the manifest has a bid of ${bidder} for ${bid} t, enrolled for ${tonnes}`;
  }
  return late.length > 0 ? `late bids were accepted: ${late.join(", ")}` : undefined;
}
