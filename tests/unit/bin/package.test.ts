import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
// The machine's own Node and npm, not those that the project installs.
const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));

describe("the package of the command line, in an empty folder without network", () => {
  const folder = temporaryFolder("package");
  const environment = { HOME: folder, PATH: path.join(delimiter), npm_config_cache: join(folder, "cache"), npm_config_offline: "true" };
  const run = (command: string, ...words: string[]) =>
    new Promise<{ code: unknown; out: string; errors: string }>((resolve) => {
      execFile(command, words, { cwd: folder, env: environment }, (error, out, errors) => resolve({ code: error?.code ?? 0, out, errors }));
    });
  beforeAll(async () => {
    expect(await run("npm", "pack", join(root, "bin"), "--silent")).toMatchObject({ code: 0, out: "ecovalue-0.1.0.tgz\n" });
  });

  it("is run by npx on the machine's own Node", async () => {
    const [book, auction] = ["book", "auction"].map((name) => join(root, `docs/examples/${name}.json`));
    const { code, out, errors } = await run("npx", "--yes", "./ecovalue-0.1.0.tgz", "verify", `${book}`, "--published", `${auction}`);
    expect([code, errors]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({ verified: true });
  });
});
