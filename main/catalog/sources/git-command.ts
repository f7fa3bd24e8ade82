// Runs the system's git with fixed arguments: nothing that a repository or an address says can make it run something else.
import { spawn } from 'node:child_process'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { mostBytes } from '../decode-text.ts'
import { oneLine } from './failures.ts'

export type GitProtocol = 'https' | 'ssh' | 'file'

export type GitRun = {
  readonly args: readonly string[]
  /** What git may speak; null = it speaks to nobody. */
  readonly protocol: GitProtocol | null
  readonly signal?: AbortSignal | undefined
}

/** `said`: git's own words, in one line. */
export type GitEnded = { readonly code: number; readonly stdout: Buffer; readonly said: string }

export interface Git {
  /** Fails with command-missing, and with unreachable when it took too long or was told to end. */
  run(run: GitRun): Promise<Result<GitEnded>>
}

/**
 * Hooks, submodules and large-file filters run programs; background upkeep outlives us. An empty value takes a
 * filter away. What the person set about credentials, ssh, proxies and certificates stays.
 */
const always = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'filter.lfs.smudge=',
  'filter.lfs.clean=',
  'filter.lfs.process=',
  'filter.lfs.required=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'log.showSignature=false',
  'http.followRedirects=initial',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=20',
  'init.defaultBranch=main',
].flatMap(setting => ['-c', setting])

/** Of git's own variables only those by which a person says how to reach hosts; the rest could point it elsewhere. */
const kept =
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|SSL_\w+|HTTP_\w+|PROXY_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|EXEC_PATH|ASKPASS|TRACE\w*)$/

const environmentFor = (env: NodeJS.ProcessEnv, protocol: GitProtocol | null): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || kept.test(name))),
  // Wins over every protocol.*.allow, for redirects and rewritten addresses too (git, GIT_ALLOW_PROTOCOL).
  GIT_ALLOW_PROTOCOL: protocol ?? 'none',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  // Its messages are read and shown; ssh must not ask in a window that nobody expects.
  LC_ALL: 'C',
  SSH_ASKPASS_REQUIRE: 'never',
})

/** Sentences that say nothing beside the ones before them. */
const hollow =
  /^(hint:|Please make sure you have|and the repository exists|fatal: Could not read from remote repository|warning: |Cloning into|From |\s*[*+!]|$)/i

const wordsOf = (stderr: string): string => {
  const lines = stderr.split(/[\r\n]+/).filter(line => !hollow.test(line))
  const shown = lines.slice(0, 3).map(line => line.replace(/^(fatal|error|remote): /, ''))
  // A helper or a redirect may have put a password into an address.
  return oneLine(shown.join('; ')).replace(/:\/\/[^/\s@]+@/g, '://')
}

/** @param longestMs how long one call of git may take. */
export const createGit = (env: NodeJS.ProcessEnv, longestMs = 60_000): Git => ({
  run: ({ args, protocol, signal }) =>
    new Promise(resolve => {
      // A group of its own: ssh and the transports end with it, and have no terminal to ask on.
      const own = process.platform !== 'win32'
      const child = spawn('git', [...always, ...args], {
        env: environmentFor(env, protocol),
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        detached: own,
      })
      const out: Buffer[] = []
      const err: Buffer[] = []
      let size = 0
      let ended: string | null = null
      const end = (why: string): void => {
        ended ??= why
        try {
          if (own && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
          else child.kill('SIGKILL')
        } catch {
          // It has ended by itself.
        }
      }
      const timer = setTimeout(() => end(`it took longer than ${longestMs / 1000} s`), longestMs)
      const onAbort = (): void => end('it was interrupted')
      if (signal?.aborted) onAbort()
      signal?.addEventListener('abort', onAbort)
      child.stdout.on('data', (part: Buffer) => {
        size += part.length
        if (size > mostBytes + 65_536) end('it said more than a catalog may hold')
        else out.push(part)
      })
      child.stderr.on('data', (part: Buffer) => {
        if (err.length < 64) err.push(part.subarray(0, 4_096))
      })
      const settle = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      child.once('error', () => {
        settle()
        resolve(failed({ kind: 'command-missing', command: 'git' }))
      })
      child.once('close', code => {
        settle()
        const said = wordsOf(Buffer.concat(err).toString('utf8'))
        if (ended !== null) resolve(failed({ kind: 'unreachable', host: 'git', said: ended }))
        else resolve(ok({ code: code ?? 1, stdout: Buffer.concat(out), said }))
      })
    }),
})
