import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import { gatewayClient } from "./engine.ts";
import type { Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { recordsDoor } from "./records-door.ts";
import type { SealedWorld } from "./sealed-records.ts";

/** Read units of requests to the records of a world; the caller is known, as it is after a first call. */
export async function unitsOf({ engine, clock }: Pick<SealedWorld, "engine" | "clock">, requests: readonly Request[]): Promise<number[]> {
  const gateway = await startGateway({
    endpoints: { dynamodb: engine.endpoint, sqs: engine.endpoint, s3: engine.endpoint },
    ...{ region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
    callers: [{ accessKeyId: "test", secretAccessKey: "test", functionName: "api", policies: "administrator" }],
  });
  try {
    const call = recordsDoor({ ...(await grantedOn(engine, clock)), dynamo: gatewayClient(gateway.url) });
    const units: number[] = [];
    for (const request of requests) {
      await call(request);
      await gateway.readCapacity({ reset: true });
      const { status } = await call(request);
      const used = await gateway.readCapacity({ reset: true });
      units.push(status === 200 ? used.reduce((total, row) => total + row.units, 0) : Number.NaN);
    }
    return units;
  } finally {
    await gateway.stop();
  }
}
