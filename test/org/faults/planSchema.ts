// Checks a fault plan and says in words what is wrong with it: a plan with a typo would inject nothing, and its test
// would pass for the wrong reason.
import { Ajv, type ErrorObject } from 'ajv';
import type { FaultPlan } from './plan.ts';

const text = { type: 'string', minLength: 1 };
const whole = { type: 'integer', minimum: 0 };

/** Properties of each effect; those after `!` are required. */
const effects: Readonly<
  Record<string, { properties: Record<string, object>; required?: readonly string[] }>
> = {
  status: {
    properties: {
      status: { type: 'integer', minimum: 200, maximum: 599 },
      errorCode: text,
      message: text,
      body: { type: 'string' },
      contentType: text,
    },
    required: ['status'],
  },
  drop: {
    properties: { when: { enum: ['before-headers', 'after-commit', 'after-headers'] } },
    required: ['when'],
  },
  truncate: { properties: { bytes: whole }, required: ['bytes'] },
  delay: { properties: { milliseconds: whole }, required: ['milliseconds'] },
  wrongCount: { properties: { by: { type: 'integer' } }, required: ['by'] },
  expireToken: { properties: {} },
  requestLimit: { properties: {} },
  losePermission: { properties: { permission: text, object: text, field: text, username: text } },
  schemaChange: { properties: { object: text, field: text }, required: ['object'] },
  failJob: { properties: { afterPolls: whole, retries: whole } },
  failIngest: { properties: { afterRows: whole, message: text } },
  failRow: { properties: { errorCode: text, message: text }, required: ['errorCode'] },
  listMetadataError: { properties: { errorCode: text, message: text } },
  killRetrieve: { properties: { message: text } },
};

const schema = {
  type: 'object',
  required: ['faults'],
  additionalProperties: false,
  properties: {
    seed: whole,
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['do'],
        additionalProperties: false,
        properties: {
          name: text,
          on: {
            type: 'object',
            additionalProperties: false,
            properties: {
              endpoint: text,
              method: text,
              path: text,
              object: text,
              username: text,
              subject: text,
            },
          },
          nth: {
            anyOf: [
              { type: 'integer', minimum: 1 },
              { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } },
            ],
          },
          after: whole,
          times: { type: 'integer', minimum: 1 },
          probability: { type: 'number', minimum: 0, maximum: 1 },
          do: {
            type: 'object',
            required: ['effect'],
            discriminator: { propertyName: 'effect' },
            oneOf: Object.entries(effects).map(([effect, { properties, required = [] }]) => ({
              type: 'object',
              additionalProperties: false,
              required: ['effect', ...required],
              properties: { effect: { const: effect }, ...properties },
            })),
          },
        },
      },
    },
  },
};

const check = new Ajv({ allErrors: true, discriminator: true, strict: false }).compile<FaultPlan>(schema);

/** The plan, when it is one. Throws an Error that lists every mistake with its place. */
export function readPlan(value: unknown): FaultPlan {
  if (check(value)) return value;
  const mistakes = (check.errors ?? []).map(sentence);
  throw new Error(`Not a fault plan: ${[...new Set(mistakes)].join('; ')}`);
}

function sentence(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'the plan' : error.instancePath.slice(1).replaceAll('/', '.');
  if (error.keyword === 'additionalProperties') {
    return `${place} has an unknown key "${String(error.params.additionalProperty)}"`;
  }
  if (error.keyword === 'discriminator') {
    return `${place}.effect is unknown; the effects are ${Object.keys(effects).join(', ')}`;
  }
  return `${place} ${error.message ?? 'is wrong'}`;
}
