// Every recipe, in one place.

import { account, accountContactRelation, contact } from './recipes/accounts.ts';
import { event, eventRelation, task, taskRelation } from './recipes/activities.ts';
import { caseComment, emailMessage, supportCase } from './recipes/cases.ts';
import { feedComment, feedItem, idea, ideaComment, objectFeeds, vote } from './recipes/community.ts';
import { invoice, project, projectTask, richTextPicture, wide } from './recipes/custom.ts';
import { contentDocument, contentDocumentLink, contentVersion, versionBody } from './recipes/files.ts';
import { fieldHistories, opportunityHistory } from './recipes/history.ts';
import { ledger } from './recipes/ledger.ts';
import { campaign, campaignMember, campaignMemberStatus, lead } from './recipes/marketing.ts';
import { attachment, attachmentBody, document, documentBody, note } from './recipes/notes.ts';
import { opportunity, opportunityContactRole, opportunityLineItem } from './recipes/opportunities.ts';
import { asset, contract, order, orderItem } from './recipes/orders.ts';
import { pricebook, pricebookEntry, product } from './recipes/products.ts';
import { shares } from './recipes/shares.ts';
import type { BodyRecipe, ComputedRecipe, KeptRecipe } from './recipe.ts';
import * as apps from './security/apps.ts';
import { setupAuditTrail } from './security/auditTrail.ts';
import { eventLogBody, eventLogFiles } from './security/eventLogs.ts';
import { groupMembers, groups, queueObjects } from './security/groups.ts';
import * as licenses from './security/licenses.ts';
import * as logins from './security/logins.ts';
import * as permissions from './security/permissionRows.ts';
import { oauthTokens } from './security/tokens.ts';
import { roles, userLogins, userPreferences, users } from './security/users.ts';
import * as automation from './setup/automation.ts';
import * as code from './setup/code.ts';
import * as company from './setup/company.ts';
import * as connections from './setup/connections.ts';
import * as content from './setup/content.ts';
import * as definitions from './setup/definitions.ts';
import * as health from './setup/health.ts';
import * as relationships from './setup/relationships.ts';
import { opportunityStages, partnerRoles, statuses } from './setup/statuses.ts';

export const COMPUTED: readonly ComputedRecipe[] = [
  account,
  contact,
  accountContactRelation,
  opportunity,
  opportunityLineItem,
  opportunityContactRole,
  opportunityHistory,
  lead,
  campaign,
  campaignMember,
  campaignMemberStatus,
  supportCase,
  caseComment,
  emailMessage,
  task,
  event,
  taskRelation,
  eventRelation,
  contract,
  order,
  orderItem,
  asset,
  product,
  pricebook,
  pricebookEntry,
  note,
  attachment,
  document,
  contentDocument,
  contentVersion,
  contentDocumentLink,
  idea,
  ideaComment,
  vote,
  feedItem,
  feedComment,
  ...objectFeeds,
  project,
  projectTask,
  invoice,
  wide,
  ledger,
  ...fieldHistories,
  ...shares,
];

const isKept = (value: unknown): value is KeptRecipe =>
  typeof value === 'object' && value !== null && 'rows' in value && 'object' in value;

export const KEPT: readonly KeptRecipe[] = [
  users,
  roles,
  userLogins,
  userPreferences,
  groups,
  groupMembers,
  queueObjects,
  oauthTokens,
  setupAuditTrail,
  eventLogFiles,
  opportunityStages,
  partnerRoles,
  ...statuses,
  ...[
    apps,
    licenses,
    logins,
    permissions,
    automation,
    code,
    company,
    connections,
    content,
    definitions,
    health,
    relationships,
  ].flatMap((module) => Object.values(module).filter(isKept)),
];

/** Recipes that list what the schema says, again when it changed. */
export const SCHEMA_ROWS: readonly KeptRecipe[] = [
  definitions.entityDefinitions,
  definitions.fieldDefinitions,
  definitions.entityParticles,
  definitions.relationshipInfos,
  definitions.picklistValueInfos,
];

export const BODIES: readonly BodyRecipe[] = [
  versionBody,
  attachmentBody,
  documentBody,
  eventLogBody,
  richTextPicture,
  code.resourceBody,
];
