// Contracts, orders with their items, and the assets customers bought.

import { between, cents, mix, oneIn, pick, saltOf } from '../hash.ts';
import { addressFields, chooser, fillAddress, prose } from '../fields.ts';
import { createFan, type Fan } from '../fan.ts';
import type { ComputedRecipe, World } from '../recipe.ts';
import { contactOf } from './accounts.ts';
import { bookOfParent, lineAt } from './opportunities.ts';
import { priceList, PRODUCTS, productNames } from './products.ts';

const [BILLING, SHIPPING] = [addressFields('Billing'), addressFields('Shipping')];

/** Accounts with contracts, orders or assets cannot be deleted while they have them, so these hang on live ones. */
function onLiveAccounts(world: World, object: string): Fan {
  return createFan(world.count(object), world.count('Account'), { skipped: world.isDeleted('Account') });
}

export const contract: ComputedRecipe = {
  object: 'Contract',
  plan(world) {
    const fan = onLiveAccounts(world, 'Contract');
    const accounts = world.ids('Account');
    return {
      children: { AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const start = between(10, 900, mix(h, 1));
        const isActive = oneIn(2, mix(h, 2));
        row.AccountId = accounts.at(fan.parentOf(index));
        row.ContractNumber = String(index + 100).padStart(8, '0');
        row.StartDate = world.calendar.day(start);
        row.ContractTerm = 12;
        row.EndDate = world.calendar.day(start - 364);
        row.Status = isActive ? 'Activated' : 'Draft';
        row.StatusCode = row.Status;
        row.ActivatedDate = isActive ? row.LastModifiedDate! : null;
        row.ActivatedById = isActive ? row.LastModifiedById! : null;
        row.Description = prose(mix(h, 3), 30);
        fillAddress(row, BILLING, h);
      },
    };
  },
};

function itemFan(world: World): Fan {
  return createFan(world.count('OrderItem'), world.count('Order'));
}

export const order: ComputedRecipe = {
  object: 'Order',
  plan(world) {
    const fan = onLiveAccounts(world, 'Order');
    const items = itemFan(world);
    const line = lineAt(world, saltOf(world.seed, 'OrderItem'));
    const [accounts, books, contacts] = ['Account', 'Pricebook2', 'Contact'].map((object) =>
      world.ids(object),
    );
    const member = contactOf(world);
    return {
      children: { AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const start = between(10, 600, mix(h, 1));
        const buyer = member(fan.parentOf(index), mix(h, 2));
        let total = 0;
        for (const item of items.childrenOf(index))
          total = cents(total + line(item, bookOfParent(index)).total);
        row.AccountId = accounts.at(fan.parentOf(index));
        row.OrderNumber = String(index + 100).padStart(8, '0');
        row.EffectiveDate = world.calendar.day(start);
        row.EndDate = oneIn(3, mix(h, 3)) ? world.calendar.day(start - 365) : null;
        row.Status = total > 0 && oneIn(2, mix(h, 4)) ? 'Activated' : 'Draft';
        row.StatusCode = row.Status;
        row.ActivatedDate = row.Status === 'Activated' ? row.LastModifiedDate! : null;
        row.ActivatedById = row.Status === 'Activated' ? row.LastModifiedById! : null;
        row.Pricebook2Id = books.at(bookOfParent(index));
        row.TotalAmount = total;
        row.CustomerAuthorizedById = buyer === undefined ? null : contacts.at(buyer);
        row.Description = prose(mix(h, 5), 30);
        fillAddress(row, BILLING, h);
        fillAddress(row, SHIPPING, mix(h, 6));
      },
    };
  },
};

export const orderItem: ComputedRecipe = {
  object: 'OrderItem',
  plan(world) {
    const fan = itemFan(world);
    const line = lineAt(world, saltOf(world.seed, 'OrderItem'));
    const [orders, entries, products] = ['Order', 'PricebookEntry', 'Product2'].map((object) =>
      world.ids(object),
    );
    const price = priceList(world);
    const orderGone = world.isDeleted('Order');
    return {
      deleted: (index) => orderGone(fan.parentOf(index)),
      children: { OrderId: { parent: 'Order', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index) {
        const parent = fan.parentOf(index);
        const { entry, product, quantity, unitPrice, total } = line(index, bookOfParent(parent));
        row.OrderId = orders.at(parent);
        row.OrderItemNumber = String(index + 1).padStart(10, '0');
        row.PricebookEntryId = entries.at(entry);
        row.Product2Id = products.at(product);
        row.Quantity = quantity;
        row.AvailableQuantity = quantity;
        row.UnitPrice = unitPrice;
        row.ListPrice = price(entry);
        row.TotalPrice = total;
      },
    };
  },
};

export const asset: ComputedRecipe = {
  object: 'Asset',
  plan(world) {
    const fan = onLiveAccounts(world, 'Asset');
    const [accounts, contacts, products, assets] = ['Account', 'Contact', 'Product2', 'Asset'].map((object) =>
      world.ids(object),
    );
    const member = contactOf(world);
    const status = chooser(world, 'Asset', 'Status');
    const nameOf = productNames(world);
    const isDeleted = world.isDeleted('Asset');
    return {
      children: { AccountId: { parent: 'Account', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const home = fan.parentOf(index);
        const user = member(home, mix(h, 1));
        const product = index % PRODUCTS;
        const parent = index - (index % 5);
        const isPart = index > parent && fan.parentOf(parent) === home && !isDeleted(parent);
        row.Name = nameOf(product);
        row.AccountId = accounts.at(home);
        row.ContactId = user === undefined ? null : contacts.at(user);
        row.Product2Id = products.at(product);
        row.ParentId = isPart ? assets.at(parent) : null;
        row.RootAssetId = isPart ? assets.at(parent) : assets.at(index);
        row.SerialNumber = `${pick(['A', 'B', 'C'], h)}-${String(mix(h, 2)).padStart(10, '0')}`;
        row.Status = status(h);
        row.PurchaseDate = world.calendar.day(between(10, 1500, mix(h, 3)));
        row.Price = cents(mix(h, 4) / 500_000);
        row.Quantity = between(1, 10, mix(h, 5));
      },
    };
  },
};
