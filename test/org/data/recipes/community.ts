// What people say: feed items and comments under records, the feeds of single objects (the same rows under the same
// Ids), ideas with comments and votes.

import { createFan } from '../fan.ts';
import { prose } from '../fields.ts';
import { mix, oneIn, pick, saltOf } from '../hash.ts';
import { authorOf } from '../people.ts';
import { never, type ComputedRecipe, type Draft, type World } from '../recipe.ts';
import { SENTENCES } from '../words.ts';

/** Feed items take turns under these, so that an object's feed is every third item. */
export const FEED_PARENTS = ['Account', 'Opportunity', 'Case'] as const;
const ITEM_TYPES = ['TextPost', 'LinkPost', 'ContentPost', 'TrackedChange'] as const;

interface ItemParent {
  readonly object: string;
  readonly index: number;
}

function itemParent(world: World): (item: number) => ItemParent {
  const salt = saltOf(world.seed, 'feed parents');
  return (item) => {
    const object = FEED_PARENTS[item % FEED_PARENTS.length];
    return { object, index: mix(salt, item) % world.count(object) };
  };
}

function feedCells(world: World): (row: Draft, item: number) => void {
  const salt = saltOf(world.seed, 'feed');
  const parentOf = itemParent(world);
  const users = world.ids('User');
  const comments = createFan(world.count('FeedComment'), world.count('FeedItem'));
  return (row, item) => {
    const h = mix(salt, item);
    const { object, index } = parentOf(item);
    row.ParentId = world.ids(object).at(index);
    row.Type = ITEM_TYPES[item % ITEM_TYPES.length]!;
    row.Body = row.Type === 'TrackedChange' ? null : pick(SENTENCES, mix(h, 1));
    row.LinkUrl = row.Type === 'LinkPost' ? 'https://www.example.com/news?id=1&x=2' : null;
    row.Title = row.Type === 'LinkPost' ? 'News' : null;
    row.InsertedById = users.at(authorOf(mix(h, 2)));
    row.CreatedById = row.InsertedById;
    row.CreatedDate = world.calendar.moment(200_000 + (mix(h, 3) % 60_000_000));
    row.LastModifiedDate = row.CreatedDate;
    row.SystemModstamp = row.CreatedDate;
    row.IsRichText = false;
    row.LikeCount = 0;
    row.CommentCount = [...comments.childrenOf(item)].length;
  };
}

export const feedItem: ComputedRecipe = {
  object: 'FeedItem',
  plan(world) {
    const cells = feedCells(world);
    const parentOf = itemParent(world);
    return {
      deleted(item) {
        const { object, index } = parentOf(item);
        return world.isDeleted(object)(index);
      },
      fill(row, item) {
        cells(row, item);
        row.Status = 'Published';
        row.Visibility = 'AllUsers';
        row.Revision = 1;
      },
    };
  },
};

function feedOf(object: string, place: number): ComputedRecipe {
  return {
    object,
    plan(world) {
      const cells = feedCells(world);
      const itemAt = (index: number): number => place + index * FEED_PARENTS.length;
      return {
        deleted: (index) => world.isDeleted('FeedItem')(itemAt(index)),
        fill: (row, index) => cells(row, itemAt(index)),
      };
    },
  };
}

export const objectFeeds: readonly ComputedRecipe[] = FEED_PARENTS.map((parent, place) =>
  feedOf(`${parent}Feed`, place),
);

export const feedComment: ComputedRecipe = {
  object: 'FeedComment',
  plan(world) {
    const fan = createFan(world.count('FeedComment'), world.count('FeedItem'));
    const items = world.ids('FeedItem');
    const parentOf = itemParent(world);
    return {
      deleted: (index) => world.isDeleted('FeedItem')(fan.parentOf(index)),
      children: { FeedItemId: { parent: 'FeedItem', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        const item = fan.parentOf(index);
        const { object, index: parent } = parentOf(item);
        row.FeedItemId = items.at(item);
        row.ParentId = world.ids(object).at(parent);
        row.CommentBody = prose(h) ?? 'Thanks!';
        row.CommentType = 'TextComment';
        row.InsertedById = row.CreatedById!;
        row.Status = 'Published';
        row.Revision = 1;
      },
    };
  },
};

export const idea: ComputedRecipe = {
  object: 'Idea',
  plan: () => ({
    fill(row, index, h) {
      row.Title = `Idea ${index + 1}`;
      row.Body = prose(h);
      row.Status = oneIn(2, mix(h, 1)) ? 'Under Review' : 'New';
    },
  }),
};

export const ideaComment: ComputedRecipe = {
  object: 'IdeaComment',
  plan(world) {
    const fan = createFan(world.count('IdeaComment'), world.count('Idea'));
    const ideas = world.ids('Idea');
    return {
      deleted: (index) => world.isDeleted('Idea')(fan.parentOf(index)),
      children: { IdeaId: { parent: 'Idea', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index, h) {
        row.IdeaId = ideas.at(fan.parentOf(index));
        row.CommentBody = pick(SENTENCES, h);
      },
    };
  },
};

export const vote: ComputedRecipe = {
  object: 'Vote',
  plan(world) {
    const fan = createFan(world.count('Vote'), world.count('Idea'));
    const ideas = world.ids('Idea');
    return {
      deleted: never,
      children: { ParentId: { parent: 'Idea', of: (parent) => fan.childrenOf(parent) } },
      fill(row, index) {
        row.ParentId = ideas.at(fan.parentOf(index));
        row.Type = 'Up';
      },
    };
  },
};
