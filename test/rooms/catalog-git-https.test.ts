// Git over https by git's own server, with the person's credential helper and certificates, and never over http.
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { acme, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf, sync } from '../support/catalog-desk-remote.ts'
import { answerGit } from '../support/git-host.ts'
import { newRepository } from '../support/repository.ts'
import { tlsHost } from '../support/tls-host.ts'

const open = async (password: string | null, config = '') => {
  const host = await tlsHost()
  const repository = await newRepository()
  const first = await repository.push({ 'switchyard.yaml': text })
  host.answer(answerGit(repository.bare, password))
  writeFileSync(join(repository.folder, '.gitconfig'), config)
  const env = { HOME: repository.folder, GIT_SSL_CAINFO: host.certificate, GIT_CONFIG_NOSYSTEM: '1' }
  return { host, repository, first, address: `${host.address}/accounts.git`, ...(await remoteDesk(env)) }
}

test('a repository is added and synced, and an older commit is refused', async () => {
  const { store, again, repository, first, address } = await open(null)
  value(await store.add(address, { ref: 'main' }))
  expect(await rowOf(store)).toMatchObject({ kind: 'git', source: address, approvedRef: first })
  const second = await repository.push({ 'switchyard.yaml': text.replace('100000000101', '100000000999') })
  expect(await sync(again())).toMatchObject({ kind: 'approval-needed' })
  value(await store.approve('hub', { ref: second }))
  expect(await acme(store)).toBe('100000000999')
  repository.git('reset', '-q', '--hard', first)
  repository.force()
  expect(await sync(again())).toMatchObject({ because: 'rollback' })
})

test('the person’s credential helper gives the password; without one nobody is asked', async () => {
  const asked = await open('pass-5f2c')
  const refused = failure(await asked.store.add(asked.address))
  expect(refused).toMatchObject({
    kind: 'unreachable',
    host: new URL(asked.address).host,
    said: `it asks who you are, and git has no answer that it takes; let git keep one, then sync again: git ls-remote ${asked.address}`,
  })
  const { store, repository, address } = await open(
    'pass-5f2c',
    '[credential]\n\thelper = "!sh $HOME/helper.sh"\n',
  )
  const helper = join(repository.folder, 'helper.sh')
  writeFileSync(helper, '#!/bin/sh\nprintf "username=ana\\npassword=pass-5f2c\\n"\n')
  chmodSync(helper, 0o755)
  value(await store.add(address))
  expect(JSON.stringify(await rowOf(store))).not.toContain('pass-5f2c')
})

test('a host whose certificate nobody trusts, and a way over http, are refused', async () => {
  const { host, repository, address } = await open(null)
  const { store } = await remoteDesk({ HOME: repository.folder })
  expect(failure(await store.add(address))).toMatchObject({
    said: expect.stringMatching(/^its certificate is none that git trusts .*http\.sslCAInfo FILE$/),
  })
  const { store: trusting } = await remoteDesk({ HOME: repository.folder, GIT_SSL_CAINFO: host.certificate })
  let plainly = 0
  const plain = createServer((_, response) => {
    plainly += 1
    response.writeHead(404).end()
  })
  await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void plain.close())
  host.answer(
    (request, response) =>
      void response
        .writeHead(302, {
          location: `http://127.0.0.1:${(plain.address() as AddressInfo).port}${request.url}`,
        })
        .end(),
  )
  expect(failure(await trusting.add(address))?.kind).toBe('unreachable')
  expect(plainly).toBe(0)
})
