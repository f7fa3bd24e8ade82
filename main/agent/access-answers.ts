// The agent's answers that open a target and hand it over: profile, environment, console.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { Answers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { type AgentCaller, visitOf } from './caller.ts'

type AccessAnswers = Pick<
  Answers<typeof agentContract, AgentCaller>,
  'assume' | 'issue' | 'prepare' | 'console'
>

export const accessAnswers = (house: House): AccessAnswers => ({
  async assume({ target: name, ...wishes }, caller) {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    const opened = await house.book.open(target.value.id, { write: true, ...wishes }, visitOf(caller))
    if (!opened.ok) return opened
    const { view, notices } = opened.value
    return ok({
      target: view.target,
      profile: view.profile ?? '',
      mode: view.mode ?? 'keys',
      region: view.region,
      accountId: view.accountId,
      assumedRoleArn: view.assumedRoleArn,
      accessKeyId: view.accessKeyId,
      expiresAt: view.expiresAt,
      notices: [
        ...notices,
        ...house
          .notices()
          .filter(notice => /clock|^settings\.json/.test(notice) && !notices.includes(notice)),
      ],
    })
  },
  async issue({ target: name, ...wishes }, caller) {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    const issued = await house.book.issue(target.value.id, wishes, visitOf(caller))
    if (!issued.ok) return issued
    const { view, credentials, notices } = issued.value
    return ok({
      target: view.target,
      region: wishes.region ?? view.region,
      accountId: view.accountId,
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken.reveal(),
      expiresAt: view.expiresAt,
      color: target.value.personal.color ?? target.value.environment?.color ?? null,
      notices,
    })
  },
  async prepare({ target: name, ...answers }, caller) {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    const opened = await house.book.open(target.value.id, { write: false, ...answers }, visitOf(caller))
    if (!opened.ok) return opened
    const { view, notices } = opened.value
    return ok({
      target: view.target,
      expiresAt: view.expiresAt,
      notices,
      terminal: house.settings.now().terminal,
    })
  },
  async console({ target: name, service, path, url, region, print, in: wished, ...answers }, caller) {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    const place = print ? 'browser' : house.console.placeFor(wished)
    const wish = { service, path, url, region, print, in: print && wished === 'portal' ? wished : place }
    const address = await house.console.addressOf(target.value, wish, answers, visitOf(caller))
    if (!address.ok) return address
    const { expiresAt, notices, space } = address.value
    const shown = house.console.showInWindow(target.value, wish, address.value)
    return ok({
      target: target.value.id,
      url: shown ? null : address.value.url.reveal(),
      expiresAt,
      notices,
      space,
    })
  },
})
