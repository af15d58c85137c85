// Ids of jobs, batches, results and locators: a key prefix, the org's letters, a counter, the case checksum.
import { checksum } from '../store/ids.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface JobIds {
  /** The next 18-character Id under a 3-character key prefix. */
  next(prefix: string): string;
}

/** Ids counted from one; makers with different `lane`s (one character) never meet. */
export function createJobIds(lane = '0'): JobIds {
  let count = 0;
  return {
    next(prefix) {
      count += 1;
      let rest = count;
      let digits = '';
      for (let place = 0; place < 9; place++) {
        digits = ALPHABET.charAt(rest % 62) + digits;
        rest = Math.floor(rest / 62);
      }
      const id = `${prefix}PO${lane}${digits}`;
      return id + checksum(id);
    },
  };
}
