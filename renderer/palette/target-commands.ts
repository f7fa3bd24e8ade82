// What can be done with the target the palette has found first, each under its own name.
import type { TargetRow } from '../../shared/target-row.ts'
import { useDesk, useSnapshot } from '../desk/hooks.ts'
import type { Deliveries } from '../desk/use-deliveries.ts'
import { shellNames } from '../parts/shell-names.ts'
import { goTo } from '../place/place.ts'
import type { Command } from './commands.ts'

type TargetCommand = Command & { readonly keys?: readonly string[] }

export const useTargetCommands = (
  row: TargetRow | null,
  deliveries: Deliveries,
): readonly TargetCommand[] => {
  const call = useDesk()
  const shell = useSnapshot(snapshot => snapshot.settings.shell)
  const terminal = useSnapshot(snapshot => snapshot.terminal)
  const clipboard = useSnapshot(snapshot => snapshot.clipboard)
  if (!row) return []
  const { target } = row
  const at = (run: () => void) => () => {
    goTo('targets', target)
    run()
  }
  return [
    {
      key: 'console',
      icon: 'console',
      name: 'Open console',
      note: '',
      keys: ['command', 'enter'],
      run: at(() => deliveries.openConsole(target)),
    },
    ...(terminal
      ? [
          {
            key: 'terminal',
            icon: 'terminal' as const,
            name: 'Open terminal',
            note: '',
            keys: ['alt', 'enter'],
            run: at(() => deliveries.openTerminal(target)),
          },
        ]
      : []),
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
          run: () => goTo('targets', target),
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
