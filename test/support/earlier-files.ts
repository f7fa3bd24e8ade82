// AWS files that were there before us, as people have them, and the proof that what we write and take away again leaves them be.
import { expect } from 'vitest'
import type { DemoTerminal } from './demo-terminal.ts'

/** With both kinds of line ends, comments, keys nobody knows, an umlaut in UTF-8, and no line end at the end. */
const earlier = {
  config: [
    '# mine, since 2014 \xc3\xa4\r\n[default]\r\nregion = us-east-1\r\n',
    'cli_pager =\r\nfuture_key = kept # as it is\r\n\r\n',
    '[profile work]  ; the old one\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile=default\n',
    's3 =\n  max_concurrent_requests = 7\n\t; indented\n\n\n',
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n',
    '[services local]\ndynamodb =\n  endpoint_url = http://localhost:8000\n[plugins]\nx = y',
  ].join(''),
  credentials:
    '[work]\r\naws_access_key_id = AKIAQQQQQQQQQQQQQQQQ\r\naws_secret_access_key = x\r\n; the end\r\n\r\n',
}

/** Puts them there; call it before anything is written. */
export const beginWithFiles = (demo: DemoTerminal): void =>
  demo.writeAwsFiles(earlier.config, earlier.credentials)

/** Nothing of ours is in them, and every byte of before is. */
export const expectEarlierFiles = (demo: DemoTerminal): void => expect(demo.awsFiles()).toEqual(earlier)

/** Writes a profile for all that a selector chooses, which leaves the rest as it was; then takes all away. */
export const writeAllAndStop = async (
  demo: DemoTerminal,
  selector: string,
  profiles: number,
): Promise<void> => {
  const words = ['profiles', 'write', ...selector.split(' '), '--mode', 'process', '--quiet']
  expect(await demo.run(words)).toMatchObject({ code: 0 })
  const { config, credentials } = demo.awsFiles()
  expect(config.startsWith(earlier.config)).toBe(true)
  expect(credentials).toBe(earlier.credentials)
  expect(config.match(/^credential_process = /gm)).toHaveLength(profiles)
  expect((await demo.run('stop --all')).code).toBe(0)
  expectEarlierFiles(demo)
}
