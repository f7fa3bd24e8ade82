// The agent's answers that carry a catalog to other tools: export, what AWS Organizations says, Terraform.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { Target } from '../../shared/catalog.ts'
import type { TerraformProfile } from '../../shared/catalog-exchange.ts'
import type { Answers } from '../../shared/contract.ts'
import type { FailureKind } from '../../shared/failure.ts'
import { nearest } from '../../shared/nearest.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { createCatalogFiles } from '../catalog/catalog-files.ts'
import { type Expanded, expand } from '../catalog/expand.ts'
import type { CatalogDocument } from '../catalog/personal-shape.ts'
import type { ExportInput } from '../catalog-import/exported.ts'
import { printTerraform, type TerraformPlace } from '../delivery/terraform.ts'
import { readBytes } from '../disk/atomic-write.ts'
import type { House } from '../house.ts'
import { profileNameOf } from '../sessions/deliver-profile.ts'
import { type AgentCaller, visitOf } from './caller.ts'

type ExchangeAnswers = Pick<
  Answers<typeof agentContract, AgentCaller>,
  'catalogExport' | 'catalogDiscover' | 'terraform'
>

type InForce = { readonly text: string; readonly document: CatalogDocument; readonly expanded: Expanded }

/** The copy of a catalog that is in force; the personal layer is its own. */
const inForce = async (house: House, name: string): Promise<Result<InForce>> => {
  const { paths } = house
  const bytes =
    name === 'personal'
      ? await readBytes(paths.personal)
      : await createCatalogFiles(paths.catalogs).readCopy(name, 'approved')
  if (!bytes.ok) return bytes
  if (bytes.value === null) {
    const rows = await house.catalogs.list()
    const known = rows.ok ? rows.value.map(row => row.name) : []
    return failed({ kind: 'unknown-name', what: 'catalog', name, nearest: nearest(name, known) })
  }
  const { readCatalog } = await import('../catalog/read-catalog.ts')
  const read = readCatalog(bytes.value, name, 'either')
  if (!read.ok) return read
  const { document, text } = read.value
  return ok({ text, document, expanded: expand(document, name) })
}

/** With what the person added, where it is wished for: the profile names and MFA devices of one person. */
const withPersonal = async (house: House, found: InForce, wished: boolean): Promise<Result<ExportInput>> => {
  const { document, expanded } = found
  if (!wished) return ok({ document, expanded, personal: new Map() })
  const estate = await house.catalogs.estate()
  if (!estate.ok) return estate
  const states = await house.signIns.states()
  const personal = new Map(
    [...estate.value.signIns.values()].flatMap(one => {
      if (one.catalog !== expanded.catalog || one.kind !== 'iam-user') return []
      const state = states.ok ? states.value.find(each => each.id === one.id) : undefined
      const found = {
        userName: one.userName ?? state?.user ?? null,
        mfaSerial: one.mfaSerial ?? state?.mfaSerial ?? null,
      }
      return [[one.key, found] as const]
    }),
  )
  const targets = new Map(
    [...expanded.targets].map(([id, target]) => [id, estate.value.targets.get(id) ?? target]),
  )
  return ok({ document, expanded: { ...expanded, targets }, personal })
}

const discoverAnswer =
  (house: House): ExchangeAnswers['catalogDiscover'] =>
  async ({ target: name, against, ...guards }, caller) => {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    const catalog = against === undefined ? null : await inForce(house, against)
    if (catalog !== null && !catalog.ok) return catalog
    const opened = await house.book.open(target.value.id, { write: false, ...guards }, visitOf(caller))
    if (!opened.ok) return opened
    const [{ discover }, { checklistTitles, describeAccounts, discoveredYaml }, { findDrift }] =
      await Promise.all([
        import('../catalog-import/discover.ts'),
        import('../catalog-import/discovered-catalog.ts'),
        import('../catalog-import/drift.ts'),
      ])
    const { partition } = target.value
    const found = await discover({
      organizations: house.aws.organizations,
      by: opened.value.credentials,
      partition,
      signal: caller.signal,
      progress: caller.progress,
    })
    if (!found.ok) return found
    const known = catalog === null ? [] : [...catalog.value.expanded.accounts.values()]
    const keys = new Map(known.map(account => [account.id, account.key]))
    const accounts = describeAccounts(found.value, keys, checklistTitles(known))
    const wanted = accounts.filter(account => !keys.has(account.id))
    return ok({
      organization: found.value.organization,
      accounts,
      against: against ?? null,
      differences: catalog === null ? [] : findDrift(known, accounts),
      yaml:
        catalog !== null && wanted.length === 0
          ? ''
          : discoveredYaml(found.value, wanted, against ?? 'discovered', partition),
      notices: opened.value.notices,
    })
  }

/** Missing answers, not refusals: the text is right all the same, and the profile can be written later. */
const later = new Set<FailureKind>(['answer-needed', 'sign-in-required', 'vault-locked'])

type Named = {
  readonly place: TerraformPlace
  readonly written: boolean
  readonly notices: readonly string[]
}

export const exchangeAnswers = (house: House): ExchangeAnswers => {
  /** The profile of a target: the one that is written already, or one in process mode, which long applies renew by. */
  const nameProfile = async (
    target: Target,
    wishes: Omit<Parameters<House['book']['open']>[1], 'write'>,
    caller: AgentCaller,
  ): Promise<Result<Named>> => {
    const live = await house.book.list()
    if (!live.ok) return live
    const here = live.value.find(view => view.target === target.id && view.profile !== null)
    const region = wishes.region ?? here?.region ?? target.region
    if (here?.profile)
      return ok({ place: { target, profile: here.profile, region }, written: true, notices: [] })
    const opened = await house.book.open(
      target.id,
      { ...wishes, write: true, mode: 'process' },
      visitOf(caller),
    )
    if (opened.ok) {
      const { view, notices } = opened.value
      return ok({
        place: { target, profile: view.profile ?? '', region: view.region },
        written: true,
        notices,
      })
    }
    if (!later.has(opened.failure.kind)) return opened
    const profile = profileNameOf(target, { user: null, reason: wishes.reason ?? null })
    const command = `switchyard assume ${target.account.key}/${target.role} --mode process`
    const notices = [`The profile ${profile} is not written yet: ${command}`]
    return ok({ place: { target, profile, region }, written: false, notices })
  }
  const shown = ({ place, written }: Named): TerraformProfile => ({
    target: place.target.id,
    profile: place.profile,
    region: place.region,
    accountId: place.target.account.id,
    written,
  })

  return {
    async catalogExport({ name, as, personal }) {
      const found = await inForce(house, name)
      if (!found.ok) return found
      if (as === 'yaml') return ok({ text: found.value.text, losses: [] })
      const input = await withPersonal(house, found.value, personal)
      if (!input.ok) return input
      const { exportCatalog } = await import('../catalog-import/export-catalog.ts')
      return ok(exportCatalog(as, input.value))
    },
    catalogDiscover: discoverAnswer(house),
    async terraform({ target: name, backend: backendName, component, ...wishes }, caller) {
      const target = await house.targets.find(name)
      if (!target.ok) return target
      const backend = backendName === undefined ? null : await house.targets.find(backendName)
      if (backend !== null && !backend.ok) return backend
      const provider = await nameProfile(target.value, wishes, caller)
      if (!provider.ok) return provider
      // One code opens both: the backend's route begins where the target's does.
      const { mfaCode: _, confirm: __, ...rest } = wishes
      const state = backend === null ? null : await nameProfile(backend.value, rest, caller)
      if (state !== null && !state.ok) return state
      const hcl = printTerraform({
        provider: provider.value.place,
        backend: state?.value.place ?? null,
        component: component ?? null,
      })
      return ok({
        hcl,
        provider: shown(provider.value),
        backend: state === null ? null : shown(state.value),
        notices: [...new Set([...provider.value.notices, ...(state?.value.notices ?? [])])],
      })
    },
  }
}
