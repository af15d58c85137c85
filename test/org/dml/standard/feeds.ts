// Chatter posts and comments: a post shows in its record's feed under its own Id; only posts people make can be inserted
// (Object Reference, FeedItem, FeedComment).
import type { Row } from '../../model.ts';
import { liveRow, rowAt, type Change } from '../change.ts';
import { fault, requiredMissing, RowFault } from '../errors.ts';
import type { ObjectRules, RemovalChange } from './objectRules.ts';

const INSERTABLE = new Set([
  'TextPost',
  'LinkPost',
  'ContentPost',
  'QuestionPost',
  'AdvancedTextPost',
  'AnnouncementPost',
]);

/** The feed of the post's record, when the org has one. */
function feedOf({ ground }: Pick<Change, 'ground'>, post: Row): string | undefined {
  const parent = rowAt(ground, post.ParentId);
  const name = parent && `${parent.object.replace(/__c$/, '__')}Feed`;
  return name === undefined ? undefined : ground.state.schema.find(name)?.name;
}

function showInFeed(change: Change, saved: Row): void {
  const feed = feedOf(change, saved);
  if (feed === undefined) return;
  const { state, journal } = change.ground;
  const fields = state.tables.of(feed).type.describe.fields;
  journal.put(feed, Object.fromEntries(fields.map(({ name }) => [name, saved[name] ?? null])));
}

function countComments(change: Pick<Change, 'ground' | 'writer'>, comment: Row): void {
  const id = String(comment.FeedItemId);
  change.ground.later(`comments ${id}`, () => countCommentsOf(change, id));
}

function countCommentsOf({ ground, writer }: Pick<Change, 'ground' | 'writer'>, id: string): void {
  const post = liveRow(ground, 'FeedItem', id);
  if (post === undefined) return;
  const comments = [...ground.state.tables.of('FeedComment').where('FeedItemId', String(post.Id))];
  const count = comments.filter((row) => row.IsDeleted !== true).length;
  ground.rows.alter('FeedItem', String(post.Id), { CommentCount: count }, writer);
}

export const feeds: Readonly<Record<string, ObjectRules>> = {
  FeedItem: {
    derive({ draft }) {
      draft.InsertedById ??= draft.CreatedById!;
    },
    check({ draft, before }) {
      if (before !== undefined) return;
      if (!INSERTABLE.has(String(draft.Type)))
        throw fault(
          'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
          `Feed Item Type: bad value for restricted picklist field: ${String(draft.Type)}`,
          ['Type'],
        );
      if (draft.Type === 'TextPost' && draft.Body === null) throw new RowFault([requiredMissing(['Body'])]);
    },
    follow: showInFeed,
  },
  FeedComment: {
    derive({ ground, draft }) {
      draft.InsertedById ??= draft.CreatedById!;
      draft.ParentId = liveRow(ground, 'FeedItem', draft.FeedItemId)?.ParentId ?? draft.ParentId!;
    },
    follow: countComments,
    afterRemoval: ({ row, ...change }: RemovalChange) => countComments(change, row),
  },
};
