// The first promise: over two whole days in the demo world, no secret is anywhere but in the vault and the profile asked for.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLeakSearch } from './support/leak-search.ts'
import { start } from './support/run-cli.ts'
import { good } from './support/sign-in-room.ts'
import { leaksOf, type WatchedDay, watchDay } from './support/watched-day.ts'

/** Waits until a session has other credentials than before: it was renewed. */
const renewed = async (day: WatchedDay, target: string, before: string): Promise<string> => {
  for (let look = 0; look < 100; look++) {
    const { sessions } = good(await day.window.call.snapshot({}))
    const session = sessions.find(each => each.target === target)
    if (session && session.accessKeyId !== before) return session.accessKeyId
    await new Promise(resume => setTimeout(resume, 50))
  }
  throw new Error(`${target} did not renew.`)
}
const keyIdOf = async (day: WatchedDay, target: string): Promise<string> =>
  good(await day.window.call.snapshot({})).sessions.find(each => each.target === target)?.accessKeyId ?? ''

/** Follows a one-time path as the page does, and keeps where it leads as a secret. */
const follow = async (day: WatchedDay, path: string | null): Promise<void> => {
  const { origin, cookie } = day.window
  const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' })
  expect(answer.status).toBe(303)
  day.keepSecret('sign-in address', answer.headers.get('location') ?? '')
}

/** A mistake of ours whose very message holds what was to be printed. */
const makeMistake = (day: WatchedDay): NodeJS.ProcessEnv => {
  const file = join(day.home, '..', 'mistake.cjs')
  writeFileSync(
    file,
    `const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (text, ...more) => {
  if (String(text).includes('AWS_SECRET_ACCESS_KEY')) throw new Error('cannot write ' + text)
  return write(text, ...more)
}`,
  )
  return { NODE_OPTIONS: `--require=${file}` }
}

// Arguments of processes are read from /proc.
describe.skipIf(process.platform !== 'linux')('whole days', () => {
  test('a day with an IAM user, MFA and roles', { timeout: 180_000 }, async () => {
    const day = await watchDay('ops-hub')
    const { window, control } = day
    const acme = 'ops-hub:acme/acme-production'
    const key = await day.expectCode(0, 'demo key ana', { hands: true })
    await day.expectCode(0, 'keys add ops', { input: key.stdout })
    // What does not fit is not repeated: people paste the secret into the wrong line.
    const [id = '', secret = ''] = key.stdout.split('\n')
    await day.expectCode(2, 'keys add ops', { input: `${secret}\n${id}\n` })
    await day.expectCode(2, 'keys add ops', { input: `${id} ${secret}\n` })

    await day.expectCode(4, 'assume acme/acme-production --mfa-code 000000')
    await day.expectCode(0, `assume acme/acme-production --mfa-code ${await day.code('ana')} --json`)
    const held = readFileSync(day.env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8')
    await day.expectCode(0, 'assume globex/globex-production --mode process')
    await day.expectCode(0, 'env acme/acme-production', { hands: true })
    await day.expectCode(0, 'env acme/acme-production --shell json', { hands: true })
    await day.expectCode(0, 'exec acme/acme-production -- sh -c true')
    await day.expectCode(0, 'check unit=Envs/** --json')
    await day.expectCode(0, 'each environment=production --json -- sh -c true')
    await day.expectCode(0, 'profiles write environment=staging --mode process --json')
    const inside = await day.expectCode(0, 'exec acme/acme-production --endpoint -- env', { hands: true })
    const token = /AWS_CONTAINER_AUTHORIZATION_TOKEN=(\S+)/.exec(inside.stdout)?.[1] ?? ''
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    day.keepSecret('container token', token)
    await day.expectCode(0, `credential-process ${acme}`, { hands: true })
    await day.expectCode(0, `credential-process ${acme}`, { hands: true, env: { SWITCHYARD_AGENT: 'off' } })
    const config = readFileSync(day.env.AWS_CONFIG_FILE ?? '', 'utf8')
    const launcher = /credential_process = (\S+) (\S+)/.exec(config)
    const launched = await start(launcher?.[1] ?? '', [launcher?.[2] ?? ''], day.env).ended
    expect(launched).toMatchObject({ code: 0, stderr: '' })
    const printed = await day.expectCode(0, 'console acme/acme-production --print', { hands: true })
    day.keepSecret('sign-in address', printed.stdout.trim())
    await day.expectCode(0, 'console acme/acme-production --service s3 --json')
    expect(day.browsed().at(-1)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]+$/)
    await follow(day, good(await window.call.openConsole({ target: acme })).open)
    // A passphrase in the environment goes to no child, neither the browser nor the command.
    const passphrase = readFileSync(day.env.SWITCHYARD_PASSPHRASE_FILE ?? '', 'utf8').trim()
    const alone = {
      SWITCHYARD_AGENT: 'off',
      SWITCHYARD_PASSPHRASE_FILE: '',
      SWITCHYARD_PASSPHRASE: passphrase,
    }
    await day.expectCode(0, 'console acme/acme-production --json', { env: alone })
    const child = await day.expectCode(0, 'exec acme/acme-production -- env', { hands: true, env: alone })
    expect(child.stdout).not.toContain(passphrase)
    const shell = 'posix' as const
    const copied = good(await window.call.copyEnvironment({ target: acme, shell }))
    expect(copied).toMatchObject({ copied: false, text: `eval "$(switchyard env ${acme})"` })

    // Refusals: AWS's, a lost device, a key that was switched off, a silent network, a mistake of ours.
    await day.expectCode(3, 'assume acme/OrganizationAccountAccessRole --reason OPS-1')
    for (const [fault, code] of [
      ['error AssumeRole AccessDenied 403', 5],
      ['error AssumeRole InternalFailure 500', 8],
      ['throttle AssumeRole', 8],
      ['down sts', 8],
    ] as const) {
      good(await control.fault(fault.split(' ')))
      await day.expectCode(code, 'assume initech/initech-production --json')
      await window.call.startSession({ target: 'ops-hub:hooli/hooli-production' })
      good(await control.fault(['clear']))
    }
    await day.expectCode(70, 'env acme/acme-production', { env: makeMistake(day) })
    expect(readFileSync(join(day.home, 'log', 'switchyard.jsonl'), 'utf8')).toContain('cannot write')
    await window.call.addKey({ signIn: 'ops', accessKeyId: secret, secretAccessKey: id })
    await window.call.addKey({ signIn: 'ops', accessKeyId: id, secretAccessKey: `${secret} x` })

    // Time: renewals by themselves, then the end of the MFA session and its question in the window.
    const first = await keyIdOf(day, acme)
    good(await control.advance('+55m'))
    const second = await renewed(day, acme, first)
    good(await control.advance('+50m'))
    await renewed(day, acme, second)
    good(await control.advance('+12h'))
    window.onPrompt(({ id: prompt, kind }) => {
      if (kind !== 'mfa') return
      const answer = async (code: string) =>
        window.call.answerPrompt({ id: prompt, answer: { kind: 'mfa', code } })
      void (window.prompts.length === 1 ? answer('000000') : day.code('ana').then(answer))
    })
    good(await window.call.startSession({ target: acme }))
    expect(window.prompts.filter(({ kind }) => kind === 'mfa')).toHaveLength(2)

    for (const words of ['ls', 'sessions', 'sign-ins', 'profiles', 'activity --verify', 'catalog ls'])
      await day.expectCode(0, `${words} --json`)
    await day.expectCode(0, 'route acme/acme-production --probe --json')
    await day.run('doctor --json')
    await day.expectCode(0, 'profiles undo')
    await day.expectCode(0, 'lock')
    await day.expectCode(9, 'env acme/acme-production')
    await day.expectCode(0, 'unlock')
    await day.expectCode(0, 'env acme/acme-production', { hands: true, env: { SWITCHYARD_AGENT: 'off' } })
    await day.expectCode(0, 'stop acme/acme-production')
    await day.expectCode(0, 'stop --all')
    await day.expectCode(0, 'sign-out --all')
    await day.expectCode(0, 'keys remove ops')
    expect(readFileSync(join(day.home, 'vault.bin')).byteLength).toBeGreaterThan(100)

    const all = await day.end()
    expect(all.secrets.length).toBeGreaterThan(30)
    expect(all.seen.filter(({ where }) => where === 'frame to the window').length).toBeGreaterThan(40)
    expect(all.seen.filter(({ where }) => where.includes('/profiles/')).length).toBeGreaterThan(3)
    expect(all.seen.filter(({ where }) => where.endsWith('.jsonl')).length).toBeGreaterThan(5)
    expect(leaksOf(all)).toEqual([])
    expect(existsSync(day.home)).toBe(false)
    // What was looked for is what was handed out: the block of the profile, while it stood, held a key and its token.
    expect(createLeakSearch(all.secrets).inText('the profile', held)).toHaveLength(2)
  })

  test('a day with a portal: browser, device code, chains and guards', { timeout: 180_000 }, async () => {
    const day = await watchDay('sso-landing-zone')
    const { window, control } = day
    // In the browser, by PKCE: the script stands for the browser, the control for the person.
    const before = day.browsed().length
    const signing = day.begin('sign-in portal')
    await expect.poll(() => day.browsed().length, { timeout: 10_000 }).toBeGreaterThan(before)
    const { redirect } = good(await control.approve(day.browsed().at(-1) ?? '', 'omar'))
    day.keepSecret('authorization code', new URL(redirect ?? '').searchParams.get('code') ?? '')
    await fetch(redirect ?? '')
    expect(await signing.ended).toMatchObject({ code: 0 })

    await day.expectCode(0, 'ls --refresh --json')
    await day.expectCode(0, 'assume development/DevOps --json')
    await day.expectCode(0, 'assume development/CrossAccountCICD --mode process --json')
    window.onPrompt(({ id, kind }) => void (kind === 'guard' && window.call.cancelPrompt({ id })))
    await day.expectCode(4, 'assume production/DevOps')
    await day.expectCode(0, 'assume production/DevOps --reason OPS-12 --confirm production')
    await day.expectCode(0, 'env staging/DevOps', { hands: true })
    await day.expectCode(0, 'exec staging/DevOps -- sh -c true')
    await day.expectCode(0, 'console development/DevOps --json')
    const printed = await day.expectCode(0, 'console development/CrossAccountCICD --print', { hands: true })
    day.keepSecret('sign-in address', printed.stdout.trim())
    await day.expectCode(0, 'console development/DevOps --in portal --json')
    await follow(
      day,
      good(await window.call.openConsole({ target: 'sso-landing-zone:development/DevOps' })).open,
    )

    const devops = 'sso-landing-zone:development/DevOps'
    // What an administrator gives and takes, and what the organization is made of: by command and in the window.
    await day.expectCode(0, 'demo access grant omar Auditor staging --json')
    await day.expectCode(0, 'demo access revoke omar DevOps uat')
    await day.expectCode(0, 'ls --refresh --json')
    await day.expectCode(0, 'demo access grant omar DevOps uat')
    good(await window.call.refreshList({ signIn: 'sso-landing-zone:portal' }))
    await day.expectCode(0, 'catalog sync --json')
    await day.expectCode(0, 'catalog discover master/DevOps --against sso-landing-zone --json')
    good(
      await window.call.discoverCatalog({
        target: 'sso-landing-zone:master/DevOps',
        against: 'sso-landing-zone',
        work: 'discover',
      }),
    )

    // An external id of the person's own: refused with it, taken without it, in the file and in the window.
    const cicd = 'sso-landing-zone:staging/CrossAccountCICD'
    const external = (externalId: string | null) =>
      window.call.changePersonal({ change: { kind: 'target', target: cicd, externalId } })
    good(await external('another-one'))
    await day.expectCode(5, 'assume staging/CrossAccountCICD --json')
    expect(await window.call.startSession({ target: cicd })).toMatchObject({ ok: false })
    good(await window.call.previewRoute({ target: cicd, probe: true }))
    good(await window.call.personal({}))
    good(await external(null))
    good(await window.call.startSession({ target: cicd }))

    const first = await keyIdOf(day, devops)
    good(await control.advance('+50m'))
    await renewed(day, devops, first)
    for (const fault of [
      'error GetRoleCredentials UnauthorizedException 401',
      'throttle sso',
      'error CreateToken InvalidGrantException 400',
    ]) {
      good(await control.fault(fault.split(' ')))
      good(await control.advance('+20m'))
      await day.run('env staging/Auditor')
      await day.run('ls --refresh --json')
      good(await control.fault(['clear']))
    }

    // By device code, from the window.
    await day.expectCode(0, 'sign-out --all')
    window.onPrompt(prompt => {
      if (prompt.kind !== 'sign-in') return
      void window.call.openSignInPage({ id: prompt.id })
      void control.approve(prompt.userCode ?? prompt.url, 'omar').then(() => control.advance('+10s'))
    })
    good(await window.call.signIn({ signIn: 'portal', flow: 'device-code' }))
    good(await window.call.startSession({ target: devops }))
    // Denied, and left alone until its code ends.
    const denied = day.begin('sign-in partner --device-code --json')
    await expect.poll(() => denied.stderr(), { timeout: 10_000 }).toContain('userCode')
    const { userCode } = JSON.parse(denied.stderr().trim().split('\n')[0] ?? '') as { userCode: string }
    good(await control.deny(userCode))
    good(await control.advance('+10s'))
    expect(await denied.ended).toMatchObject({ code: 4 })

    for (const words of ['activity --verify', 'sessions', 'sign-ins', 'route production/CrossAccountCICD'])
      await day.expectCode(0, `${words} --json`)
    await day.expectCode(0, 'stop --all')
    const all = await day.end()
    expect(all.secrets.length).toBeGreaterThan(20)
    expect(leaksOf(all)).toEqual([])
  })

  test('the search finds what was planted, wherever it is looked for', { timeout: 60_000 }, async () => {
    const day = await watchDay('ops-hub')
    const planted = `IQoJb3JpZ2luX2Vj${'k7Q/+x9'.repeat(60)}`
    day.keepSecret('planted', planted)
    writeFileSync(join(day.home, 'planted.txt'), `before ${planted} after`)
    writeFileSync(join(day.home, 'planted.bin'), Buffer.from(planted).toString('base64'))
    writeFileSync(join(day.home, 'planted.url'), encodeURIComponent(planted))
    // One that is there for a moment only, between two commands.
    const brief = join(day.home, 'brief')
    writeFileSync(brief, planted)
    await expect.poll(() => day.glimpsed.has(brief)).toBe(true)
    rmSync(brief)
    await start('/bin/sh', ['-c', 'sleep 0.1', planted], day.env).ended
    await day.run(`ls ${planted}`)
    await day.window.call.describe({ target: `x:${planted.slice(0, 200)}` })
    const all = await day.end()
    const places = [...new Set(leaksOf(all).map(({ where }) => where))]
    for (const place of [
      'planted.txt',
      'planted.bin',
      'planted.url',
      'brief',
      'arguments of a process',
      'frame to the window',
    ])
      expect(
        places.some(where => where.endsWith(place)),
        place,
      ).toBe(true)
    const holders = all.seen.filter(({ text }) => text.includes('# >>> switchyard'))
    expect(holders).toEqual([])
  })
})
