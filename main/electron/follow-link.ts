// Follows a `switchyard://` link: finds what it names, asks the person, and only then acts.

import type { Target } from '../../shared/catalog.ts'
import { explain } from '../../shared/explain.ts'
import type { Result } from '../../shared/result.ts'
import { readDeepLink } from './deep-link.ts'
import type { Place } from './menu-item.ts'
import type { OwnDesk } from './own-desk.ts'
import { targetPlace } from './place.ts'
import type { YesOrNo } from './system-questions.ts'

export type LinkDeps = {
  readonly desk: OwnDesk
  readonly find: (name: string) => Promise<Result<Target>>
  readonly show: (place: Place | null) => void
  readonly say: (title: string, detail: string) => void
  readonly confirm: (question: YesOrNo) => Promise<boolean>
}

/** One link at a time: a page that sends hundreds shall not bury the person in questions. */
export const createLinkFollower = (deps: LinkDeps): ((text: string) => Promise<void>) => {
  const { desk, show, say } = deps
  let asking = false

  const follow = async (text: string): Promise<void> => {
    const link = readDeepLink(text)
    if (link === null) return say('This link is not understood', 'Nothing was done.')
    const found = await deps.find(link.target)
    if (!found.ok) {
      const { title, detail } = explain(found.failure)
      return say(title, detail)
    }
    const target = found.value
    const place = targetPlace(target.id)
    // To look is no act.
    if (link.act === 'target') return show(place)
    const name = `${target.account.key} / ${target.role}`
    const { environment } = target.account
    const sure = await deps.confirm({
      message:
        link.act === 'assume'
          ? `A link asks to take ${name}.`
          : `A link asks to open the console of ${name}.`,
      detail: `Catalog ${target.catalog}, account ${target.account.id}${environment === null ? '' : `, ${environment}`}. Go on only when you expected this.`,
      yes: link.act === 'assume' ? 'Assume' : 'Open console',
    })
    if (!sure) return
    show(place)
    const { service, region } = link
    const done =
      link.act === 'assume'
        ? await desk.call.startSession({ target: target.id })
        : await desk.call.openConsole({
            target: target.id,
            ...(service === null ? {} : { service }),
            ...(region === null ? {} : { region }),
          })
    if (done.ok || done.failure.kind === 'cancelled') return
    const { title, detail } = explain(done.failure)
    say(title, detail)
  }

  return async text => {
    if (asking) return
    asking = true
    try {
      await follow(text)
    } finally {
      asking = false
    }
  }
}
