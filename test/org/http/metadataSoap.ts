// The Metadata API's endpoint: the envelope is the server's business, what is in it the metadata room's.
import { handleMetadataSoap } from '../metadata/soap.ts';
import { metadataNamespace, writeEnvelope } from '../soap/envelope.ts';
import { xml, type Answer, type RoutedCall } from './call.ts';
import type { PracticeOrg } from './practiceOrg.ts';
import type { Route } from './router.ts';

export const metadataRoutes: readonly Route[] = [
  { name: 'metadata', method: 'POST', path: '/services/Soap/m/:version', protocol: 'soap', handle: answer },
  {
    name: 'metadata',
    method: 'POST',
    path: '/services/Soap/m/:version/:org',
    protocol: 'soap',
    handle: answer,
  },
];

async function answer(call: RoutedCall, org: PracticeOrg): Promise<Answer> {
  const { operation, body } = call.soap!;
  const { apiVersion, session } = call;
  const request = await call.body();
  const envelope = (): string => request.toString('utf8');
  const inner = await handleMetadataSoap(
    { operation, body, apiVersion, userId: session.userId, envelope, state: org.state },
    org.metadata,
  );
  return xml(writeEnvelope(metadataNamespace, inner));
}
