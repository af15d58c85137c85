// Roles, public groups and queues, out of their rows.
import type { Row } from '../../model.ts';
import type { XmlTree } from '../../soap/xml.ts';
import type { Source, SourceContext } from './source.ts';
import { column } from './source.ts';

const accessLevels: Readonly<Record<string, string>> = {
  None: 'None',
  Read: 'Read',
  Edit: 'Edit',
  ControlledByParent: 'Edit',
};

function roleTree(context: SourceContext, row: Row): XmlTree {
  const parent = context.row('UserRole', column(row, 'ParentRoleId'));
  return {
    caseAccessLevel: accessLevels[column(row, 'CaseAccessForAccountOwner')] ?? 'None',
    contactAccessLevel: accessLevels[column(row, 'ContactAccessForAccountOwner')] ?? 'None',
    description: column(row, 'RollupDescription') || undefined,
    mayForecastManagerShare: false,
    name: column(row, 'Name'),
    opportunityAccessLevel: accessLevels[column(row, 'OpportunityAccessForAccountOwner')] ?? 'None',
    parentRole: parent === undefined ? undefined : column(parent, 'DeveloperName'),
  };
}

/** Members of a queue by kind: users by username, roles and groups by developer name. */
function queueMembers(context: SourceContext, queueId: string): XmlTree {
  const users: string[] = [];
  const groups: string[] = [];
  for (const member of context.rowsWhere('GroupMember', 'GroupId', queueId)) {
    const id = column(member, 'UserOrGroupId');
    const user = context.row('User', id);
    const group = user === undefined ? context.row('Group', id) : undefined;
    if (user !== undefined) users.push(column(user, 'Username'));
    if (group !== undefined && group.Type === 'Regular') groups.push(column(group, 'DeveloperName'));
  }
  return {
    users: users.length === 0 ? undefined : { user: users.sort() },
    publicGroups: groups.length === 0 ? undefined : { publicGroup: groups.sort() },
  };
}

function queueTree(context: SourceContext, row: Row): XmlTree {
  const id = column(row, 'Id');
  return {
    doesSendEmailToMembers: row.DoesSendEmailToMembers === true,
    email: column(row, 'Email') || undefined,
    name: column(row, 'Name'),
    queueMembers: queueMembers(context, id),
    queueSobject: [...context.rowsWhere('QueueSobject', 'QueueId', id)].map((entry) => ({
      sobjectType: column(entry, 'SobjectType'),
    })),
  };
}

export const people: Source = function* (context) {
  for (const row of context.rows('UserRole')) {
    yield {
      type: 'Role',
      fullName: column(row, 'DeveloperName'),
      row,
      metadata: () => roleTree(context, row),
    };
  }
  for (const row of context.rows('Group')) {
    const fullName = column(row, 'DeveloperName');
    if (row.Type === 'Regular') {
      const metadata = (): XmlTree => ({
        doesIncludeBosses: row.DoesIncludeBosses !== false,
        name: column(row, 'Name'),
      });
      yield { type: 'Group', fullName, row, metadata };
    }
    if (row.Type === 'Queue') yield { type: 'Queue', fullName, row, metadata: () => queueTree(context, row) };
  }
};
