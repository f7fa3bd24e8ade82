// Hands a target over in each way, one by one, and asks the demo AWS each time who that is.
import { fromIni } from '@aws-sdk/credential-providers'
import { consoleArn, visitConsole } from './console-visit.ts'
import type { DemoTerminal } from './demo-terminal.ts'
import { document } from './run-cli.ts'
import { whoIs } from './tour.ts'

const ways = ['env', 'exec', 'credential-process', 'profile', 'console'] as const
type Ways = Readonly<Record<(typeof ways)[number], string>>
type Values = Readonly<Record<string, string>>

const showKeys = 'echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN"'

/**
 * `flags` are what its first opening asks for; the ways after it ask for nothing more.
 * @returns the ARN that each way led to
 */
export const takeEveryWay = async (
  demo: DemoTerminal,
  target: string,
  flags: readonly string[] = [],
): Promise<Ways> => {
  const { url } = demo.pointer
  const variables = await demo.json<Values>(['env', target, ...flags])
  const env = await whoIs(url, {
    accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: variables.AWS_SESSION_TOKEN ?? '',
  })
  const byCommand = async (): Promise<string> => {
    const { stdout } = await demo.run(['exec', target, '--', 'sh', '-c', showKeys])
    const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = stdout.trim().split(' ')
    return whoIs(url, { accessKeyId, secretAccessKey, sessionToken })
  }
  const byProcess = async (): Promise<string> => {
    const said = document(await demo.run(['credential-process', target])) as Values
    return whoIs(url, {
      accessKeyId: said.AccessKeyId ?? '',
      secretAccessKey: said.SecretAccessKey ?? '',
      sessionToken: said.SessionToken ?? '',
    })
  }
  /** The block that `assume` wrote, read by the SDK's own reader. */
  const byProfile = async (): Promise<string> => {
    const { profile } = await demo.json<{ profile: string }>(['assume', target])
    const read = fromIni({
      profile,
      configFilepath: demo.pointer.awsConfigFile,
      filepath: demo.pointer.awsCredentialsFile,
      ignoreCache: true,
    })
    return whoIs(url, await read())
  }
  const console = async (): Promise<string> => {
    const opened = await demo.json<{ url: string }>(['console', target, '--print'])
    return consoleArn(await visitConsole(opened.url))
  }
  const [run, asked, shown] = await Promise.all([byCommand(), byProcess(), console()])
  return {
    env,
    exec: run,
    'credential-process': asked,
    profile: await byProfile(),
    console: shown,
  }
}

/** Each way leads to the same. */
export const allWays = (arn: string): Ways => Object.fromEntries(ways.map(way => [way, arn])) as Ways
