import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { synthesize } from "../synthesize.ts";
import { startCity } from "./city.ts";
import { personas } from "./identity/personas.ts";
import { CityRunsAlready } from "./processes.ts";

/** `npm start`: the city on this machine. `--fresh` begins anew; state is kept in `.local/`. */
const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    state: { type: "string", default: ".local" },
    port: { type: "string", default: "8080" },
  },
});

async function assembly(): Promise<string> {
  console.log("Building the functions and synthesizing the templates …");
  const out = resolve("dist/assembly");
  await synthesize({ out });
  return out;
}

try {
  const apiPort = Number(values.port);
  const { DYNAMODB_ENDPOINT: dynamodbEndpoint } = process.env;
  const city = await startCity({
    state: values.state,
    assembly,
    fresh: values.fresh,
    ports: { api: apiPort, issuer: apiPort + 1, control: apiPort + 2 },
    ...(dynamodbEndpoint && { dynamodbEndpoint }),
  });
  const { apiUrl, issuerUrl } = city.address;
  console.log(`
生态价值交易所 EcoValue Exchange is open
  API        ${apiUrl}   (try ${apiUrl}/auctions and ${apiUrl}/openapi.json)
  Issuer     ${issuerUrl}
  Token      npm run -s token -- PERSONA   (${personas.map(({ name }) => name).join(" ")})
  State      ${city.state}   logs in ${city.state}/logs
Ctrl-C ends it; the next start goes on from there, with --fresh from nothing.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void city.stop().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof CityRunsAlready ? error.message : error);
  process.exit(1);
}
