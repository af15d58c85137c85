// Counts what a run costs the org, and stops it before it eats the share of the daily API limit that others need.
import { Failure } from '../kit/failure.ts';

export interface Usage {
  /** Calls this session made, retries included. */
  readonly calls: number;
  /** The org's own count of the last 24 hours, as of the last answer that told it. */
  readonly used?: number;
  readonly limit?: number;
}

export interface ApiBudget {
  /** Share of the org's daily limit (used by anyone) at which this session stops, in percent. */
  readonly maxPercent: number;
}

// `Sforce-Limit-Info: api-usage=18/15000; per-app-api-usage=…`
const API_USAGE = /(?:^|[;,\s])api-usage=(\d+)\/(\d+)/;

/** A call on its way: how often the org had told its count when it left, and how many calls had ended without. */
export interface ChargedCall {
  readonly tellings: number;
  readonly untold: number;
}

interface Told {
  readonly used: number;
  readonly limit: number;
  /** Which telling it was, counted from 1. */
  readonly telling: number;
  /** How many of the calls that ended without a count are surely in `used`. */
  readonly untold: number;
}

export class UsageMeter {
  readonly #budget: ApiBudget | undefined;
  readonly #onCall: ((usage: Usage) => void) | undefined;
  #calls = 0;
  #underWay = 0;
  /** Calls that ended without telling the org's count. */
  #untold = 0;
  #tellings = 0;
  #told: Told | undefined;

  constructor(budget?: ApiBudget, onCall?: (usage: Usage) => void) {
    this.#budget = budget;
    this.#onCall = onCall;
  }

  /** Counts one call about to be made; Failure('apiBudgetReached') when it would pass the budget. */
  charge(): ChargedCall {
    this.#checkBudget();
    this.#calls += 1;
    this.#underWay += 1;
    this.#onCall?.(this.usage());
    return { tellings: this.#tellings, untold: this.#untold };
  }

  /**
   * Ends a call, answered or not, and takes over what the org itself counted where the answer tells. Answers overtake
   * each other, so a smaller count is only believed of a call that left after the greater one was told.
   */
  settle(call: ChargedCall, limitInfo?: string): void {
    this.#underWay -= 1;
    const match = API_USAGE.exec(limitInfo ?? '');
    if (!match) {
      this.#untold += 1;
      return;
    }
    const [used, limit] = [Number(match[1]), Number(match[2])];
    const isLater = call.tellings >= (this.#told?.telling ?? 0);
    this.#tellings += 1;
    if (!isLater && used <= (this.#told?.used ?? 0)) return;
    const untold = Math.max(this.#told?.untold ?? 0, call.untold);
    this.#told = { used, limit, telling: this.#tellings, untold };
  }

  /** `used` counts what is under way as used: it never says less than the org does. */
  usage(): Usage {
    if (!this.#told) return { calls: this.#calls };
    const { used, limit, untold } = this.#told;
    return { calls: this.#calls, used: used + this.#underWay + this.#untold - untold, limit };
  }

  #checkBudget(): void {
    const { used, limit } = this.usage();
    if (!this.#budget || used === undefined || limit === undefined || limit === 0) return;
    if (((used + 1) * 100) / limit <= this.#budget.maxPercent) return;
    throw new Failure('apiBudgetReached', { used, limit, maxPercent: this.#budget.maxPercent });
  }
}
