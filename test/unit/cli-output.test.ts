// What the command line says of a refusal: the proved cause alone, or every likely one; scripts get them all.
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createIo } from '../../main/cli/output.ts'
import type { Cause, Failure } from '../../shared/failure.ts'

const refusal = (certain: boolean): Failure & { causes: readonly Cause[] } => ({
  kind: 'key-refused',
  signIn: 'ops-hub:admin',
  awsCode: 'SignatureDoesNotMatch',
  awsMessage: 'The request signature does not match.',
  requestId: 'r-1',
  causes: [
    { cause: 'signature', certain, why: 'The key id is known.' },
    { cause: 'clock', certain: false, why: 'The time may be wrong.' },
  ],
})

const said = (failure: Failure, json: boolean) => {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
  createIo({ json, quiet: false, color: false }, streams).fail(failure)
  return { stdout: String(streams.stdout.read() ?? ''), stderr: String(streams.stderr.read() ?? '') }
}

test('a proved cause stands alone', () => {
  const { stderr } = said(refusal(true), false)
  expect(stderr).toMatch(/\n {4}proved: .+\. The key id is known\.\n/)
  expect(stderr).not.toContain('The time may be wrong.')
  expect(stderr).toContain('Request id r-1')
})

test('without proof all likely ones are said, in their order', () => {
  expect(said(refusal(false), false).stderr).toMatch(
    /maybe: .+The key id is known\.\n.+maybe: .+may be wrong\.\n/,
  )
})

test('--json has them all', () => {
  const failure = refusal(true)
  expect(JSON.parse(said(failure, true).stdout)).toMatchObject({
    failure: { cause: 'signature', causes: failure.causes },
  })
})

test('a name that cannot be seen, or would steer the terminal, is shown escaped; scripts get it as it is', () => {
  const path = '/x/a\u200b\u001b[31m.yaml'
  const failure: Failure = { kind: 'file-unreadable', path, said: `${path}:\nIt is gone.` }
  expect(said(failure, false).stderr).toMatch(
    /^switchyard: \/x\/a\\u200b\\u001b\[31m\.yaml cannot be read\n {2}\/x\/a\\u200b\\u001b\[31m\.yaml:\nIt is gone\.\n/,
  )
  expect(JSON.parse(said(failure, true).stdout)).toMatchObject({ failure: { path } })
})
