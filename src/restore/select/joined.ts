// Cells of a row's parent, for the few rules that need one: `Pricebook2.IsStandard` of a price book entry. The parent's
// column is read once, whole, as a table of Ids.
import type { Version, VersionRow } from './version.ts';

export class Joined {
  readonly #version: Version;
  readonly #columns = new Map<string, ReadonlyMap<string, string>>();

  constructor(version: Version) {
    this.#version = version;
  }

  /** Reads what `paths` (`Task.WhoId`, by the reference `TaskId`) need; before any cell is asked for. */
  async prepare(paths: readonly string[]): Promise<void> {
    for (const path of paths.filter((one) => !this.#columns.has(one))) {
      const [object = '', field = ''] = path.split('.');
      const column = new Map<string, string>();
      if (this.#version.has(object)) {
        for await (const rows of this.#version.rows(object)) {
          for (const row of rows) {
            const value = row.cell(field);
            if (value) column.set(row.id.slice(0, 15), value);
          }
        }
      }
      this.#columns.set(path, column);
    }
  }

  /** A cell of the row, or of its parent where the field is a path. */
  cell(row: VersionRow, field: string): string | null {
    const column = this.#columns.get(field);
    if (column === undefined) return row.cell(field) ?? null;
    const parent = row.cell(`${field.slice(0, field.indexOf('.'))}Id`);
    return parent ? (column.get(parent.slice(0, 15)) ?? null) : null;
  }
}
