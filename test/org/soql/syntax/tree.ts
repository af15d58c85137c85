// What a query says, as a tree: names as the user wrote them, nothing looked up yet. `at` is always the 0-based offset
// in the query's text, for the refusals that point at it.

export interface FieldPath {
  readonly kind: 'field';
  /** `Account.Owner.Name` is three segments. */
  readonly segments: readonly string[];
  readonly at: number;
}

export interface FunctionCall {
  readonly kind: 'function';
  /** Lower case: `count_distinct`, `tolabel`. */
  readonly name: string;
  /** undefined for `COUNT()`. */
  readonly argument: Expression | undefined;
  readonly at: number;
}

export type Expression = FieldPath | FunctionCall;

export type FieldGroup = 'all' | 'standard' | 'custom';

export interface SelectedExpression {
  readonly kind: 'expression';
  readonly expression: Expression;
  readonly alias: string | undefined;
  readonly aliasAt: number;
}

export interface SelectedFields {
  readonly kind: 'fields';
  readonly group: FieldGroup;
  readonly at: number;
}

export interface SelectedChildren {
  readonly kind: 'children';
  readonly query: Query;
  readonly at: number;
}

export interface TypeOf {
  readonly kind: 'typeof';
  readonly relationship: FieldPath;
  readonly branches: ReadonlyArray<{
    readonly type: string;
    readonly at: number;
    readonly fields: readonly FieldPath[];
  }>;
  readonly otherwise: readonly FieldPath[] | undefined;
  readonly at: number;
}

export type Selected = SelectedExpression | SelectedFields | SelectedChildren | TypeOf;

export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'date' | 'datetime' | 'time' | 'dateLiteral';
  /** As written; strings raw, without quotes; names and date literals in lower case. */
  readonly text: string;
  /** The n of `LAST_N_DAYS:n`. */
  readonly count: number | undefined;
  readonly at: number;
}

export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'in' | 'not in' | 'includes' | 'excludes';

export interface Comparison {
  readonly kind: 'comparison';
  readonly left: Expression;
  readonly operator: Operator;
  /** One literal for the simple operators; several, or a semi-join, for `in` and its like. */
  readonly values: readonly Literal[];
  readonly semiJoin: Query | undefined;
  readonly at: number;
}

export interface Connected {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Condition[];
}

export interface Negated {
  readonly kind: 'not';
  readonly part: Condition;
}

export type Condition = Comparison | Connected | Negated;

export interface OrderKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface Query {
  readonly selected: readonly Selected[];
  readonly from: string;
  readonly fromAt: number;
  readonly alias: string | undefined;
  /** Lower case; `USING SCOPE mine`. */
  readonly filterScope: string | undefined;
  readonly where: Condition | undefined;
  readonly groupBy: readonly Expression[];
  readonly having: Condition | undefined;
  readonly orderBy: readonly OrderKey[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly allRows: boolean;
}
