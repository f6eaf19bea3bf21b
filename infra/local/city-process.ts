import { startCity } from "./city.ts";

/** A city in a process of its own, for who wants to end it hard. Arguments: state folder, assembly. It tells where it is and ends with its parent. */
const [state = "", assembly = ""] = process.argv.slice(2);
const city = await startCity({ state, assembly });
process.on("disconnect", () => void city.stop().then(() => process.exit(0)));
process.send?.({ address: city.address, secret: city.secret });
