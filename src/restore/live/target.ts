// The org that is written to, as a plan needs it: who it is, its objects, their describes.
import {
  describe,
  describeGlobal,
  type GlobalDescribeEntry,
  type ObjectDescribe,
} from '../../org/describe.ts';
import { identify, type OrgIdentity } from '../../org/identity.ts';
import { OrgError } from '../../org/errors.ts';
import type { Session } from '../../org/session.ts';

export class Target {
  readonly session: Session;
  readonly identity: OrgIdentity;
  readonly entries: ReadonlyMap<string, GlobalDescribeEntry>;

  #prefixes: ReadonlyMap<string, string> | undefined;

  private constructor(session: Session, identity: OrgIdentity, entries: readonly GlobalDescribeEntry[]) {
    this.session = session;
    this.identity = identity;
    this.entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  static async open(session: Session): Promise<Target> {
    return new Target(session, await identify(session), await describeGlobal(session));
  }

  /** The standard object of a key prefix, which is the same in every org; custom objects' prefixes are not. */
  standardObjectOf(id: string): string | undefined {
    this.#prefixes ??= new Map(
      [...this.entries.values()].flatMap(({ name, keyPrefix, custom }) =>
        keyPrefix === null || custom ? [] : [[keyPrefix, name] as const],
      ),
    );
    return this.#prefixes.get(id.slice(0, 3));
  }

  /** Undefined when the org does not show the object to this user. */
  async describe(object: string): Promise<ObjectDescribe | undefined> {
    if (!this.entries.has(object)) return undefined;
    try {
      return await describe(this.session, object);
    } catch (error) {
      if (error instanceof OrgError && error.status === 404) return undefined;
      throw error;
    }
  }
}
