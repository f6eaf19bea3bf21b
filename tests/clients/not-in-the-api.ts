import { type Client, done, key } from "./exchange.ts";

/** What the description does not have does not compile. Never called: the compiler reads it, and fails when one of these lines is no error. */
export async function misspelt(api: Client): Promise<void> {
  // @ts-expect-error a state that auctions do not have
  await api.GET("/auctions", { params: { query: { state: "anounced" } } });
  const auction = done(await api.GET("/auctions/{auctionId}", { params: { path: { auctionId: "a" } } }));
  // @ts-expect-error a member that auctions do not have
  auction.pase;
  // @ts-expect-error a phase that auctions do not have
  if (auction.phase === "bidden") return;
  await api.PUT("/auctions/{auctionId}/enrolments/{enrolmentId}/bid", {
    params: { path: { auctionId: "a", enrolmentId: "b" }, header: key() },
    // @ts-expect-error a step without its price
    body: { steps: [{ quantity: "4" }] },
  });
  // @ts-expect-error a write without its idempotency key
  await api.POST("/auctions/{auctionId}/cancellation", { params: { path: { auctionId: "a" } }, body: { reason: "no interest" } });
  // @ts-expect-error a path that the API does not have
  await api.GET("/auction");
}
