import { expect } from 'chai';
import type { Row } from '../model.ts';
import { problem, writableOrg } from './fixtures.ts';
import type { InputRow } from './model.ts';

/** Objects whose rows may be there twice, whatever the others hold. */
const OBJECTS =
  'Account Asset Attachment Campaign Case CaseComment Contact Document EmailMessage Entitlement Event FeedComment Idea Lead Ledger__c Note Opportunity OpportunityContactRole Product2 Project_Task__c Project__c Wide__c'.split(
    ' ',
  );

describe('a copy of a seeded row', () => {
  const org = writableOrg({ scale: 0.2 });
  const writer = org.writer();

  /** What a backup holds of a row and a restore may send: cells that can be created; owners and keys are others' matter. */
  function sendable(object: string, row: Row): InputRow {
    const fields = org.state.schema
      .find(object)!
      .describe.fields.filter(
        ({ name, createable, unique }) =>
          createable &&
          !unique &&
          !['OwnerId', 'AuthorId', 'IsRecurrence'].includes(name) &&
          !name.startsWith('Recurrence') &&
          writer.access.mayEditField(object, name),
      );
    return Object.fromEntries(
      fields
        .map(({ name, type }) => [name, type === 'base64' ? 'aGVsbG8=' : row[name]] as const)
        .filter(([, value]) => value !== null && value !== undefined),
    ) as InputRow;
  }

  for (const object of OBJECTS) {
    it(`of ${object} is saved as it was sent`, () => {
      const rows = [...org.state.tables.of(object).rows()]
        .filter((row) => row.IsDeleted !== true)
        .slice(0, 30);
      expect(rows).to.not.deep.equal([]);
      for (const row of rows) {
        const sent = sendable(object, row);
        const [result] = org.dml.insert(object, [sent], writer);
        expect(problem(result), String(row.Id)).to.equal('saved');
        const saved = org.row(object, result!.id!);
        for (const [name, value] of Object.entries(sent))
          if (!CHANGED.has(`${object}.${name}`))
            expect(saved[name], `${String(row.Id)} ${name}`).to.equal(value);
      }
    });
  }
});

/** Cells an automation of the org stamps over, and bodies, which lie beside their rows. */
const CHANGED = new Set(['Project__c.Progress__c', 'Attachment.Body', 'Document.Body']);
