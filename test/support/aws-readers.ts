// The AWS tools' own readers of ~/.aws, as judges of what we write: botocore (Debian's awscli) and the JS SDK.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'

export type Profiles = Record<string, Record<string, unknown>>
/** What botocore makes of one file: null when it refuses it. */
export type PythonReading = { readonly sections: Profiles; readonly profiles: Profiles } | null

export const python = '/usr/bin/python3'
export const botocoreFolder = '/usr/lib/python3/dist-packages'
export const awsCommand = '/usr/bin/aws'

/** Why the real `aws` cannot be asked, or null. */
export const whyNoAws = (): string | null => {
  if (existsSync(awsCommand) && existsSync(join(botocoreFolder, 'awscli/botocore'))) return null
  if (process.env.CI) throw new Error('CI needs the Debian package awscli.')
  return 'skipped: the Debian package awscli is not installed'
}

const script = `
import json, os, sys, tempfile
sys.path.insert(0, '${botocoreFolder}')
from awscli.botocore import configloader
answers = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'file')
    for text in json.load(sys.stdin):
        with open(path, 'wb') as file:
            file.write(text.encode('latin-1'))
        try:
            sections = configloader.raw_config_parse(path)
            answers.append({'sections': sections, 'profiles': configloader.build_profile_map(sections)['profiles']})
        except Exception as error:
            if type(error).__name__ != 'ConfigParseError':
                raise
            answers.append(None)
json.dump(answers, sys.stdout)
`

/** Reads many files, given with one character per byte. */
export const readAsPython = (texts: readonly string[]): PythonReading[] => {
  const run = spawnSync(python, ['-X', 'utf8', '-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as PythonReading[]
}

/** Both files' profiles as the JS SDK's loader sees them. */
export const readAsJavaScript = async (
  config: string,
  credentials: string,
): Promise<{ config: Profiles; credentials: Profiles }> => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-js-'))
  try {
    writeFileSync(join(folder, 'config'), Buffer.from(config, 'latin1'))
    writeFileSync(join(folder, 'credentials'), Buffer.from(credentials, 'latin1'))
    const found = await loadSharedConfigFiles({
      configFilepath: join(folder, 'config'),
      filepath: join(folder, 'credentials'),
      ignoreCache: true,
    })
    return { config: found.configFile as Profiles, credentials: found.credentialsFile as Profiles }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
