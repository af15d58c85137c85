import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BackupRunResult } from '../../src/report/takenVersion.ts';
import { login, setStage, type Stage } from './plugin.ts';

describe('bad input gets a sentence and a next step', () => {
  let stage: Stage;
  let taken: BackupRunResult;
  const small = ['--only', 'data', '--sobject', 'Campaign'];

  before(async () => {
    stage = await setStage();
    await login(stage.home, stage.org, 'noapi', 'noapi@practice.example').catch(() => undefined);
    taken = await stage.result<BackupRunResult>([
      'backup',
      'run',
      '-o',
      'practice',
      '--vault',
      stage.vault,
      ...small,
    ]);
  });

  after(async () => {
    await stage.close();
  });

  interface Case {
    readonly name: string;
    readonly args: () => string[] | Promise<string[]>;
    readonly env?: () => Record<string, string>;
    readonly code: number;
    readonly says: RegExp;
    readonly next: RegExp;
  }

  const cases: readonly Case[] = [
    {
      name: 'an org that the CLI does not know',
      args: () => ['backup', 'run', '-o', 'nobody', '--vault', stage.vault],
      code: 2,
      says: /No authorization information found for nobody/,
      next: /mistyped the username or alias/,
    },
    {
      name: 'a vault that is not there',
      args: () => ['backup', 'list', '--vault', join(stage.home.folder, 'nowhere')],
      code: 1,
      says: /no vault at .*nowhere/,
      next: /sf backup run/,
    },
    {
      name: 'a folder that holds something else',
      args: async () => {
        const folder = join(stage.home.folder, 'documents');
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'letter.txt'), 'Dear all');
        return ['backup', 'run', '-o', 'practice', '--vault', folder, ...small];
      },
      code: 1,
      says: /it holds other things/,
      next: /--vault <folder>/,
    },
    {
      name: 'a vault of another format',
      args: async () => {
        const folder = join(stage.home.folder, 'future');
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'safekeep.json'), '{"format":"safekeep-vault","formatVersion":99}');
        return ['backup', 'list', '--vault', folder];
      },
      code: 1,
      says: /safekeep-vault 99/,
      next: /sf plugins update/,
    },
    {
      name: 'a corrupt manifest',
      args: async () => {
        const manifest = join(stage.vault, stage.org.orgId, taken.version, 'manifest.json');
        const bytes = await readFile(manifest);
        bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
        await writeFile(join(stage.vault, stage.org.orgId, taken.version, 'manifest.json'), bytes);
        return ['backup', 'display', '--vault', stage.vault, '--version', taken.version];
      },
      code: 1,
      says: /manifest.*damaged/,
      next: /sf backup verify/,
    },
    {
      name: 'an object that the org does not have',
      args: () => ['backup', 'run', '-o', 'practice', '--vault', stage.vault, '--sobject', 'Acount'],
      code: 1,
      says: /no object named Acount/,
      next: /sf sobject list/,
    },
    {
      name: 'a version that is not there',
      args: () => ['backup', 'display', '--vault', stage.vault, '--version', 'latest~7'],
      code: 1,
      says: /no version "latest~7"/,
      next: /sf backup list/,
    },
    {
      name: 'a selector that is none',
      args: () => ['backup', 'display', '--vault', stage.vault, '--version', 'yesterday'],
      code: 1,
      says: /"yesterday" does not name a version/,
      next: /latest~2/,
    },
    {
      name: 'a flag that does not exist',
      args: () => ['backup', 'run', '-o', 'practice', '--everything'],
      code: 2,
      says: /everything/,
      next: /--help|Nonexistent flag/,
    },
    {
      name: 'a part that does not exist',
      args: () => ['backup', 'run', '-o', 'practice', '--only', 'reports'],
      code: 2,
      says: /data.*files.*metadata.*security/s,
      next: /--help|Expected/,
    },
    {
      name: 'a user without API access',
      args: () => ['backup', 'run', '-o', stage.org.token('noapi@practice.example'), '--vault', stage.vault],
      env: () => ({ SF_ORG_INSTANCE_URL: stage.org.url }),
      code: 1,
      says: /API/,
      next: /API Enabled|permission/i,
    },
    {
      name: 'an expired session',
      args: () => {
        const token = stage.org.token();
        stage.org.expireTokens();
        return ['backup', 'run', '-o', token, '--vault', stage.vault, '--api-version', '64.0'];
      },
      env: () => ({ SF_ORG_INSTANCE_URL: stage.org.url }),
      code: 1,
      says: /session|login/i,
      next: /sf org login/,
    },
  ];

  for (const { name, args, env, code, says, next } of cases) {
    it(name, async () => {
      const run = await stage.sf(await args(), env?.());
      const said = `${run.stdout}${run.stderr}`;
      expect(run.code, said).to.equal(code);
      expect(said).to.match(says);
      expect(said).to.match(next);
      expect(said).not.to.match(/^\s+at .*:\d+:\d+\)?$/m);
    });
  }
});
