// What can be done with the target the palette has found first, each under its own name.
import type { TargetRow } from '../../shared/target-row.ts'
import { useDesk, useSnapshot } from '../desk/hooks.ts'
import type { Deliveries } from '../desk/use-deliveries.ts'
import type { EnterDoes } from '../desk/use-enter.ts'
import { shellNames } from '../parts/shell-names.ts'
import { type AskedFor, ask } from '../place/asked.ts'
import { goTo } from '../place/place.ts'
import type { Command } from './commands.ts'

type TargetCommand = Command & { readonly keys?: readonly string[] }

/** Goes to it in the list, whatever the list is narrowed to. */
export const showTarget = (target: string, then: AskedFor<'target'>['then'] = null): void => {
  goTo('targets', target)
  ask({ what: 'target', target, then })
}

export const useTargetCommands = (
  row: TargetRow | null,
  deliveries: Deliveries,
): readonly TargetCommand[] => {
  const call = useDesk()
  const enterDoes = useSnapshot(snapshot => snapshot.settings.enterDoes)
  const shell = useSnapshot(snapshot => snapshot.settings.shell)
  const terminal = useSnapshot(snapshot => snapshot.terminal)
  const clipboard = useSnapshot(snapshot => snapshot.clipboard)
  if (!row) return []
  const { target } = row
  const at = (run: () => void) => () => {
    showTarget(target)
    run()
  }
  const uses: readonly (TargetCommand & { readonly key: EnterDoes })[] = [
    {
      key: 'assume',
      icon: 'sign-ins',
      name: row.session ? 'Renew' : 'Assume',
      note: '',
      run: at(() => deliveries.assume(target, {})),
    },
    {
      key: 'console',
      icon: 'console',
      name: 'Open console',
      note: '',
      keys: ['command', 'enter'],
      run: at(() => deliveries.openConsole(target)),
    },
    {
      key: 'terminal',
      icon: 'terminal',
      name: 'Open terminal',
      note: '',
      keys: ['alt', 'enter'],
      run: at(() => deliveries.openTerminal(target)),
    },
  ]
  return [
    // Enter on the target itself does the one that is left out.
    ...uses.filter(({ key }) => key !== enterDoes && (key !== 'terminal' || terminal)),
    {
      key: 'copy',
      icon: 'copy',
      name: clipboard ? 'Copy environment' : 'Copy command for the environment',
      note: shellNames[shell],
      run: at(() => deliveries.copy(target, 'environment', shell)),
    },
    {
      key: 'account',
      icon: 'copy',
      name: 'Copy account id',
      note: row.account.id,
      run: at(() => deliveries.copy(target, 'account')),
    },
    {
      key: 'check',
      icon: 'shield',
      name: 'Check this route',
      note: 'each hop, without keeping a session',
      run: () => showTarget(target, 'check'),
    },
    row.session
      ? {
          key: 'stop',
          icon: 'stop',
          name: 'Stop its session',
          note: '',
          run: () => void call('stopSession', { target }),
        }
      : {
          key: 'details',
          icon: 'right',
          name: 'Show details',
          note: 'the route, hop by hop',
          keys: ['→'],
          run: () => showTarget(target, 'details'),
        },
    row.pinned === null
      ? { key: 'pin', icon: 'pin', name: 'Pin', note: '', run: () => deliveries.pin(target, true) }
      : {
          key: 'unpin',
          icon: 'pin',
          name: 'Unpin',
          note: `@${row.pinned}`,
          run: () => deliveries.pin(target, false),
        },
  ]
}
