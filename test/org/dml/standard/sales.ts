// Opportunities: what the stage means, amounts from their lines, their history and contact roles.
// Object Reference: Opportunity, OpportunityStage, OpportunityHistory, OpportunityContactRole.
import type { Row, Value } from '../../model.ts';
import { roundedTo } from '../cells.ts';
import { changed, liveRow, type Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { Ground } from '../ground.ts';
import type { ObjectRules } from './objectRules.ts';

function stageOf({ state }: Ground, name: unknown): Row | undefined {
  for (const row of state.tables.of('OpportunityStage').where('MasterLabel', String(name))) return row;
  return undefined;
}

function deriveOpportunity(change: Change): void {
  const { ground, draft, before, sent } = change;
  const stage = stageOf(ground, draft.StageName);
  if (changed(change, 'StageName')) {
    if (!sent.has('Probability')) draft.Probability = stage?.DefaultProbability ?? 0;
    if (!sent.has('ForecastCategoryName'))
      draft.ForecastCategoryName = stage?.ForecastCategoryName ?? 'Pipeline';
    if (before !== undefined) draft.LastStageChangeDate = ground.stamp;
  }
  draft.IsClosed = stage?.IsClosed === true;
  draft.IsWon = stage?.IsWon === true;
  draft.ForecastCategory = String(draft.ForecastCategoryName ?? 'Pipeline')
    .replace('Best Case', 'BestCase')
    .replace('Commit', 'Forecast');
  // With lines the amount is theirs: an update of it is ignored, not refused.
  if (before?.HasOpportunityLineItem === true && sent.has('Amount')) draft.Amount = before.Amount!;
  draft.ExpectedRevenue =
    draft.Amount === null ? null : roundedTo((Number(draft.Amount) * Number(draft.Probability)) / 100, 2);
  fillFiscal(change);
}

function fillFiscal({ draft }: Change): void {
  if (typeof draft.CloseDate !== 'string') return;
  const year = Number(draft.CloseDate.slice(0, 4));
  const quarter = Math.ceil(Number(draft.CloseDate.slice(5, 7)) / 3);
  Object.assign(draft, { FiscalYear: year, FiscalQuarter: quarter, Fiscal: `${year} ${quarter}` });
}

const HISTORY_FIELDS = [
  'StageName',
  'Amount',
  'ExpectedRevenue',
  'CloseDate',
  'Probability',
  'ForecastCategory',
];

function keepHistory(change: Change, saved: Row): void {
  const { ground, writer } = change;
  if (HISTORY_FIELDS.some((field) => changed(change, field))) {
    ground.rows.record(
      'OpportunityHistory',
      {
        OpportunityId: saved.Id!,
        ...Object.fromEntries(HISTORY_FIELDS.map((field) => [field, saved[field] ?? null])),
      },
      writer,
    );
  }
  if (change.before === undefined && typeof saved.ContactId === 'string')
    ground.rows.make(
      'OpportunityContactRole',
      { OpportunityId: saved.Id!, ContactId: saved.ContactId, IsPrimary: true },
      writer,
    );
}

/** An opportunity has one primary contact: a new one takes it from the other. */
function onlyPrimary({ ground, writer }: Change, saved: Row): void {
  if (saved.IsPrimary !== true) return;
  for (const row of ground.state.tables
    .of('OpportunityContactRole')
    .where('OpportunityId', String(saved.OpportunityId)))
    if (row.Id !== saved.Id && row.IsPrimary === true && row.IsDeleted !== true)
      ground.rows.alter('OpportunityContactRole', String(row.Id), { IsPrimary: false }, writer);
}

function deriveLine(change: Change): void {
  const { ground, draft, sent } = change;
  const entry = liveRow(ground, 'PricebookEntry', draft.PricebookEntryId);
  const opportunity = liveRow(ground, 'Opportunity', draft.OpportunityId);
  if (entry === undefined) return;
  draft.Product2Id = entry.Product2Id!;
  draft.ProductCode = entry.ProductCode!;
  draft.ListPrice = entry.UnitPrice!;
  draft.Name = `${String(opportunity?.Name ?? '')} ${String(entry.Name)}`.slice(0, 376);
  const quantity = Number(draft.Quantity);
  if (sent.has('TotalPrice') && !sent.has('UnitPrice') && quantity !== 0)
    draft.UnitPrice = roundedTo(Number(draft.TotalPrice) / quantity, 2);
  else if (draft.UnitPrice !== null) draft.TotalPrice = roundedTo(quantity * Number(draft.UnitPrice), 2);
}

function checkLine({ ground, draft, before, sent }: Change): void {
  if (
    sent.has('TotalPrice') &&
    sent.has('UnitPrice') &&
    draft.TotalPrice !== null &&
    draft.UnitPrice !== null
  )
    throw fault('FIELD_INTEGRITY_EXCEPTION', 'Only one of UnitPrice and TotalPrice can be specified', [
      'UnitPrice',
      'TotalPrice',
    ]);
  if (draft.PricebookEntryId === null)
    throw fault(
      'FIELD_INTEGRITY_EXCEPTION',
      'field integrity exception: PricebookEntryId (pricebook entry is required)',
      ['PricebookEntryId'],
    );
  if (draft.UnitPrice === null)
    throw fault('REQUIRED_FIELD_MISSING', 'Required fields are missing: [UnitPrice]', ['UnitPrice']);
  if (before !== undefined) return;
  const entry = liveRow(ground, 'PricebookEntry', draft.PricebookEntryId);
  const opportunity = liveRow(ground, 'Opportunity', draft.OpportunityId);
  checkEntry(entry, opportunity?.Pricebook2Id ?? null, 'opportunity');
}

/** A line's price must be active, and of the price book its parent uses. */
export function checkEntry(entry: Row | undefined, book: unknown, parent: string): void {
  if (entry === undefined) return;
  if (entry.IsActive !== true)
    throw fault(
      'FIELD_INTEGRITY_EXCEPTION',
      'field integrity exception: PricebookEntryId (pricebook entry has been inactivated)',
      ['PricebookEntryId'],
    );
  if (entry.Pricebook2Id !== book)
    throw fault(
      'FIELD_INTEGRITY_EXCEPTION',
      `field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the ${parent})`,
      ['PricebookEntryId'],
    );
}

/** Amount, quantity and the flag of an opportunity whose lines changed. */
function sumLines(change: Pick<Change, 'ground' | 'writer'>, line: Row): void {
  const id = String(line.OpportunityId);
  change.ground.later(`lines ${id}`, () => sumLinesOf(change, id));
}

function sumLinesOf({ ground, writer }: Pick<Change, 'ground' | 'writer'>, id: string): void {
  const opportunity = liveRow(ground, 'Opportunity', id);
  if (opportunity === undefined) return;
  let [amount, quantity, count] = [0, 0, 0];
  for (const row of ground.state.tables
    .of('OpportunityLineItem')
    .where('OpportunityId', String(opportunity.Id))) {
    if (row.IsDeleted === true) continue;
    amount += Number(row.TotalPrice);
    quantity += Number(row.Quantity);
    count += 1;
  }
  const sums: Record<string, Value> =
    count > 0
      ? { Amount: roundedTo(amount, 2), TotalOpportunityQuantity: quantity, HasOpportunityLineItem: true }
      : { HasOpportunityLineItem: false };
  ground.rows.alter('Opportunity', String(opportunity.Id), sums, writer);
}

export const sales: Readonly<Record<string, ObjectRules>> = {
  Opportunity: {
    derive: deriveOpportunity,
    check(change) {
      if (change.before?.HasOpportunityLineItem === true && changed(change, 'Pricebook2Id'))
        throw fault(
          'FIELD_INTEGRITY_EXCEPTION',
          'field integrity exception: Pricebook2Id (cannot change price book of an opportunity with products)',
          ['Pricebook2Id'],
        );
    },
    follow: keepHistory,
  },
  OpportunityContactRole: { follow: onlyPrimary },
  OpportunityLineItem: {
    derive: deriveLine,
    check: checkLine,
    follow: sumLines,
    afterRemoval: ({ row, ...change }) => sumLines(change, row),
  },
};
