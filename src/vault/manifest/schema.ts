// The manifest's schema at work: nothing in a manifest is believed before it has the shape the schema promises.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Failure } from '../../kit/failure.ts';
import { HEAD_PROPERTIES, type Manifest, type ManifestHead } from './manifest.ts';

const SCHEMA_FILE = new URL('../../../schemas/formats/manifest.schema.json', import.meta.url);

interface Schema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
  readonly definitions: object;
}

let compiled: { manifest: ValidateFunction<Manifest>; head: ValidateFunction<ManifestHead> } | undefined;

/** @throws Failure `manifestInvalid` {file, path, detail}; path is a JSON pointer */
export function checkManifest(value: unknown, file: string): Manifest {
  const { manifest } = validators();
  if (manifest(value)) return value;
  throw invalid(manifest, file);
}

/** As `checkManifest`, for the part before `objects`. */
export function checkHead(value: unknown, file: string): ManifestHead {
  const { head } = validators();
  if (head(value)) return value;
  throw invalid(head, file);
}

function validators(): NonNullable<typeof compiled> {
  if (compiled) return compiled;
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as Schema;
  const ajv = new Ajv({ strict: true });
  compiled = { manifest: ajv.compile<Manifest>(schema), head: ajv.compile<ManifestHead>(headOf(schema)) };
  return compiled;
}

function headOf(schema: Schema): object {
  const names: readonly string[] = HEAD_PROPERTIES;
  return {
    type: 'object',
    required: schema.required.filter((name) => names.includes(name)),
    properties: Object.fromEntries(names.map((name) => [name, schema.properties[name]])),
    definitions: schema.definitions,
  };
}

function invalid(validate: ValidateFunction, file: string): Failure {
  const error = validate.errors?.at(0);
  const extra = (error?.params as { additionalProperty?: string } | undefined)?.additionalProperty;
  const detail = [error?.message, extra].filter((part) => part !== undefined).join(': ');
  return new Failure('manifestInvalid', { file, path: error?.instancePath || '/', detail });
}
