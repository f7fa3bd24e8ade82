// Takes many targets of a demo at once through the built command line, and asks the demo AWS who each one became.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { CheckRow, EachRow } from '../../shared/fleet.ts'
import type { DemoTerminal } from './demo-terminal.ts'
import { document } from './run-cli.ts'

/** A stop of a tour: the assumed role's ARN as AWS says it, or why there is none. */
export type Stop = { readonly arn: string | null; readonly row: EachRow }
export type Tour = {
  readonly code: number | null
  readonly stderr: string
  /** `account/Role` -> the stop. */
  readonly stops: ReadonlyMap<string, Stop>
  /** Those that worked, as `account/Role` -> ARN; the others as their cause, failure or exit code. */
  readonly arrivals: Readonly<Record<string, string>>
}

const short = (target: string): string => target.slice(target.indexOf(':') + 1)
const showKeys = 'echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN"'

type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }

/** Who AWS says that these credentials are. */
export const whoIs = async (url: string, credentials: Keys): Promise<string> => {
  const client = new STSClient({ endpoint: url, region: 'us-east-1', credentials })
  return (await client.send(new GetCallerIdentityCommand({}))).Arn ?? ''
}

/** `each SELECTOR` with flags; every one that got credentials asks AWS who it is. */
export const takeAll = async (
  demo: DemoTerminal,
  selector: string,
  flags: readonly string[] = [],
): Promise<Tour> => {
  const words = ['each', ...selector.split(' '), '--limit', '16', '--json', ...flags]
  const { code, stdout, stderr } = await demo.run([...words, '--', 'sh', '-c', showKeys])
  const rows = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as EachRow)
  const stops = new Map<string, Stop>()
  for (const row of rows) {
    const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = (row.stdout ?? '').trim().split(' ')
    const keys = { accessKeyId, secretAccessKey, sessionToken }
    const arn = row.ok ? await whoIs(demo.pointer.url, keys) : null
    stops.set(short(row.target), { arn, row: { ...row, ...(row.stdout ? { stdout: '' } : {}) } })
  }
  const arrivals = Object.fromEntries(
    [...stops]
      .map(([name, { arn, row }]) => [name, arn ?? row.cause ?? row.failure ?? String(row.code)] as const)
      .sort(([a], [b]) => a.localeCompare(b)),
  )
  return { code, stderr, stops, arrivals }
}

export type Checked = {
  readonly code: number | null
  readonly rows: readonly CheckRow[]
  /** `account/Role` -> `ok`, or its cause with `!` where it is proved, or the failure. */
  readonly said: Readonly<Record<string, string>>
}

/** `check SELECTOR` with flags. */
export const checkAll = async (
  demo: DemoTerminal,
  selector: string,
  flags: readonly string[] = [],
): Promise<Checked> => {
  const ended = await demo.run(['check', ...selector.split(' '), '--json', '--limit', '16', ...flags])
  const rows = document(ended) as readonly CheckRow[]
  const saying = (row: CheckRow): string => {
    if (row.ok) return 'ok'
    const [first] = row.causes ?? []
    return first ? `${first.cause}${first.certain ? '!' : ''}` : (row.failure ?? 'silent')
  }
  return {
    code: ended.code,
    rows,
    said: Object.fromEntries(rows.map(row => [short(row.target), saying(row)])),
  }
}

/** What `ls` shows of a person's targets, as `account/Role`, break-glass ones apart. */
export const listed = async (demo: DemoTerminal, words = 'ls'): Promise<readonly string[]> =>
  (await demo.json<{ target: string; breakGlass: boolean }[]>(words))
    .filter(row => !row.breakGlass)
    .map(row => short(row.target))

/** The ARNs that a person becomes in these accounts: `account/Role` -> ARN. */
export const rolesOf = (
  places: readonly { readonly key: string; readonly id: string; readonly role: string }[],
  sessionName: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    places
      .map(
        ({ key, id, role }) =>
          [`${key}/${role}`, `arn:aws:sts::${id}:assumed-role/${role}/${sessionName}`] as const,
      )
      .sort(([a], [b]) => a.localeCompare(b)),
  )

/** The same word for each place: how a refusal is expected. */
export const allSaying = (
  places: readonly { readonly key: string; readonly role: string }[],
  word: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(places.map(({ key, role }) => [`${key}/${role}`, word]))
