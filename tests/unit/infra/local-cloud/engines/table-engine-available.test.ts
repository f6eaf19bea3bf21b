import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import {
  NoTableEngine,
  requireGivenEngine,
  requirePackagedEngine,
} from "../../../../../infra/local-cloud/engines/table-engine-available.ts";

describe("without an engine for tables", () => {
  it("names the way out where the packaged one is not installed", () => {
    const attempt = () => requirePackagedEngine("/nowhere/dynoxide");
    expect(attempt).toThrow(NoTableEngine);
    expect(attempt).toThrow(/Linux x64 only.*npm run prove -- engine.*DYNAMODB_ENDPOINT/);
  });

  it("says what is wrong with DYNAMODB_ENDPOINT", async () => {
    for (const endpoint of ["127.0.0.1:8000", "https://127.0.0.1:8000", "http://127.0.0.1:8000/tables"])
      await expect(requireGivenEngine(endpoint)).rejects.toThrow(`DYNAMODB_ENDPOINT is "${endpoint}", and has to be an http address`);
    await expect(requireGivenEngine("http://127.0.0.1:1")).rejects.toThrow("no engine for tables answers at http://127.0.0.1:1");
  });

  it("takes one that answers", async () => {
    const server = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await requireGivenEngine(endpoint);
    await requireGivenEngine(`${endpoint}/`);
    server.close();
    server.closeAllConnections();
  });
});
