// The desk's answers about the personal layer: shown as a list, changed one thing at a time, opened as a file.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import type { PersonalChange } from '../../shared/personal-change.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { TargetWishes } from '../catalog/personal-edits.ts'
import { openFile } from '../delivery/open-file.ts'
import type { House } from '../house.ts'
import type { DeskCaller } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type PersonalAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  'personal' | 'changePersonal' | 'undoPersonal' | 'openPersonalFile'
>

/** What is not said stays as it is; a pin has a name of its own to check. */
const changeTarget = async (
  { catalogs }: House,
  { kind: _, target, pin, ...wishes }: Extract<PersonalChange, { kind: 'target' }>,
): Promise<Result<void>> => {
  const estate = await catalogs.estate()
  if (!estate.ok) return estate
  const before = [...estate.value.pins].find(([, pinned]) => pinned === target)?.[0]
  const pinned =
    pin === undefined || pin === null || pin === before ? ok(undefined) : await catalogs.setPin(target, pin)
  if (!pinned.ok) return pinned
  // Taken away together with the rest, so that one step of undo brings all of it back.
  const unpins = pin === null && before !== undefined ? { pin } : {}
  const said = Object.entries({ ...wishes, ...unpins }).filter(([, value]) => value !== undefined)
  return said.length === 0
    ? ok(undefined)
    : catalogs.setTarget(target, Object.fromEntries(said) as TargetWishes)
}

const apply = (house: House, change: PersonalChange): Promise<Result<void>> => {
  const { catalogs } = house
  if (change.kind === 'target') return changeTarget(house, change)
  if (change.kind === 'role') return catalogs.setOwnRole(change)
  if (change.kind === 'sign-in-facts') {
    const { kind: _, signIn, ...facts } = change
    const said = Object.entries(facts).filter(([, value]) => value !== undefined)
    return catalogs.setSignIn(signIn, Object.fromEntries(said))
  }
  return catalogs.setOwn({ ...change, kind: change.kind === 'account' ? 'accounts' : 'signIns' })
}

export const personalAnswers = (house: House, snapshots: Snapshots): PersonalAnswers => {
  const afterwards = async (done: Promise<Result<void>>): Promise<Result<null>> => {
    const result = await done
    snapshots.changed('targets')
    return result.ok ? ok(null) : result
  }
  return {
    personal: () => house.catalogs.personal(),
    changePersonal: ({ change }) => afterwards(apply(house, change)),
    undoPersonal: () => afterwards(house.catalogs.undoPersonal()),
    async openPersonalFile() {
      const made = await house.catalogs.makePersonal()
      if (!made.ok) return made
      const { personal: path } = house.paths
      const opened = await openFile(path, house.env)
      if (!opened.ok) return failed(opened.failure)
      return ok({ path, opened: opened.value })
    },
  }
}
