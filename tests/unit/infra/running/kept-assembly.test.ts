import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptAssembly } from "../../../../infra/running/kept-assembly.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

/** A project that counts how often its assembly was made. */
function project() {
  const root = temporaryFolder("project");
  const folder = join(root, "dist/assembly");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const path of ["functions/a/api.ts", "shared/kernel/ids.ts", "infra/app.ts", "docs/openapi.json", "package-lock.json"])
    write(path, path);
  write("node_modules/.package-lock.json", "{}");
  let made = 0;
  const ask = async (settings: object = { deployment: "one" }, during: () => void = () => {}, node?: string): Promise<number> => {
    const synthesize = async (): Promise<void> => {
      made += 1;
      write("dist/assembly/manifest.json", "{}");
      write("dist/assembly/one.template.json", `{"made":${made}}`);
      during();
    };
    expect(await keptAssembly({ root, folder, settings, synthesize, ...(node && { node }) })).toBe(folder);
    return made;
  };
  return { root, folder, write, ask };
}

describe("a kept assembly", () => {
  it("is reused while nothing has changed", async () => {
    const { ask, write } = project();
    expect([await ask(), await ask()]).toEqual([1, 1]);
    // Neither tests nor prose are in it, and the same bytes written again are the same.
    write("tests/a.test.ts", "test");
    write("docs/operations.md", "text");
    write("infra/app.ts", "infra/app.ts");
    expect(await ask()).toBe(1);
  });

  it.each([
    ["a source changes and keeps its length", "shared/kernel/ids.ts", "shared/kernel/IDS.ts"],
    ["a source is added", "functions/b/api.ts", ""],
    ["a served document changes", "docs/openapi.json", "{}"],
    ["the schema of an event changes", "docs/events/bid-received.v1.json", "{}"],
    ["a table of data changes", "shared/kernel/areas.json", "[]"],
    ["CDK's settings change", "cdk.json", "{}"],
    ["the lock file changes", "package-lock.json", "{}"],
    ["other packages are installed", "node_modules/.package-lock.json", '{"packages":{}}'],
  ])("is made anew when %s", async (_what, path, text) => {
    const { ask, write } = project();
    await ask();
    write(path, text);
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it("is made anew by another version of Node, whose libraries it may bundle", async () => {
    const { ask } = project();
    await ask();
    expect(await ask(undefined, undefined, "v99.0.0")).toBe(2);
  });

  it("is made again for other settings, and when a source is removed or its text moves to another", async () => {
    const { root, ask, write } = project();
    await ask();
    expect(await ask({ deployment: "two" })).toBe(2);
    rmSync(join(root, "infra/app.ts"));
    expect(await ask({ deployment: "two" })).toBe(3);
    write("functions/a/api.ts", "");
    write("functions/a/api.tsx", "functions/a/api.ts");
    expect(await ask({ deployment: "two" })).toBe(4);
  });

  it("is never reused half-written: a failed synthesis leaves none, even for sources that worked before", async () => {
    const { ask, write } = project();
    await ask();
    write("infra/app.ts", "broken");
    const failing = ask(undefined, () => {
      throw new Error("the disk is full");
    });
    await expect(failing).rejects.toThrow("the disk is full");
    write("infra/app.ts", "infra/app.ts");
    expect(await ask()).toBe(3);
  });

  it("is not reused when its sources changed while it was made", async () => {
    const { ask, write } = project();
    await ask(undefined, () => write("infra/app.ts", "changed meanwhile"));
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  it("is not reused when it was modified", async () => {
    const { folder, ask } = project();
    await ask();
    appendFileSync(join(folder, "one.template.json"), " ");
    expect(await ask()).toBe(2);
    rmSync(join(folder, "manifest.json"));
    expect(await ask()).toBe(3);
  });
});
