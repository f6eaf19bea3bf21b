import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, it } from "vitest";
import { type KeyUsage, keyRing } from "../../../infra/local-cloud/keys/key-ring.ts";
import { startRemoteLocalCloud } from "../../../infra/local-cloud/remote-local-cloud.ts";
import { DamagedState, readContents, writeContents } from "../../../infra/local-cloud/state-contents.ts";
import { openStateFolder } from "../../../infra/local-cloud/state-folder.ts";
import { callThings, smallAssembly, smallCloudOptions, startSmallCloud, stateFolder } from "../../support/small-cloud.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Ways to damage a file. */
const damages = {
  emptied: (file: string) => truncateSync(file, 0),
  halved: (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  overwritten: (file: string) => writeFileSync(file, Buffer.alloc(statSync(file).size + 7, "garbage")),
  deleted: (file: string) => rmSync(file),
};
type Damage = keyof typeof damages;
const allDamages = Object.keys(damages) as Damage[];
const checkpoint = "checkpoints/consumer.json";
const keyArns = ["one", "signing"].map((id) => `arn:aws-cn:kms:cn-north-1:000000000000:key/${id}`);

/** What the next start makes of a file, whatever the damage. */
const files: readonly { readonly file: string; readonly outcome: "refused" | "replaced"; readonly says: RegExp }[] = [
  { file: "state.json", outcome: "refused", says: /lists what this state holds|not all of one/ },
  { file: "clock.json", outcome: "refused", says: /local time would fall back/ },
  { file: "keys.json", outcome: "refused", says: /nothing that was encrypted can be read/ },
  { file: "tables.db", outcome: "refused", says: /the tables of this state are in it/ },
  { file: "queues/fauxqs.db", outcome: "refused", says: /the queues and objects of this state are in it/ },
  { file: "issuer-key.json", outcome: "replaced", says: /people sign in again/ },
  { file: "control-secret", outcome: "replaced", says: /nothing is lost/ },
  { file: "tokens", outcome: "replaced", says: /may run again/ },
  { file: checkpoint, outcome: "replaced", says: /delivered again from its oldest record/ },
];
const cases = files.flatMap((each) => allDamages.map((damage) => ({ ...each, damage })));

describe("a state folder in which something is damaged", () => {
  let assembly: string;
  /** The state as a kill left it, and as a stop leaves it. */
  let killed: string;
  let stopped: string;
  let source: string;

  beforeAll(async () => {
    assembly = smallAssembly();
    killed = stateFolder();
    const cloud = await startRemoteLocalCloud({ state: killed, assembly, ...smallCloudOptions });
    await callThings(cloud, "put", { id: "kept", kind: "plain" });
    await callThings(cloud, "send", { id: "sent", kind: "plain" });
    await cloud.ask("move-clock", { to: new Date(Date.now() + 90 * 60_000).toISOString() });
    await cloud.ask("until-idle");
    await cloud.kill();
    const usageOf = (arn: string): KeyUsage => (arn.endsWith("signing") ? "SIGN_VERIFY" : "ENCRYPT_DECRYPT");
    // The assembly has no key and a long name for its consumer.
    const contents = readContents(killed);
    if (!contents) throw new Error("the state was never complete");
    source = Object.keys(contents.streams)[0] ?? "";
    const keys = keyArns.map((arn) => ({ alias: `alias/${arn}`, arn, usage: usageOf(arn) }));
    keyRing(join(killed, "keys.json")).hold(keys);
    writeContents(killed, { ...contents, keys: keyArns });
    stopped = copyOf(killed);
    (await openStateFolder(stopped)).release();
  });

  function copyOf(state: string): string {
    const copy = temporaryFolder("damaged");
    cpSync(state, copy, { recursive: true });
    return copy;
  }

  function pathOf(state: string, file: string): string {
    return join(state, file === checkpoint ? `checkpoints/${encodeURIComponent(source)}.json` : file);
  }

  /** What opening says: lines about what was replaced, or the refusal. */
  async function open(state: string): Promise<{ readonly refused?: string; readonly replaced: readonly string[] }> {
    const replaced: string[] = [];
    try {
      (await openStateFolder(state, { onNotice: (line) => replaced.push(line) })).release();
      return { replaced };
    } catch (error) {
      if (!(error instanceof DamagedState)) throw error;
      return { refused: error.message, replaced };
    }
  }

  it("opens without a word when nothing is", async () => {
    expect(await open(copyOf(killed))).toEqual({ replaced: [] });
    expect(await open(copyOf(stopped))).toEqual({ replaced: [] });
  });

  it.each(cases)("$file $damage is $outcome by its name, with what that means", async ({ file, damage, outcome, says }) => {
    const state = copyOf(stopped);
    const path = pathOf(state, file);
    damages[damage](path);
    const before = existsSync(path) ? readFileSync(path) : undefined;
    const { refused, replaced } = await open(state);
    const said = outcome === "refused" ? [refused] : replaced;
    expect(said).toEqual([expect.stringMatching(says)]);
    expect(said[0]).toMatch(new RegExp(`^${path.replaceAll(/[.%]/g, "\\$&")} `));
    expect(refused === undefined).toBe(outcome === "replaced");
    // A refusal changes nothing, and is given again.
    if (outcome === "refused") {
      expect(existsSync(path) ? readFileSync(path) : undefined).toEqual(before);
      expect((await open(state)).refused).toBe(refused);
    }
  });

  it.each([
    "state.json",
    "clock.json",
    "keys.json",
    "control-secret",
    "tokens",
    "address.json",
    "tables.db",
    "queues/fauxqs.db",
    checkpoint,
    "lock",
    "logs/a.log",
  ])("is refused by its name when %s is a folder", async (file) => {
    const state = copyOf(stopped);
    const path = pathOf(state, file);
    rmSync(path, { force: true });
    mkdirSync(path, { recursive: true });
    expect((await open(state)).refused).toBe(`${path} is a folder where a file belongs: move it away`);
  });

  it.each(["checkpoints", "queues", "logs", "messages"])("is refused by its name when %s is a file", async (folder) => {
    const state = copyOf(stopped);
    rmSync(join(state, folder), { recursive: true, force: true });
    writeFileSync(join(state, folder), "");
    expect((await open(state)).refused).toBe(`${join(state, folder)} is a file where a folder belongs: move it away`);
  });

  describe("whose clock", () => {
    const clockOf = (state: string) => JSON.parse(readFileSync(join(state, "clock.json"), "utf8")) as { lead: number; seenAt: number };
    async function withClock(alter: (clock: { lead: number; seenAt: number }) => object): Promise<string | undefined> {
      const state = copyOf(stopped);
      writeFileSync(join(state, "clock.json"), JSON.stringify(alter(clockOf(state))));
      return (await open(state)).refused;
    }

    it.each([
      ["a lead beyond the year 9999", { lead: 1e18 }],
      ["a lead into the past", { lead: -1 }],
      ["a lead that is no number", { lead: null }],
      ["an instant beyond the year 9999", { seenAt: 1e300 }],
    ])("has %s is refused by its name", async (_, altered) => {
      expect(await withClock((clock) => ({ ...clock, ...altered }))).toMatch(
        /clock\.json is damaged: without it the local time would fall back/,
      );
    });

    it("is an older copy is refused with the text that sets it right, which is then accepted", async () => {
      for (const older of [
        () => ({ lead: 0, seenAt: 0 }),
        ({ lead, seenAt }: { lead: number; seenAt: number }) => ({ lead: lead - 1, seenAt }),
      ]) {
        const refused = await withClock(older);
        expect(refused).toMatch(/clock\.json is not the last one: it was saved at local time .* and this state ran at 2\d{3}-/);
        const [text = ""] = /\{.*\}/.exec(refused ?? "") ?? [];
        expect(await withClock(() => JSON.parse(text))).toBeUndefined();
      }
    });

    it("would be earlier than it has been, because the machine's is, is refused", async () => {
      expect(await withClock(({ lead, seenAt }) => ({ lead, seenAt: seenAt + 3_600_000 * 24 }))).toMatch(
        /clock\.json would show 2\d{3}-.* with this machine's clock, and has shown 2\d{3}-.*: set the machine's clock right/,
      );
    });
  });

  it("changes nothing of what could be replaced when something else is refused", async () => {
    const state = copyOf(stopped);
    damages.halved(join(state, "issuer-key.json"));
    damages.deleted(join(state, "tables.db"));
    const half = readFileSync(join(state, "issuer-key.json"), "utf8");
    expect(await open(state)).toMatchObject({ refused: expect.stringContaining("tables.db is missing"), replaced: [] });
    expect(readFileSync(join(state, "issuer-key.json"), "utf8")).toBe(half);
  });

  it.each(["tables.db-wal", "queues/fauxqs.db-wal"])(
    "is refused when %s, which has the last writes after a kill, is damaged",
    async (file) => {
      for (const damage of allDamages) {
        const state = copyOf(killed);
        damages[damage](join(state, file));
        expect((await open(state)).refused, damage).toContain(join(state, file.replace("-wal", "")));
      }
    },
  );

  it("is refused when its tables are older than what their consumers have got", async () => {
    const state = copyOf(stopped);
    const database = new DatabaseSync(join(state, "tables.db"));
    database.exec("DELETE FROM _stream_records WHERE id = (SELECT MAX(id) FROM _stream_records)");
    database.close();
    expect((await open(state)).refused).toMatch(/tables\.db has lost the last records of things-000000000000/);
  });

  it("is refused when it is of another version, or of a time before versions", async () => {
    const state = copyOf(stopped);
    writeFileSync(join(state, "state.json"), '{"version":0}');
    expect((await open(state)).refused).toContain("state.json is of version 0; this local cloud reads version 1");
  });

  it("is refused when its lock is no lock, and not taken for one that is held", async () => {
    const state = copyOf(stopped);
    writeFileSync(join(state, "lock"), "garbage that is longer than a header of a database");
    expect((await open(state)).refused).toMatch(/lock is damaged; nothing is lost without it: remove it/);
  });

  it("is refused by its name when the file system refuses a file", async () => {
    for (const [file, says] of [
      ["clock.json", /clock\.json can't be used \(ELOOP\)/],
      ["lock", /lock is damaged; nothing is lost without it: remove it/],
    ] as const) {
      const state = copyOf(stopped);
      rmSync(join(state, file));
      symlinkSync(join(state, file === "lock" ? "nowhere/lock" : file), join(state, file));
      expect((await open(state)).refused, file).toMatch(says);
    }
  });

  it("begins anew when asked to, and leaves what others put there", async () => {
    const state = copyOf(stopped);
    damages.deleted(join(state, "tables.db"));
    writeFileSync(join(state, "book.json"), "mine");
    (await openStateFolder(state, { fresh: true })).release();
    expect(readFileSync(join(state, "book.json"), "utf8")).toBe("mine");
    expect(existsSync(join(state, "checkpoints"))).toBe(false);
  });

  it("goes on when all that can be replaced is: nothing is lost and nothing counts twice", async () => {
    const state = copyOf(stopped);
    for (const { file, outcome } of files) if (outcome === "replaced") damages.halved(pathOf(state, file));
    const told: string[] = [];
    const cloud = await startSmallCloud({ assembly, state, onNotice: (line) => told.push(line) });
    expect(told).toHaveLength(4);
    await cloud.untilIdle();
    expect(await callThings(cloud, "get", { id: "kept", sk: "count" })).toMatchObject({ body: { result: { count: { N: "1" } } } });
    expect(await callThings(cloud, "claims", {}, await cloud.token("mill"))).toMatchObject({ status: 200 });
    await cloud.stop();
    expect(await open(state)).toEqual({ replaced: [] });
  });
});
