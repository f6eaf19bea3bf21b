import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { deploymentSettings, identitySettings } from "../../../infra/settings/settings.ts";

const root = join(import.meta.dirname, "../../..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly scripts: Record<string, string> };
const documents = globSync(["*.md", "docs/*.md", "docs/decisions/*.md", "infra/**/*.md", "functions/**/*.md", "shared/**/*.md"], {
  cwd: root,
}).map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
/** Every source file that may read a variable. */
const source = globSync(["infra/**/*.ts", "tests/**/*.ts", "bin/**/*.ts", "*.ts"], { cwd: root })
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

/** Variables that are read: settings by their table, others from the environment, by name or taken apart. */
const readVariables = new Set([
  ...[deploymentSettings, identitySettings].flatMap((table) => Object.values(table).map(({ variable }): string => variable)),
  ...[...source.matchAll(/\bprocess\.env\.([A-Z_]+)/g)].map(([, name = ""]) => name),
  ...[...source.matchAll(/\{([^{}]*)\} = process\.env\b/g)].flatMap(([, names = ""]) => names.match(/\b[A-Z_]{2,}\b/g) ?? []),
]);

/** What each document names and does not exist, as `document: name`. */
function missing(pattern: RegExp, exists: (name: string, path: string) => boolean): string[] {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].flatMap(([, name = ""]) => (exists(name, path) ? [] : [`${path}: ${name}`])),
  );
}

describe("documents", () => {
  it("name npm scripts that exist", () => {
    expect(documents.length).toBeGreaterThan(30);
    expect(missing(/npm run (?:-s )?([a-z][a-z-]*)/g, (name) => name in scripts)).toEqual([]);
  });

  it("name variables that something reads", () => {
    const variable = /\b(ECOVALUE_[A-Z_]*[A-Z])\b/g;
    expect(readVariables).toContain("ECOVALUE_PORT");
    expect(missing(variable, (name) => readVariables.has(name))).toEqual([]);
    const listed = [...(source.match(/variablesOfCommands = \[([^\]]*)\]/)?.[1] ?? "").matchAll(variable)].map(([name]) => name);
    expect(listed.length).toBeGreaterThan(1);
    expect(listed.filter((name) => !readVariables.has(name))).toEqual([]);
  });

  it("link to files that exist, and to headings in them", () => {
    const anchors = (path: string) => [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
    const exists = (target: string, path: string): boolean => {
      const [file = "", anchor] = target.split("#");
      const found = file === "" ? join(root, path) : join(root, dirname(path), file);
      return existsSync(found) && (anchor === undefined || anchors(found).includes(anchor));
    };
    expect(missing(/\]\((?!https?:|mailto:)([^)\s]+)\)/g, exists)).toEqual([]);
  });

  it("the guide and its Chinese list have the same chapters", () => {
    const chapters = (name: string) => (readFileSync(join(root, "docs", name), "utf8").match(/^## \d+/gm) ?? []).join();
    expect(chapters("deployment.zh-CN.md")).toBe(chapters("deployment.md"));
  });
});

/** A heading's anchor, as Git hosts make it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}
