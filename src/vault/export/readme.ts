// The text that goes with an export, for whoever finds it in ten years.
import type { Manifest } from '../manifest/manifest.ts';

/** README.txt of an export. */
export function readme({ org, version, started, finished, complete, totals, gaps, tool }: Manifest): string {
  const state = complete
    ? 'The version is complete.'
    : `The version is NOT complete: manifest.json lists ${gaps.length} gap(s) under "gaps", each with its reason.`;
  return `${org.name} (${org.id}), version ${version}
Taken from ${started} to ${finished} with ${tool.name} ${tool.version}.
${state}

data/<Object>.csv     All records of an object: UTF-8, comma, every cell quoted, one header line. Records that were in
                      the recycle bin are among them; IsDeleted tells. ${totals.rows} live and ${totals.deletedRows} deleted records.
schema/<Object>.json  What the org said of the object's fields when the records were read.
files/                File bodies under their names, made safe for every system. ${totals.files} file(s).
files.csv             Which file is which: Id, title, path, size and SHA-256. Cells that a spreadsheet would run as a
                      formula start with an apostrophe.
metadata/             Metadata in mdapi format with one package.xml, ready to deploy. ${totals.components} component(s).
security/             What was recorded for security audits, if it was.
renamed.csv           Metadata files whose path had to be changed, if there are any.
manifest.json         The version's manifest, byte for byte as in the vault.

Folders the version has nothing for are missing. data/ is as the org had it: open it in a spreadsheet with care, cells
may start like formulas.
`;
}
