import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AllowedLicences, licenceFaults } from "../support/licences.ts";

const root = join(import.meta.dirname, "../..");
const text = (path: string): string => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(text("package.json"));

describe("licences of packages", () => {
  const allowed: AllowedLicences = JSON.parse(text("docs/licences.json"));
  const { packages } = JSON.parse(text("package-lock.json"));

  it("are all allowed, for a reason each", () => {
    expect(Object.keys(packages).length).toBeGreaterThan(300);
    expect(licenceFaults(packages, allowed)).toEqual([]);
    for (const reason of Object.values({ ...allowed.runtime, ...allowed.development }))
      expect(reason).toMatch(/^(?:Permissive|Copyleft by file)/);
  });

  it("allow nothing that no package has", () => {
    const names = new Set(Object.values<{ license?: string }>(packages).flatMap(({ license = "" }) => license.match(/[\w.-]+/g) ?? []));
    expect(Object.keys({ ...allowed.runtime, ...allowed.development }).filter((name) => !names.has(name))).toEqual([]);
  });

  it("are refused by the package's name when they are missing, not allowed, or allowed for tools only", () => {
    const locked = {
      "": { license: "UNLICENSED" },
      "node_modules/ours": { link: true },
      "node_modules/a": { license: "MIT" },
      "node_modules/b": {},
      "node_modules/c": { license: "AGPL-3.0-only", dev: true },
      "node_modules/d": { license: "MPL-2.0" },
      "node_modules/e": { license: "MPL-2.0", dev: true },
      "node_modules/f": { license: "(GPL-3.0-or-later OR MIT)" },
      "node_modules/g": { license: "MIT AND GPL-2.0-only" },
      "node_modules/h": { license: "toString" },
    };
    expect(licenceFaults(locked, allowed)).toEqual([
      "node_modules/b names no licence",
      "node_modules/c has the licence AGPL-3.0-only, which is not allowed for tools",
      "node_modules/d has the licence MPL-2.0, which is not allowed at runtime",
      "node_modules/g has the licence MIT AND GPL-2.0-only, which is not allowed at runtime",
      "node_modules/h has the licence toString, which is not allowed at runtime",
    ]);
  });
});

describe("the README in Chinese and in English", () => {
  const [english, chinese] = [text("README.md"), text("README.zh-CN.md")];
  /** What both have in common: headings by level, rows of tables by their first cell, links, and the sessions without their comments. */
  const outline = (readme: string) => ({
    headings: [...readme.replace(/```.*?```/gs, "").matchAll(/^#+(?= )/gm)].map(([level]) => level),
    commands: [...readme.matchAll(/^\| (`npm? [\w:-]+(?: -s)?(?: [\w:-]+)?)/gm)].map(([, command]) => command),
    rows: readme.match(/^\|.*\|$/gm)?.length,
    documents: [...new Set([...readme.matchAll(/\]\((?!README)([^)#]+)\)/g)].map(([, path]) => path))].sort(),
    sessions: [...readme.matchAll(/```bash\n(.*?)```/gs)].map(([, session = ""]) =>
      session.replace(/(?:^| +)#.*$/gm, "").replace(/\n{2,}/g, "\n"),
    ),
  });

  it("have the same sections, tables, documents and sessions", () => {
    expect(outline(chinese)).toEqual(outline(english));
    const sessions = ["/bulletin", "/payments", "/surrenders", "/disbursements", "/records/exports"].map((path) => expect.stringContaining(path));
    expect(outline(english).sessions).toEqual(sessions);
  });
});

describe("the repository", () => {
  it("names the Node that its programs run on for tools that choose one", () => {
    expect(text(".nvmrc").trim()).toBe(/\d+/.exec(manifest.devDependencies.node)?.[0]);
  });

  it("grants no licence before the decision on one", () => {
    expect([manifest.license, manifest.private]).toEqual(["UNLICENSED", true]);
    expect(text("LICENSE")).toContain("docs/decisions/0041-licence.md");
  });
});
