import { required } from "../../../../shared/kernel/invariant.ts";
import { type ContextPlay, organisations, type Scene } from "../../../support/play.ts";
import { allowanceOf, draftOf, type RegisteredPledge, registered, stepOf } from "../../../support/play-pledges.ts";

const reason = { reason: "as agreed" };

/** The mill wants two persons for pledges meanwhile: what it confirms waits, is refused, withdrawn and approved. */
async function confirmedByTwo(scene: Scene): Promise<void> {
  const { ask } = scene.client;
  const setting = "/parties/own/second-person/pledges";
  await ask({ as: "mill", method: "PUT", path: setting });
  const drafted = await ask(await draftOf(scene, "bank", "1"));
  await scene.requests(() => stepOf("mill", drafted, "confirmation"));
  await ask(stepOf("bank", drafted, "refusal", reason));
  await ask({ as: "mill", method: "DELETE", path: setting });
}

/** The bank and the savings bank lend on an allowance of the mill: one after the other, and what is not wanted is refused. */
export const pledgesPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const position = await allowanceOf(scene);
  const consent = await ask({
    ...{ as: "mill", method: "POST", path: "/collateral/consents" },
    body: {
      ...{ bankCode: required(organisations.bank, "bank")[0], kinds: ["balances", "pledgeability"], classes: ["allowance"] },
      ...{ from: scene.bankDay(0), until: scene.bankDay(90), purpose: "a loan" },
    },
  });
  const query = (quantity: string) =>
    new URLSearchParams({
      ...{
        consentId: String(consent.consentId),
        ...position,
        quantity,
        amountCny: "10",
        appraisedCny: "100",
        from: scene.bankDay(0),
        until: scene.bankDay(30),
      },
    });
  await scene.reads(
    `/collateral/pledge-checks?${query("1")}`,
    `/collateral/pledge-checks?${new URLSearchParams({ ...Object.fromEntries(query("1")), instrument: "CNY" })}`,
    "not-pledgeable",
    "bank",
  );
  await refused("exceeds-free", await draftOf(scene, "bank", "900000"));
  await confirmedByTwo(scene);
  const unwanted = await ask(await draftOf(scene, "bank", "1"));
  await refused("not-confirmed", stepOf("bank", unwanted, "registration"));
  await refused("not-found", stepOf("steel", unwanted, "confirmation"));
  await ask(stepOf("mill", unwanted, "refusal", reason));
  await refused("wrong-state", stepOf("mill", unwanted, "refusal", reason));
  await refused("wrong-state", stepOf("mill", unwanted, "confirmation"));
  const first = await registered(scene, "bank", "3");
  const behind = await behindOf(first);
  await refused("senior-undisclosed", await draftOf(scene, "savings", "2", { ...behind, acceptedSeniors: [] }));
  const second = await registered(scene, "savings", "2", behind);
  const release = (quantity: string) => {
    const [slice] = second.slices;
    const parts = [{ ...position, sliceId: required(slice, "slice").sliceId, quantity }];
    return stepOf("savings", second, "releases", { parts, ...reason });
  };
  await refused("release-exceeds-pledged", release("3"));
  await ask(release("1"));
  await ask(stepOf("savings", second, "cancellation", reason));
  await refused("wrong-state", stepOf("savings", second, "cancellation", reason));
  await ask(stepOf("bank", first, "cancellation", reason));
  const registers = (account: string, instrument: string) => `/collateral/registers/${account}?${new URLSearchParams({ instrument })}`;
  for (const as of ["bank", "mill", "bureau", "echeng", "operator"]) {
    await scene.reads(`/collateral/pledges/${first.pledgeId}`, "/collateral/pledges/none", "not-found", as);
    await scene.reads("/collateral/pledges", "/collateral/pledges?limit=0", "validation-failed", as);
    if (as === "bank") continue;
    await scene.reads(registers(position.account, position.instrument), registers("party:none", position.instrument), "not-found", as);
    await refused("not-pledgeable", { as, method: "GET", path: registers(position.account, "CNY") });
  }

  function behindOf({ slices, registered: place }: RegisteredPledge) {
    const parts = [{ ...position, quantity: "2", sliceId: required(slices[0], "slice").sliceId }];
    return { parts, acceptedSeniors: [place.number] };
  }
};
