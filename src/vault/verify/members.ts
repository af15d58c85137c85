// Every member the manifest points at: there, of the right size, with the right hash; with `deep` also what comes
// out of decompression. (Rows and packs are read later, by those who know what should be in them.)
import { drain } from '../../kit/bytes.ts';
import { memberRefs } from '../manifest/refs.ts';
import { volumeKey } from '../names.ts';
import { openMember, openStored } from '../read/member.ts';
import type { Verification } from './verifyVersion.ts';

export async function checkMembers({
  source,
  orgId,
  manifest,
  deep,
  findings,
  signal,
}: Verification): Promise<void> {
  const open = deep ? openMember : openStored;
  for (const ref of memberRefs(manifest)) {
    await findings.guard(volumeKey(orgId, ref.volume), async () => {
      await drain(open(source, orgId, ref), signal);
      findings.checked.members += 1;
    });
  }
}
