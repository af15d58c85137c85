// What source-deploy-retrieve asks for; @salesforce/core keeps its state under HOME, which is the caller's to set.
import type { SessionConnection } from '../../../src/org/session.ts';

export async function coreConnection(url: string, accessToken: string): Promise<SessionConnection> {
  const { AuthInfo, Connection } = await import('@salesforce/core');
  const accessTokenOptions = { accessToken, instanceUrl: url, loginUrl: url };
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ accessTokenOptions }) });
  connection.setApiVersion('67.0');
  return connection;
}
