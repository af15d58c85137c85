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

export class UsageMeter {
  readonly #budget: ApiBudget | undefined;
  readonly #onCall: ((usage: Usage) => void) | undefined;
  #calls = 0;
  #sinceTold = 0;
  #told: { used: number; limit: number } | undefined;

  constructor(budget?: ApiBudget, onCall?: (usage: Usage) => void) {
    this.#budget = budget;
    this.#onCall = onCall;
  }

  /** Counts one call about to be made; Failure('apiBudgetReached') when it would pass the budget. */
  charge(): void {
    this.#checkBudget();
    this.#calls += 1;
    this.#sinceTold += 1;
    this.#onCall?.(this.usage());
  }

  /** Takes over what the org itself counted. Calls under way at that moment are counted again by the next answer. */
  learn(limitInfo: string | undefined): void {
    const match = API_USAGE.exec(limitInfo ?? '');
    if (!match) return;
    this.#told = { used: Number(match[1]), limit: Number(match[2]) };
    this.#sinceTold = 0;
  }

  usage(): Usage {
    return this.#told
      ? { calls: this.#calls, ...this.#told, used: this.#told.used + this.#sinceTold }
      : { calls: this.#calls };
  }

  #checkBudget(): void {
    const { used, limit } = this.usage();
    if (!this.#budget || used === undefined || limit === undefined || limit === 0) return;
    if (((used + 1) * 100) / limit <= this.#budget.maxPercent) return;
    throw new Failure('apiBudgetReached', { used, limit, maxPercent: this.#budget.maxPercent });
  }
}
