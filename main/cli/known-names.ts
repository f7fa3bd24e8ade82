// The names that completion offers: the running app's, else those of the catalogs on disk. Nothing is asked or opened.
import type { AgentContract } from '../../shared/agent-contract.ts'
import { agentCalls } from '../../shared/call-names.ts'
import { createClient } from '../../shared/client.ts'
import { openAgentPipe } from '../agent/socket-client.ts'
import { type NameKind, namesIn } from '../catalog/known-names.ts'
import { createClock } from '../clock.ts'
import { resolvePaths } from '../disk/paths.ts'

/** What is known now; nothing where nothing can be read, since nobody waits for an error while typing. */
export const knownNames = async (kind: NameKind, env: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const paths = resolvePaths(env)
  const pipe = paths.agentAllowed ? await openAgentPipe(paths, 'nobody') : null
  if (pipe) {
    const client = createClient<AgentContract>(pipe, agentCalls)
    const names = await client.call.names({ kind })
    client.close()
    if (names.ok) return names.value
  }
  const { createCatalogStore } = await import('../catalog/store.ts')
  const estate = await createCatalogStore({ paths, clock: createClock() }).estate()
  return estate.ok ? namesIn(estate.value, kind) : []
}
