// Looks at a source of any kind: the one place that knows which reader belongs to which.

import type { Result } from '../../../shared/result.ts'
import { readAwsSettings } from '../../aws/aws-settings.ts'
import { type ChangingTransport, createChangingTransport } from '../../aws/changing-transport.ts'
import { createTransport } from '../../aws/transport.ts'
import { readFileSource } from './file-source.ts'
import { readFolderSource } from './folder-source.ts'
import { createGit, type Git } from './git-command.ts'
import { readGitSource } from './git-source.ts'
import { readHttpsSource } from './https-source.ts'
import type { Found, Known, LookOptions, Source } from './source.ts'

export interface Sources {
  /** @param folder where a repository's copy lies. */
  look(
    source: Source,
    known: Known,
    folder: string,
    options: LookOptions,
  ): Promise<Result<Found | 'unchanged'>>
  /** Ends every look and closes what is kept alive. */
  close(): void
}

/** Nothing is started or connected before the first look. `env` says how the network is reached. */
export const createSources = (env: NodeJS.ProcessEnv): Sources => {
  const ending = new AbortController()
  let transport: ChangingTransport | null = null
  let reachedBy = ''
  let git: Git | null = null
  return {
    look(source, known, folder, { signed, signal }) {
      const signals = signal === undefined ? [ending.signal] : [ending.signal, signal]
      const options = { signed, signal: AbortSignal.any(signals), known }
      if (source.kind === 'file') return readFileSource(source.source, options)
      if (source.kind === 'folder') return readFolderSource(source.source, options)
      if (source.kind === 'https') {
        const way = readAwsSettings(env)
        transport ??= createChangingTransport(createTransport(way))
        // The proxy may be another than at the last look.
        const now = JSON.stringify(way)
        if (reachedBy !== '' && reachedBy !== now) transport.exchange(createTransport(way))
        reachedBy = now
        return readHttpsSource(source, { ...options, transport })
      }
      git ??= createGit(env)
      return readGitSource(source, { ...options, git, folder })
    },
    close() {
      ending.abort()
      transport?.close()
    },
  }
}
