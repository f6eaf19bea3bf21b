import { marketOf } from "../../../../shared/carbon/markets.ts";
import { decimal, endOfDay } from "../../../../shared/kernel/decimal.ts";
