// `switchyard keys add`, `keys rotate` and `keys remove`: an IAM user's long-term key, read from stdin or asked for; never an argument.
import { failed, ok, type Result } from '../../../shared/result.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { askLine } from '../terminal.ts'

type Pair = { readonly accessKeyId: string; readonly secretAccessKey: string }

const check = (id: string | undefined, secret: string | undefined): Result<Pair> => {
  if (!id || !secret)
    return failed({
      kind: 'usage',
      message: 'Two lines are read from stdin: the access key id, then the secret.',
      command: 'keys add',
    })
  if (!/^A[A-Z0-9]{15,127}$/.test(id))
    return failed({
      kind: 'bad-input',
      path: 'access key id',
      message: 'An access key id is capital letters and digits, such as AKIA….',
    })
  if (!id.startsWith('AKIA'))
    return failed({
      kind: 'bad-input',
      path: 'access key id',
      message: 'Only a long-term key (AKIA…) can be kept; this one is temporary.',
    })
  return ok({ accessKeyId: id, secretAccessKey: secret })
}

const readPair = async (): Promise<Result<Pair>> => {
  if (process.stdin.isTTY) {
    const id = await askLine('Access key id: ')
    if (id === null) return failed({ kind: 'interrupted' })
    const secret = await askLine('Secret access key: ', { hidden: true })
    return secret === null ? failed({ kind: 'interrupted' }) : check(id, secret)
  }
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  const [id, secret] = Buffer.concat(chunks)
    .toString('utf8')
    .split(/\r?\n/)
    .map(line => line.trim())
  return check(id, secret)
}

export const keysAdd: Command = {
  usage: 'keys add SIGNIN [--user NAME] [--mfa SERIAL]',
  summary: 'Keeps an IAM user’s access key in the vault; two lines on stdin: id, secret.',
  example: 'switchyard demo key ana | switchyard keys add ops',
  options: { user: { type: 'string' }, mfa: { type: 'string' } },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const named = { signIn: positionals[0] ?? '' }
      // A secret is not asked for, nor read, where there is no place for it.
      const takes = await client.call.takesKey(named)
      if (!takes.ok) return takes
      const pair = await readPair()
      if (!pair.ok) return pair
      const added = await client.call.keysAdd({
        ...named,
        ...pair.value,
        ...given({ user: textOf(values, 'user'), mfaSerial: textOf(values, 'mfa') }),
      })
      if (!added.ok) return added
      const { signIn, user, mfaSerial, notices } = added.value
      for (const notice of notices) io.say(notice)
      io.print(added.value, () => [
        `${signIn} is ${user ?? 'a user'}${mfaSerial ? `, with the device ${mfaSerial}` : ''}`,
      ])
      return ok(0)
    }),
}

const oldWords = { inactive: 'switched off', deleted: 'deleted', active: 'still active' } as const

export const keysRotate: Command = {
  usage: 'keys rotate SIGNIN [--delete-old] [--mfa-code N]',
  summary:
    'Replaces an IAM user’s key by a new one; the old one is switched off, or deleted with --delete-old.',
  example: 'switchyard keys rotate ops',
  options: { 'delete-old': { type: 'boolean' }, 'mfa-code': { type: 'string' } },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const rotated = await client.call.keysRotate({
        signIn: positionals[0] ?? '',
        deleteOld: isSet(values, 'delete-old'),
        ...given({ mfaCode: textOf(values, 'mfa-code') }),
      })
      if (!rotated.ok) return rotated
      const { signIn, user, accessKeyId, oldAccessKeyId, old, notices } = rotated.value
      for (const notice of notices) io.say(notice)
      io.print(rotated.value, () => [
        `${signIn}: ${user} has the new key ${accessKeyId}; ${oldAccessKeyId} is ${oldWords[old]}`,
      ])
      return ok(0)
    }),
}

export const keysRemove: Command = {
  usage: 'keys remove SIGNIN',
  summary: 'Forgets an IAM user’s key and the sessions made with it.',
  example: 'switchyard keys remove ops',
  words: [1, 1],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const removed = await client.call.keysRemove({ signIn: positionals[0] ?? '' })
      if (!removed.ok) return removed
      io.print({ removed: positionals[0] }, () => [`The key of ${positionals[0]} is gone from the vault`])
      return ok(0)
    }),
}
