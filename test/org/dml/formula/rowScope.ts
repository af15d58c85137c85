// A row as formulas see it: its own fields, its parents' by relationship name, percentages as fractions of one.
import type { FieldDescribe, Row, Schema, SObjectType, Tables } from '../../model.ts';
import { roundedTo } from '../cells.ts';
import { evaluate, type FormulaValue } from './evaluate.ts';
import type { Scope } from './functions.ts';
import { FormulaError, parseFormula, pathsOf, type Expression } from './syntax.ts';

export interface FormulaOrg {
  readonly schema: Schema;
  readonly tables: Tables;
  now(): Date;
}

/** The scope of a row being saved; `before` is absent for a new one. */
export function rowScope(org: FormulaOrg, type: SObjectType, row: Row, before: Row | undefined): Scope {
  return {
    field: (path) => valueAt(org, type, row, path),
    prior: (path) => valueAt(org, type, before ?? row, path),
    isNew: before === undefined,
    now: org.now(),
  };
}

function valueAt(org: FormulaOrg, type: SObjectType, row: Row, path: readonly string[]): FormulaValue {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return ofField(type.field(name), row);
  const reference = type.parentField(name);
  const id = reference && row[reference.name];
  if (!reference || typeof id !== 'string') return null;
  for (const object of reference.referenceTo) {
    const parentType = org.schema.find(object);
    const parent = parentType && org.tables.of(object).get(id);
    if (parentType && parent) return valueAt(org, parentType, parent, rest);
  }
  return null;
}

function ofField(field: FieldDescribe | undefined, row: Row): FormulaValue {
  const value = field ? (row[field.name] ?? null) : null;
  return field?.type === 'percent' && value !== null ? Number(value) / 100 : value;
}

const trees = new Map<string, Expression>();

/** The formula's tree, parsed once. Throws FormulaError. */
function formulaTree(source: string): Expression {
  const known = trees.get(source) ?? parseFormula(source);
  trees.set(source, known);
  return known;
}

/** Whether a formula reads the field, of its own row or of a parent's. */
export function reads(source: string, relationship: string, fields: ReadonlySet<string>): boolean {
  return pathsIn(source).some(
    ([first, second]) =>
      first?.toLowerCase() === relationship.toLowerCase() &&
      second !== undefined &&
      fields.has(second.toLowerCase()),
  );
}

function pathsIn(source: string): ReadonlyArray<readonly string[]> {
  try {
    return pathsOf(formulaTree(source));
  } catch (error) {
    if (error instanceof FormulaError) return [];
    throw error;
  }
}

/** The cell of a formula field; null for a formula the org cannot work out. */
export function formulaCell(
  org: FormulaOrg,
  type: SObjectType,
  field: FieldDescribe,
  row: Row,
): FormulaValue {
  const value = workedOut(String(field.calculatedFormula), rowScope(org, type, row, undefined));
  if (field.type === 'boolean') return value === true;
  if (value === null || value === '') return null;
  if (NUMBERS.has(field.type)) {
    const number = Number(value) * (field.type === 'percent' ? 100 : 1);
    return Number.isFinite(number) ? roundedTo(number, field.scale) : null;
  }
  return typeof value === 'string' && field.length > 0 ? value.slice(0, field.length) : value;
}

function workedOut(source: string, scope: Scope): FormulaValue {
  try {
    return evaluate(formulaTree(source), scope);
  } catch (error) {
    if (error instanceof FormulaError) return null;
    throw error;
  }
}

/** Whether a rule's condition holds; one the org cannot work out never does. */
export function holds(condition: string, scope: Scope): boolean {
  return workedOut(condition, scope) === true;
}

const NUMBERS = new Set(['double', 'currency', 'percent', 'int', 'long']);
