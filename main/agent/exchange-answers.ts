// The agent's answers that carry a catalog to other tools: export, what AWS Organizations says, Terraform.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { Target } from '../../shared/catalog.ts'
import type { TerraformProfile } from '../../shared/catalog-exchange.ts'
import type { Answers } from '../../shared/contract.ts'
import type { FailureKind } from '../../shared/failure.ts'
import { ok, type Result } from '../../shared/result.ts'
import { notInCatalog } from '../../shared/unnamed.ts'
import type { CatalogInForce } from '../catalog/in-force.ts'
import type { ExportInput } from '../catalog-import/exported.ts'
import { printTerraform, stateRegion, type TerraformPlace } from '../delivery/terraform.ts'
import type { House } from '../house.ts'
import { profileNameOf } from '../sessions/deliver-profile.ts'
import { type AgentCaller, visitOf } from './caller.ts'

type ExchangeAnswers = Pick<
  Answers<typeof agentContract, AgentCaller>,
  'catalogExport' | 'catalogDiscover' | 'terraform'
>

/** With what the person added, where it is wished for. */
const exportInput = async (
  house: House,
  found: CatalogInForce,
  wished: boolean,
): Promise<Result<ExportInput>> => {
  const { personalInput, plainInput } = await import('../catalog-import/export-input.ts')
  if (!wished) return ok(plainInput(found))
  const estate = await house.catalogs.estate()
  if (!estate.ok) return estate
  const states = await house.signIns.states()
  return ok(personalInput(found, estate.value, states.ok ? states.value : []))
}

const discoverAnswer =
  (house: House): ExchangeAnswers['catalogDiscover'] =>
  async ({ target: name, against, ...guards }, caller) => {
    const target = await house.targets.find(name)
    if (!target.ok) return target
    const catalog = against === undefined ? null : await house.catalogs.inForce(against)
    if (catalog !== null && !catalog.ok) return catalog
    const opened = await house.book.open(target.value.id, { write: false, ...guards }, visitOf(caller))
    if (!opened.ok) return opened
    const { discoverAgainst } = await import('../catalog-import/discovery.ts')
    const found = await discoverAgainst(
      {
        organizations: house.aws.organizations,
        by: opened.value.credentials,
        partition: target.value.partition,
        signal: caller.signal,
        progress: caller.progress,
      },
      catalog?.value.expanded ?? null,
    )
    if (!found.ok) return found
    const rows = await house.targets.rows()
    const own = rows.ok ? rows.value.filter(row => row.catalog === against) : []
    return ok({ ...found.value, notInCatalog: notInCatalog(own), notices: opened.value.notices })
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
    const named = house.settings.now().profileName
    const profile = profileNameOf(target, named, { user: null, reason: wishes.reason ?? null })
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
      const found = await house.catalogs.inForce(name)
      if (!found.ok) return found
      if (as === 'yaml') return ok({ text: found.value.text, losses: [] })
      const input = await exportInput(house, found.value, personal)
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
      // One code opens both: the backend's route begins where the target's does. Its region is the bucket's own.
      const { mfaCode: _, confirm: __, region: ___, ...rest } = wishes
      const named = backend === null ? null : await nameProfile(backend.value, rest, caller)
      if (named !== null && !named.ok) return named
      const state = named && {
        ...named.value,
        place: { ...named.value.place, region: stateRegion(named.value.place.target) },
      }
      const hcl = printTerraform({
        provider: provider.value.place,
        backend: state?.place ?? null,
        component: component ?? null,
      })
      return ok({
        hcl,
        provider: shown(provider.value),
        backend: state === null ? null : shown(state),
        notices: [...new Set([...provider.value.notices, ...(state?.notices ?? [])])],
      })
    },
  }
}
