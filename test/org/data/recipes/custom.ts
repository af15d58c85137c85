// The company's own objects. Their fields are filled from their describes (generic.ts); here is what ties them together:
// parents, roll-ups, formulas, pictures in rich text.

import type { Value } from '../../model.ts';
import { BODY_KINDS, generatedBody } from '../bodies.ts';
import { createFan, type Fan } from '../fan.ts';
import { thrownAway } from '../fields.ts';
import { fieldCell } from '../generic.ts';
import { between, cents, mix, pick, saltOf } from '../hash.ts';
import { type BodyRecipe, type ComputedRecipe, type World } from '../recipe.ts';
import { FIRM_NAMES } from '../words.ts';
import { firmName } from './accounts.ts';

function taskFan(world: World): Fan {
  return createFan(world.count('Project_Task__c'), world.count('Project__c'), {
    unevenBy: saltOf(world.seed, 'project tasks'),
  });
}

/** Roll-ups count the live tasks of a project. */
export const project: ComputedRecipe = {
  object: 'Project__c',
  plan(world) {
    const fan = taskFan(world);
    const taskGone = world.isDeleted('Project_Task__c');
    const [status, hours] = ['Status__c', 'Hours__c'].map((field) => cellOf(world, 'Project_Task__c', field));
    return {
      fill(row, index, h) {
        const tasks = [...fan.childrenOf(index)].filter((task) => !taskGone(task));
        row.Name = `${pick(FIRM_NAMES, h)} roll-out ${index + 1}`;
        row.Open_Tasks__c = tasks.filter((task) => status(task) !== 'Done').length;
        row.Planned_Hours__c = cents(tasks.reduce((sum, task) => sum + Number(hours(task) ?? 0), 0));
        row.Days_Left__c =
          typeof row.End_Date__c === 'string' ? world.calendar.daysUntil(row.End_Date__c) : null;
      },
    };
  },
};

function cellOf(world: World, object: string, field: string): (index: number) => Value {
  return fieldCell(world, object, world.schema.find(object)!.field(field)!);
}

/** Tasks hang on their project; some on an earlier task of the same project. */
export const projectTask: ComputedRecipe = {
  object: 'Project_Task__c',
  plan(world) {
    const fan = taskFan(world);
    const [projects, tasks] = ['Project__c', 'Project_Task__c'].map((object) => world.ids(object));
    const projectGone = world.isDeleted('Project__c');
    const taskGone = world.isDeleted('Project_Task__c');
    const lost = thrownAway(world, 'Project_Task__c');
    return {
      deleted: (index) => lost(index) || projectGone(fan.parentOf(index)),
      children: { Project__c: { parent: 'Project__c', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const parent = fan.parentOf(index);
        row.Name = `Step ${index + 1}`;
        row.Project__c = projects.at(parent);
        const before = index - 1;
        row.Predecessor__c =
          before >= 0 && fan.parentOf(before) === parent && !taskGone(before) ? tasks.at(before) : null;
        row.LastActivityDate = world.calendar.day(between(2, 300, mix(h, 1)));
      },
    };
  },
};

/** The rich text of every seventh invoice shows a picture; formulas are worked out from their fields. */
export const invoice: ComputedRecipe = {
  object: 'Invoice__c',
  plan(world) {
    const accounts = world.ids('Account');
    const salt = saltOf(world.seed, 'Account');
    return {
      fill(row, index, h) {
        const account = typeof row.Account__c === 'string' ? accounts.indexOf(row.Account__c) : undefined;
        row.Terms__c = richText(index, h, String(row.Id), 'Terms__c');
        row.Gross_Amount__c =
          row.Tax_Rate__c === null
            ? null
            : cents(Number(row.Amount__c) * (1 + Number(row.Tax_Rate__c) / 100));
        row.Is_Late__c =
          row.Status__c === 'Sent' &&
          typeof row.Due_At__c === 'string' &&
          row.Due_At__c.slice(0, 10) < world.calendar.day(0);
        row.Account_Name__c = account === undefined ? null : firmName(account, mix(salt, account));
      },
    };
  },
};

function hasPicture(index: number): boolean {
  return index % 7 === 2;
}

/** Pictures in rich text are named by record, field and a reference Id (`/servlet/rtaImage?eid=…&feoid=…&refid=…`). */
function richText(index: number, h: number, id: string, field: string): string {
  const text = `<p>Terms for <b>${pick(FIRM_NAMES, h)}</b>: net 30 &amp; 2% &lt; 10 days</p>`;
  if (!hasPicture(index)) return text;
  const source = `/servlet/rtaImage?eid=${id}&amp;feoid=${field}&amp;refid=0EMPO${String(index).padStart(10, '0')}`;
  return `${text}<img alt="stamp" src="${source}" />`;
}

/** The picture behind the reference; rows without one have no body. */
export const richTextPicture: BodyRecipe = {
  object: 'Invoice__c',
  field: 'Terms__c',
  body(world) {
    const salt = saltOf(world.seed, 'pictures');
    return (index) =>
      hasPicture(index)
        ? generatedBody(BODY_KINDS.picture, between(200, 9000, mix(salt, index)), mix(salt, index))
        : undefined;
  },
};

/** Formula n is amount n times n, amounts counted round: 500 formulas over 60 amounts. */
export const wide: ComputedRecipe = {
  object: 'Wide__c',
  plan(world) {
    const formulas = (world.schema.find('Wide__c')?.describe.fields ?? [])
      .filter(({ calculated }) => calculated)
      .map(({ name }) => name);
    return {
      fill(row, index) {
        row.Name = `Wide ${index + 1}`;
        formulas.forEach((name, place) => {
          const amount = row[`Amount_${String((place % AMOUNTS) + 1).padStart(3, '0')}__c`];
          row[name] = typeof amount === 'number' ? cents(amount * (place + 1)) : null;
        });
      },
    };
  },
};

const AMOUNTS = 60;
