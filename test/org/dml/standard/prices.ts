// Price books: every price needs the product's standard price first, and a product has one price a book
// (Object Reference, PricebookEntry).
import { changed, liveRow, type Change } from '../change.ts';
import { fault } from '../errors.ts';
import type { Row } from '../../model.ts';
import type { ObjectRules } from './objectRules.ts';

function standardPrice({ ground, draft }: Change): Row | undefined {
  for (const row of ground.state.tables.of('PricebookEntry').where('Product2Id', String(draft.Product2Id))) {
    if (row.IsDeleted !== true && liveRow(ground, 'Pricebook2', row.Pricebook2Id)?.IsStandard === true)
      return row;
  }
  return undefined;
}

export const prices: Readonly<Record<string, ObjectRules>> = {
  PricebookEntry: {
    derive(change) {
      const { ground, draft } = change;
      const product = liveRow(ground, 'Product2', draft.Product2Id);
      draft.Name = product?.Name ?? null;
      draft.ProductCode = product?.ProductCode ?? null;
      if (draft.UseStandardPrice === true)
        draft.UnitPrice = standardPrice(change)?.UnitPrice ?? draft.UnitPrice!;
    },
    check(change) {
      const { ground, draft, before } = change;
      const isStandard = liveRow(ground, 'Pricebook2', draft.Pricebook2Id)?.IsStandard === true;
      if (!isStandard && (before === undefined || (draft.IsActive === true && changed(change, 'IsActive')))) {
        if (standardPrice(change)?.IsActive !== true)
          throw fault('STANDARD_PRICE_NOT_DEFINED', 'No standard price defined for this product');
      }
      if (before !== undefined) return;
      for (const row of ground.state.tables
        .of('PricebookEntry')
        .where('Product2Id', String(draft.Product2Id)))
        if (row.Pricebook2Id === draft.Pricebook2Id && row.IsDeleted !== true)
          throw fault('DUPLICATE_VALUE', 'This price definition already exists in this price book', [
            'Pricebook2Id',
            'Product2Id',
          ]);
    },
  },
  Pricebook2: {
    checkRemoval({ row }) {
      if (row.IsStandard === true) throw fault('DELETE_FAILED', 'The standard price book cannot be deleted.');
    },
  },
};
