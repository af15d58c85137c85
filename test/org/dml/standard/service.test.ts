import { expect } from 'chai';
import type { InputRow } from '../model.ts';
import { problem, writableOrg } from '../fixtures.ts';

const org = writableOrg();
const { dml, writer } = org;
const inserted = (object: string, row: InputRow): string => problem(dml.insert(object, [row], writer())[0]);
const updated = (object: string, row: InputRow): string => problem(dml.update(object, [row], writer())[0]);
const account = org.made('Account', { Name: 'Standard' });

describe('cases and mails', () => {
  it('take account and phone from the contact, and close with their status', () => {
    const contact = org.made('Contact', {
      LastName: 'A',
      AccountId: account,
      Phone: '1',
      Email: 'a@b.example',
    });
    const id = org.made('Case', { Subject: 'A', ContactId: contact });
    expect(org.row('Case', id)).to.include({
      AccountId: account,
      ContactPhone: '1',
      ContactEmail: 'a@b.example',
      IsClosed: false,
      Status: 'New',
    });
    expect(updated('Case', { Id: id, Status: 'Closed' })).to.match(/^FIELD_CUSTOM_VALIDATION_EXCEPTION/);
    expect(updated('Case', { Id: id, Status: 'Closed', Reason: 'Other' })).to.equal('saved');
    expect(org.row('Case', id).IsClosed).to.equal(true);
    expect(org.row('Case', id).ClosedDate).to.be.a('string');
  });

  it('turn Comments into a comment', () => {
    const id = org.made('Case', { Subject: 'A', Comments: 'internal' });
    expect(org.row('Case', id).Comments).to.equal(null);
    expect(org.rows('CaseComment', 'ParentId', id).map((row) => row.CommentBody)).to.deep.equal(['internal']);
  });

  it('close a mail once it is sent, and record it as a task', () => {
    const id = org.made('EmailMessage', { RelatedToId: account, Subject: 'Hello', Status: '5' });
    expect(org.row('EmailMessage', id).ActivityId).to.equal(null);
    expect(updated('EmailMessage', { Id: id, Subject: 'Hi', Status: '3' })).to.equal('saved');
    const task = String(org.row('EmailMessage', id).ActivityId);
    expect(org.row('Task', task)).to.include({ Subject: 'Email: Hi', IsClosed: true, WhatId: account });
    expect(updated('EmailMessage', { Id: id, Subject: 'Ho' })).to.match(/^INSUFFICIENT_ACCESS_OR_READONLY/);
  });
});

describe('activities', () => {
  it('know their account, whether they are done, and have a relation to their person', () => {
    const contact = org.made('Contact', { LastName: 'A', AccountId: account });
    const id = org.made('Task', { Subject: 'Call', WhoId: contact, Status: 'Completed', Priority: 'High' });
    expect(org.row('Task', id)).to.include({ AccountId: account, IsClosed: true, IsHighPriority: true });
    expect(org.rows('TaskRelation', 'TaskId', id).map((row) => row.RelationId)).to.deep.equal([contact]);
    expect(inserted('TaskRelation', { TaskId: id, RelationId: contact })).to.match(/^DUPLICATE_VALUE/);
  });

  it('of a lead are about nothing else', () => {
    const lead = org.made('Lead', { LastName: 'A', Company: 'C' });
    expect(inserted('Task', { Subject: 'Call', WhoId: lead, WhatId: account })).to.match(
      /^FIELD_INTEGRITY_EXCEPTION/,
    );
  });

  it('that are events keep start, end, duration and day together', () => {
    const id = org.made('Event', {
      Subject: 'Meet',
      StartDateTime: '2026-05-07T10:00:00Z',
      DurationInMinutes: 90,
    });
    expect(org.row('Event', id)).to.include({
      EndDateTime: '2026-05-07T11:30:00.000+0000',
      ActivityDateTime: '2026-05-07T10:00:00.000+0000',
      ActivityDate: '2026-05-07',
    });
    updated('Event', { Id: id, EndDateTime: '2026-05-07T10:30:00Z' });
    expect(org.row('Event', id).DurationInMinutes).to.equal(30);
    expect(inserted('Event', { Subject: 'Meet' })).to.match(/^REQUIRED_FIELD_MISSING/);
    expect(
      inserted('Event', {
        Subject: 'Meet',
        StartDateTime: '2026-05-07T10:00:00Z',
        EndDateTime: '2026-05-07T09:00:00Z',
      }),
    ).to.match(/^FIELD_INTEGRITY_EXCEPTION/);
    const day = org.made('Event', { Subject: 'Fair', IsAllDayEvent: true, ActivityDate: '2026-05-07' });
    expect(org.row('Event', day)).to.include({
      DurationInMinutes: 1440,
      ActivityDateTime: null,
      EndDate: '2026-05-07',
    });
  });

  it('that recur make their occurrences', () => {
    const id = org.made('Task', {
      Subject: 'Weekly',
      IsRecurrence: true,
      RecurrenceType: 'RecursWeekly',
      RecurrenceInterval: 1,
      RecurrenceDayOfWeekMask: 2 + 8,
      RecurrenceStartDateOnly: '2026-06-01',
      RecurrenceEndDateOnly: '2026-06-10',
    });
    const days = org.rows('Task', 'RecurrenceActivityId', id).map((row) => row.ActivityDate);
    expect(days).to.deep.equal(['2026-06-01', '2026-06-03', '2026-06-08', '2026-06-10']);
    expect(inserted('Task', { Subject: 'Weekly', IsRecurrence: true, ActivityDate: '2026-06-01' })).to.match(
      /^INVALID_FIELD_FOR_INSERT_UPDATE/,
    );
  });
});

describe('posts', () => {
  it('show in their record’s feed and count their comments; tracked changes cannot be inserted', () => {
    const id = org.made('FeedItem', { ParentId: account, Body: 'Hello' });
    expect(org.row('AccountFeed', id)).to.include({ Body: 'Hello', ParentId: account });
    org.made('FeedComment', { FeedItemId: id, CommentBody: 'Hi' });
    expect(org.row('FeedItem', id).CommentCount).to.equal(1);
    expect(inserted('FeedItem', { ParentId: account, Type: 'TrackedChange' })).to.match(
      /^INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/,
    );
  });
});
