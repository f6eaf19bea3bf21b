import { join } from "node:path";
import { startRemoteLocalCloud } from "../../infra/local-cloud/remote-local-cloud.ts";
import { makeAssembly } from "../../infra/running/make-assembly.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { run, withPython } from "./python.ts";

const description = join(import.meta.dirname, "../../docs/openapi.json");

/** Generates a client of the API in Python, and holds a whole auction with it on a local cloud of its own. Throws unless all is as expected. */
export function provePythonClient(): Promise<void> {
  return withPython(async ({ folder, program }) => {
    console.log("Generating the client (openapi-python-client) …");
    // The generator formats what it made with a program beside it.
    const PATH = `${join(program("python"), "..")}:${process.env.PATH}`;
    const words = [
      "generate",
      "--path",
      description,
      "--output-path",
      join(folder, "exchange_client"),
      "--meta",
      "none",
      "--fail-on-warning",
    ];
    await run(program("openapi-python-client"), words, { environment: { PATH } });
    console.log("Starting a local cloud …");
    const [assembly, state] = [join(folder, "assembly"), join(folder, "state")];
    await makeAssembly({ out: assembly }, () => {});
    const cloud = await startRemoteLocalCloud({ state, assembly, ...productOptions() });
    try {
      const { apiUrl, controlUrl } = cloud.address;
      const environment = {
        PYTHONPATH: folder,
        EXCHANGE_API: apiUrl,
        EXCHANGE_CONTROL: controlUrl,
        EXCHANGE_CONTROL_SECRET_FILE: join(state, "control-secret"),
      };
      await run(program("python"), [join(import.meta.dirname, "python-client.py")], { environment });
    } finally {
      await cloud.stop();
    }
  }, "python-client.txt");
}
