// `switchyard demo env|users|key|phone|clock|fault|access`: the second terminal of a running demo.
import { ok, type Result } from '../../../shared/result.ts'
import { type ControlClient, createControlClient } from '../../demo/control/control-client.ts'
import { demoEnvironment, posixEnvironment } from '../../demo/environment.ts'
import { type Pointer, readPointer } from '../../demo/pointer.ts'
import { type Command, type Invocation, textOf } from '../command.ts'
import { columns } from '../output.ts'

const options = { home: { type: 'string' } } as const

/** Finds the demo, asks it, and says what it answered. */
const withDemo = async (
  { values, io, env }: Invocation,
  run: (client: ControlClient, pointer: Pointer) => Promise<Result<number>>,
): Promise<number> => {
  const pointer = readPointer(textOf(values, 'home'), env)
  if (!pointer.ok) return io.fail(pointer.failure)
  const result = await run(createControlClient(pointer.value), pointer.value)
  return result.ok ? result.value : io.fail(result.failure)
}

export const demoEnv: Command = {
  usage: 'demo env [--home FOLDER]',
  summary: 'Prints what a second terminal evaluates to live in the demo.',
  example: 'eval "$(switchyard demo env)"',
  options,
  words: [0, 0],
  run: call =>
    withDemo(call, (_, pointer) => {
      const environment = demoEnvironment(pointer)
      if (call.io.json) call.io.print(environment.set, () => [])
      else call.io.out(posixEnvironment(environment))
      return Promise.resolve(ok(0))
    }),
}

export const demoUsers: Command = {
  usage: 'demo users [--home FOLDER]',
  summary: 'Lists who lives in the demo.',
  example: 'switchyard demo users',
  options,
  words: [0, 0],
  run: call =>
    withDemo(call, async client => {
      const users = await client.users()
      if (!users.ok) return users
      call.io.print(users.value, () =>
        columns(
          users.value.map(user => [
            user.name,
            user.kind,
            user.kind === 'iam-user' ? user.account : user.startUrl,
            user.title,
          ]),
        ),
      )
      return ok(0)
    }),
}

export const demoKey: Command = {
  usage: 'demo key USER [--home FOLDER]',
  summary:
    'Prints a demo user’s access key as two lines, for `keys add`; --json serves a sign-in by command.',
  example: 'switchyard demo key ana | switchyard keys add ops',
  options,
  words: [1, 1],
  run: call =>
    withDemo(call, async client => {
      const key = await client.key(call.positionals[0] ?? '')
      if (!key.ok) return key
      const { accessKeyId, secretAccessKey } = key.value
      // With the capital names it is what AWS's process protocol asks for, so that it can stand in for a secret store.
      const document = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }
      call.io.print({ ...key.value, ...document }, () => [accessKeyId, secretAccessKey])
      return ok(0)
    }),
}

export const demoPhone: Command = {
  usage: 'demo phone [USER] [--home FOLDER]',
  summary: 'Prints the current MFA code of a demo user.',
  example: 'switchyard demo phone ana',
  options,
  words: [0, 1],
  run: call =>
    withDemo(call, async client => {
      const phone = await client.phone(call.positionals[0])
      if (!phone.ok) return phone
      const { user, code, secondsLeft, used } = phone.value
      call.io.print(phone.value, () => [code])
      if (!call.io.json)
        call.io.say(
          used
            ? `${user}: this code is used, the next one comes in ${secondsLeft} s`
            : `${user}: ${secondsLeft} s left`,
        )
      return ok(0)
    }),
}

export const demoClock: Command = {
  usage: 'demo clock [+DURATION] [--home FOLDER]',
  summary: 'Shows the demo’s time, or moves it for AWS, phone and Switchyard alike.',
  example: 'switchyard demo clock +55m',
  options,
  words: [0, 1],
  run: call =>
    withDemo(call, async client => {
      const [by] = call.positionals
      const clock = by === undefined ? await client.clock() : await client.advance(by)
      if (!clock.ok) return clock
      call.io.print(clock.value, () => [clock.value.now])
      return ok(0)
    }),
}

export const demoFault: Command = {
  usage: 'demo fault [FAULT...|clear] [--home FOLDER]',
  summary: 'Shows, adds or clears faults of the demo AWS: latency, throttling, errors.',
  example: 'switchyard demo fault latency 300ms',
  options,
  words: [0, 6],
  run: call =>
    withDemo(call, async client => {
      const faults =
        call.positionals.length === 0 ? await client.faults() : await client.fault(call.positionals)
      if (!faults.ok) return faults
      call.io.print(faults.value, () =>
        faults.value.faults.length > 0 ? faults.value.faults : ['No faults.'],
      )
      if (!call.io.json && call.positionals.length === 0)
        call.io.say(`Known: ${faults.value.forms.join('; ')}`)
      return ok(0)
    }),
}

export const demoAccess: Command = {
  usage: 'demo access [grant|revoke PERSON PERMISSION-SET ACCOUNT] [--home FOLDER]',
  summary: 'Shows what the demo’s portals grant, or gives and takes a permission set in an account.',
  example: 'switchyard demo access revoke omar DevOps uat',
  options,
  words: [0, 4],
  run: call =>
    withDemo(call, async client => {
      const [act, person = '', permissionSet = '', account = ''] = call.positionals
      const access =
        act === undefined
          ? await client.access()
          : await client.changeAccess(act, person, permissionSet, account)
      if (!access.ok) return access
      call.io.print(access.value, () =>
        columns(access.value.access.map(one => [one.person, one.permissionSet, one.account, one.startUrl])),
      )
      return ok(0)
    }),
}
