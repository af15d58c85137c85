// Orders and contracts begin as drafts and are activated later; an activated order is closed to most changes
// (Object Reference, Order, OrderItem, Contract).
import type { Row } from '../../model.ts';
import { roundedTo } from '../cells.ts';
import { changed, liveRow, type Change } from '../change.ts';
import { fault, requiredMissing, RowFault } from '../errors.ts';
import type { Ground } from '../ground.ts';
import type { ObjectRules, RemovalChange } from './objectRules.ts';
import { checkEntry } from './sales.ts';

/** What a status of the org's own naming means: Draft, InApproval, Activated. */
function statusCode({ state }: Ground, object: 'OrderStatus' | 'ContractStatus', status: unknown): string {
  for (const row of state.tables.of(object).where('ApiName', String(status))) return String(row.StatusCode);
  return 'Draft';
}

function deriveStatus(change: Change, object: 'OrderStatus' | 'ContractStatus'): void {
  const { ground, draft, before, writer } = change;
  draft.StatusCode = statusCode(ground, object, draft.Status);
  if (draft.StatusCode !== 'Activated' || before?.StatusCode === 'Activated') return;
  draft.ActivatedDate = ground.stamp;
  draft.ActivatedById = writer.userId;
}

function notActivatedAtOnce({ draft, before }: Change, what: string): void {
  if (before === undefined && draft.StatusCode !== 'Draft')
    throw fault(
      'FAILED_ACTIVATION',
      `Choose a valid ${what} status and save your changes. Ask your admin for details.`,
      ['Status'],
    );
}

function checkOrder(change: Change): void {
  const { ground, plan, draft, before, writer } = change;
  notActivatedAtOnce(change, 'order');
  if (draft.AccountId === null) throw new RowFault([requiredMissing(['AccountId'])]);
  if (before === undefined) return;
  const otherFields = plan.type.describe.fields.filter(
    ({ name, updateable }) => updateable && name !== 'Status' && changed(change, name),
  );
  if (before.StatusCode === 'Activated') {
    if (otherFields.length > 0 && !writer.access.has('EditActivatedOrders'))
      throw fault(
        'FIELD_INTEGRITY_EXCEPTION',
        'An activated order cannot be edited',
        otherFields.map(({ name }) => name),
      );
    return;
  }
  if (draft.StatusCode !== 'Activated') return;
  if (otherFields.length > 0)
    throw fault(
      'FAILED_ACTIVATION',
      'When an order is activated, only its status can be changed',
      otherFields.map(({ name }) => name),
    );
  if (liveItems(ground, before.Id).length === 0)
    throw fault('FAILED_ACTIVATION', 'An order must have at least one product.', ['Status']);
}

function liveItems({ state }: Ground, orderId: unknown): Row[] {
  return [...state.tables.of('OrderItem').where('OrderId', String(orderId))].filter(
    (row) => row.IsDeleted !== true,
  );
}

function openOrder({ ground }: Pick<Change, 'ground'>, orderId: unknown): void {
  if (liveRow(ground, 'Order', orderId)?.StatusCode === 'Activated')
    throw fault(
      'FIELD_INTEGRITY_EXCEPTION',
      'The products of an activated order cannot be added, changed or removed',
      ['OrderId'],
    );
}

function deriveItem({ ground, draft, before }: Change): void {
  const entry = liveRow(ground, 'PricebookEntry', draft.PricebookEntryId);
  if (entry !== undefined) {
    draft.Product2Id = entry.Product2Id!;
    draft.ListPrice = entry.UnitPrice!;
    draft.UnitPrice ??= entry.UnitPrice!;
  }
  if (before === undefined) draft.AvailableQuantity = draft.Quantity!;
  draft.TotalPrice = roundedTo(Number(draft.Quantity) * Number(draft.UnitPrice), 2);
}

function sumItems(change: Pick<Change, 'ground' | 'writer'>, item: Row): void {
  const id = String(item.OrderId);
  change.ground.later(`items ${id}`, () => sumItemsOf(change, id));
}

function sumItemsOf({ ground, writer }: Pick<Change, 'ground' | 'writer'>, id: string): void {
  const order = liveRow(ground, 'Order', id);
  if (order === undefined) return;
  const total = liveItems(ground, order.Id).reduce((sum, row) => sum + Number(row.TotalPrice), 0);
  ground.rows.alter('Order', String(order.Id), { TotalAmount: roundedTo(total, 2) }, writer);
}

function notWhileActivated({ row }: RemovalChange): void {
  if (row.StatusCode === 'Activated') throw fault('DELETE_FAILED', 'An activated order cannot be deleted.');
}

/** The last day of so many months that begin with `start`. */
function lastDay(start: string, months: number): string {
  const day = new Date(`${start}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

export const orders: Readonly<Record<string, ObjectRules>> = {
  Order: {
    derive(change) {
      deriveStatus(change, 'OrderStatus');
      change.draft.TotalAmount ??= 0;
    },
    check: checkOrder,
    checkRemoval: notWhileActivated,
  },
  OrderItem: {
    derive: deriveItem,
    check(change) {
      openOrder(change, change.draft.OrderId);
      const order = liveRow(change.ground, 'Order', change.draft.OrderId);
      if (change.before === undefined)
        checkEntry(
          liveRow(change.ground, 'PricebookEntry', change.draft.PricebookEntryId),
          order?.Pricebook2Id ?? null,
          'order',
        );
    },
    follow: sumItems,
    checkRemoval: (change) => openOrder(change, change.row.OrderId),
    afterRemoval: ({ row, ...change }) => sumItems(change, row),
  },
  Contract: {
    derive(change) {
      const { draft } = change;
      deriveStatus(change, 'ContractStatus');
      draft.EndDate =
        typeof draft.StartDate === 'string' && draft.ContractTerm !== null
          ? lastDay(draft.StartDate, Number(draft.ContractTerm))
          : null;
    },
    check: (change) => notActivatedAtOnce(change, 'contract'),
    checkRemoval({ row, writer }) {
      if (row.StatusCode === 'Activated' && !writer.access.has('DeleteActivatedContract'))
        throw fault('DELETE_FAILED', 'You cannot delete an activated contract.');
    },
  },
};
