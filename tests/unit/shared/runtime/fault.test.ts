import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { faultFields, LoggedFault } from "../../../../shared/runtime/fault.ts";
import { scheduledJob } from "../../../../shared/streams/scheduled-job.ts";

const secret = "price-4390-of-mill";
const metadata = { $metadata: { httpStatusCode: 400, requestId: "R1" } };

describe("what a log says of a fault", () => {
  it("is its class and where it was thrown, and nothing of its message", () => {
    const fields = faultFields(new RangeError(`no such tick: ${secret}`));
    expect(fields.errorName).toBe("RangeError");
    expect(fields.frames?.[0]).toMatch(/tests\/unit\/shared\/runtime\/fault\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(fields)).not.toContain(secret);
  });

  it.for([
    ["a line that looks like a frame", `bad\n    at ${secret} (file:///tmp/${secret}.mjs:1:1)`],
    ["a line that looks like a frame at a path", `bad\n    at /tmp/${secret}.mjs:1:1`],
    ["a message that ends like the stack begins", `${secret}\nError: ${secret}`],
  ] as const)("takes nothing from %s", ([, message]) => {
    expect(JSON.stringify(faultFields(new Error(message)))).not.toContain(secret);
    // Clients may replace a message after the stack was taken, which then still holds the first one.
    const replaced = new Error(message);
    expect(replaced.stack).toContain(secret);
    replaced.message = "replaced";
    expect(JSON.stringify(faultFields(replaced))).not.toContain(secret);
  });

  it.for([
    ["name", Object.assign(new Error("x"), { name: `Error of ${secret}!` })],
    ["code", Object.assign(new Error("x"), { code: `${secret}\n` })],
    ["cause", new Error("x", { cause: Object.assign(new Error(secret), { name: `${secret} ` }) })],
    ["thrown value", secret],
  ] as const)("takes no %s that is not one word", ([, thrown]) => {
    expect(JSON.stringify(faultFields(thrown))).not.toContain(secret);
  });

  it("has the code of a system error, the codes of a cancelled transaction, and the classes of causes, but not what AWS returns with them", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(faultFields(refused)).toMatchObject({ errorName: "Error", errorCode: "ECONNREFUSED" });

    const cancelled = new TransactionCanceledException({
      ...metadata,
      message: secret,
      CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message: secret, Item: { bid: { S: secret } } }],
    });
    const cause = new ConditionalCheckFailedException({ ...metadata, message: secret, Item: { bid: { S: secret } } });
    const fields = faultFields(new Error(secret, { cause: Object.assign(cancelled, { cause }) }));
    expect(fields).toMatchObject({ errorName: "Error", causes: ["TransactionCanceledException", "ConditionalCheckFailedException"] });
    expect(faultFields(cancelled)).toMatchObject({ errorName: "TransactionCanceledException", reasons: ["None", "ValidationError"] });
    expect(JSON.stringify([fields, faultFields(cancelled)])).not.toContain(secret);
  });

  it("ends with causes that go round in a circle", () => {
    const circle = new Error("x");
    circle.cause = circle;
    expect(faultFields(circle).causes).toHaveLength(5);
  });
});

describe("what Lambda is told of a fault, which it writes to the log and to the failure queue itself", () => {
  it("is its class alone", async () => {
    const job = scheduledJob(() => Promise.reject(new RangeError(secret)));
    const told = await job({}, { awsRequestId: "R1" } as Context).catch((error: unknown) => error);
    expect(told).toBeInstanceOf(LoggedFault);
    const { name, message, stack, ...own } = told as LoggedFault;
    expect(message).toMatch(/^RangeError: /);
    expect(JSON.stringify([name, message, stack, own, (told as LoggedFault).cause])).not.toContain(secret);
  });
});
