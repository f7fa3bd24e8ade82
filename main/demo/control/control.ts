// The demo's control: who lives here, their keys and phones, the time, faults, approvals, and what was called.
import type { MovableClock } from '../../clock.ts'
import type { Calls } from '../calls.ts'
import { readDuration } from '../durations.ts'
import { type Fault, type Faults, faultForms, readFault, writeFault } from '../faults.ts'
import type { Request as SignInRequest, SignInState } from '../identity-center/sign-in-state.ts'
import { firstWithPhone, phoneCode } from '../pages/phone-page.ts'
import { answeredAddress, readAuthorize } from '../pages/sign-in-page.ts'
import { sameText } from '../sig-v4.ts'
import { type Incoming, json, jsonBody, parseUrl, type Reply, text } from '../wire.ts'
import type { World } from '../world.ts'
import { changeAccess, listAccess } from './access.ts'
import type { ClockView, DemoUser } from './views.ts'

export type ControlDeps = {
  readonly world: World
  readonly signIns: SignInState
  readonly clock: MovableClock
  readonly faults: Faults
  readonly calls: Calls
  readonly controlToken: string
}

export type Control = { answer(request: Incoming): Reply; addFault(fault: Fault): boolean }

const wrong = (status: number, words: string): Reply => json({ error: words }, status)
const unknownUser = (name: string): Reply => wrong(404, `Nobody is called ${name} here.`)

const listUsers = (world: World): readonly DemoUser[] => [
  ...world.users.map(user => ({
    name: user.name,
    title: user.title,
    kind: 'iam-user' as const,
    account: user.account,
    arn: user.arn,
    groups: user.groups,
    mfaSerial: user.device?.serial ?? null,
  })),
  ...world.organization.portals.flatMap(portal =>
    portal.people.map(person => ({
      name: person.name,
      title: person.title,
      kind: 'portal' as const,
      startUrl: portal.startUrl,
      region: portal.region,
    })),
  ),
]

/** Makes a fault happen and says how to undo it; null when it names somebody who is not here. */
const applyFault = (deps: ControlDeps, fault: Fault): (() => void) | null => {
  const { world } = deps
  if (fault.kind === 'skew') {
    world.setSkew(fault.milliseconds)
    return () => world.setSkew(0)
  }
  if (fault.kind === 'key-inactive' || fault.kind === 'device-lost') {
    const user = world.user(fault.user)
    if (!user) return null
    if (fault.kind === 'device-lost') {
      const { device } = user
      user.device = null
      return () => {
        user.device = device
      }
    }
    const keys = user.keys.filter(key => key.active)
    for (const key of keys) key.active = false
    return () => {
      for (const key of keys) key.active = true
    }
  }
  return () => undefined
}

const clockView = (deps: ControlDeps): ClockView => ({
  now: new Date(deps.clock.now()).toISOString(),
  offsetSeconds: Math.round(deps.clock.offset() / 1000),
  skewSeconds: Math.round(deps.world.skew() / 1000),
})

const moveClock = (deps: ControlDeps, request: Incoming): Reply => {
  const body = jsonBody(request)
  const by = typeof body?.advance === 'number' ? body.advance : readDuration(text(body?.advance) ?? '')
  if (by === null || !Number.isFinite(by)) return wrong(400, 'Say how far, as in +55m, 8h or 1h30m.')
  deps.clock.move(deps.clock.offset() + by)
  return json(clockView(deps))
}

/** A waiting sign-in by its user code, its id, or the address that a browser would have been sent to. */
const findSignIn = (signIns: SignInState, what: string): SignInRequest | undefined => {
  const url = parseUrl(what)
  if (!url) return signIns.findRequest(what)
  const userCode = url.searchParams.get('user_code')
  if (userCode !== null) return signIns.findRequest(userCode)
  const asked = readAuthorize(signIns, url.searchParams)
  return 'status' in asked ? undefined : asked
}

const approve = (deps: ControlDeps, request: Incoming): Reply => {
  const body = jsonBody(request)
  const found = findSignIn(deps.signIns, text(body?.userCode) ?? text(body?.url) ?? '')
  if (!found) return wrong(404, 'No sign-in waits under that code or address.')
  const user = text(body?.user)
  const done =
    body?.deny === true
      ? deps.signIns.deny(found)
      : user !== undefined && deps.signIns.approve(found, user) !== null
  if (!done) return wrong(409, 'That sign-in no longer waits, or this person is not in its portal.')
  return json({ redirect: answeredAddress(found) })
}

const key = (world: World, name: string): Reply => {
  const user = world.user(name)
  const found = user?.keys.find(each => each.active) ?? user?.keys[0]
  return found
    ? json({ user: name, accessKeyId: found.id, secretAccessKey: found.secret })
    : unknownUser(name)
}

const phone = (world: World, name: string | null): Reply => {
  const user = name ?? firstWithPhone(world) ?? ''
  const shown = phoneCode(world, user)
  return shown ? json(shown) : world.user(user) ? wrong(409, `${user} has no MFA device.`) : unknownUser(user)
}

/** Answers under `/_demo/`, to holders of the control token alone. */
export const createControl = (deps: ControlDeps): Control => {
  let undo: (() => void)[] = []
  const addFault = (fault: Fault): boolean => {
    const restore = applyFault(deps, fault)
    if (!restore) return false
    deps.faults.add(fault)
    undo.push(restore)
    return true
  }
  const clearFaults = (): void => {
    deps.faults.clear()
    for (const restore of undo.reverse()) restore()
    undo = []
  }
  const listFaults = (): Reply => json({ faults: deps.faults.list().map(writeFault), forms: faultForms })
  const setFault = (request: Incoming): Reply => {
    const written = jsonBody(request)?.words
    const words = Array.isArray(written) ? written.filter(word => typeof word === 'string') : []
    if (words[0] === 'clear') clearFaults()
    else {
      const fault = readFault(words)
      if (!fault) return json({ error: 'That is not a fault the demo knows.', forms: faultForms }, 400)
      if (!addFault(fault)) return unknownUser('user' in fault ? fault.user : '')
    }
    return listFaults()
  }
  const routes: Readonly<Record<string, (request: Incoming) => Reply>> = {
    'GET users': () => json({ organization: deps.world.organization.name, users: listUsers(deps.world) }),
    'GET key': request => key(deps.world, request.query.get('user') ?? ''),
    'GET phone': request => phone(deps.world, request.query.get('user')),
    'GET clock': () => json(clockView(deps)),
    'POST clock': request => moveClock(deps, request),
    'GET fault': listFaults,
    'POST fault': setFault,
    'DELETE fault'() {
      clearFaults()
      return listFaults()
    },
    'GET access': () => listAccess(deps.world),
    'POST access': request => changeAccess(deps.world, request),
    'POST approve': request => approve(deps, request),
    'GET calls': () =>
      json({ calls: deps.calls.list(), inFlight: deps.calls.inFlight(), most: deps.calls.most() }),
    'DELETE calls'() {
      deps.calls.clear()
      return json({})
    },
    'GET issued': () => json({ secrets: [...deps.world.secrets] }),
  }
  return {
    addFault,
    answer(request) {
      if (!sameText(request.headers.authorization ?? '', `Bearer ${deps.controlToken}`))
        return wrong(401, 'The control token is missing or wrong.')
      const name = request.path.slice('/_demo/'.length)
      return routes[`${request.method} ${name}`]?.(request) ?? wrong(404, 'The demo has no such control.')
    },
  }
}
