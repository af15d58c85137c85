// Products and price books. Entries come book by book: all 200 products in the standard and the first own book, half of
// them in the second.

import { cents, mix, pick, saltOf } from '../hash.ts';
import { chooser, prose } from '../fields.ts';
import { never, type ComputedRecipe, type World } from '../recipe.ts';
import { PRODUCT_NAMES, PRODUCT_QUALITIES } from '../words.ts';

export const PRODUCTS = 200;
const BOOK_STARTS = [0, PRODUCTS, 2 * PRODUCTS] as const;
const BOOKS = ['Standard Price Book', 'Partners', 'Public sector'] as const;

/** Where a product's price stands in a book; the second own book holds every product's neighbour of the first half. */
export function entryOf(book: number, product: number): number {
  return BOOK_STARTS[book] + (book === 2 ? product % (PRODUCTS / 2) : product);
}

export function productOf(entry: number): number {
  return entry % PRODUCTS;
}

/** List prices by entry. */
export function priceList(world: World): (entry: number) => number {
  const salt = saltOf(world.seed, 'price');
  return (entry) =>
    cents(((mix(salt, productOf(entry)) % 500_000) / 100 + 1) * [1, 0.85, 0.7][bookOf(entry)]);
}

function bookOf(entry: number): number {
  return entry >= BOOK_STARTS[2] ? 2 : entry >= BOOK_STARTS[1] ? 1 : 0;
}

function productName(h: number): string {
  return `${pick(PRODUCT_QUALITIES, mix(h, 1))} ${pick(PRODUCT_NAMES, mix(h, 2))}`;
}

export function productCode(product: number): string {
  return `P-${String(product + 1).padStart(4, '0')}`;
}

/** Names of products by place, as rows that copy them need them. */
export function productNames(world: World): (product: number) => string {
  const salt = saltOf(world.seed, 'Product2');
  return (product) => productName(mix(salt, product));
}

export const product: ComputedRecipe = {
  object: 'Product2',
  plan(world) {
    const family = chooser(world, 'Product2', 'Family');
    return {
      deleted: never,
      fill(row, index, h) {
        row.Name = productName(h);
        row.ProductCode = productCode(index);
        row.Description = prose(h);
        row.Family = family(h);
        row.IsActive = index % 20 !== 19;
        row.StockKeepingUnit = `SKU${String(index + 1).padStart(5, '0')}`;
      },
    };
  },
};

export const pricebook: ComputedRecipe = {
  object: 'Pricebook2',
  plan: () => ({
    deleted: never,
    fill(row, index) {
      row.Name = BOOKS[index]!;
      row.IsActive = true;
      row.IsStandard = index === 0;
      row.Description = index === 0 ? null : `Prices for ${BOOKS[index].toLowerCase()}`;
    },
  }),
};

export const pricebookEntry: ComputedRecipe = {
  object: 'PricebookEntry',
  plan(world) {
    const books = world.ids('Pricebook2');
    const products = world.ids('Product2');
    const price = priceList(world);
    const nameOf = productNames(world);
    return {
      deleted: never,
      fill(row, index) {
        row.Pricebook2Id = books.at(bookOf(index));
        row.Product2Id = products.at(productOf(index));
        row.Name = nameOf(productOf(index));
        row.ProductCode = productCode(productOf(index));
        row.UnitPrice = price(index);
        row.IsActive = true;
        row.UseStandardPrice = false;
      },
    };
  },
};
