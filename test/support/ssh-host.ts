// A real sshd on 127.0.0.1, as the tests' own user, with a host key and a port of its own, and an agent that holds a key.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { until } from './sign-in-room.ts'

const program = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find(path => existsSync(path))

/** Why there is no sshd here, or null. */
export const whyNoSsh = (): string | null => {
  if (program !== undefined) return null
  if (process.env.CI) throw new Error('CI needs the Debian package openssh-server.')
  return 'skipped: the Debian package openssh-server is not installed'
}

export type SshHost = {
  readonly port: number
  readonly user: string
  /**
   * What git is told about ssh: a configuration of a person's own, with `codehost` as a name for this host.
   * `known`: the host's key is known; `keys`: the agent holds the person's key; `more`: further lines.
   */
  env(person: {
    readonly known: boolean
    readonly keys: boolean
    readonly more?: string
  }): Promise<NodeJS.ProcessEnv>
  /** From now on it shows another host key. */
  changeHostKey(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createConnection(port, '127.0.0.1')
    const end = (good: boolean) => () => {
      socket.destroy()
      resolve(good)
    }
    socket.once('data', end(true)).once('error', end(false)).once('close', end(false))
  })

export const sshHost = async (): Promise<SshHost> => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-ssh-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string): string => join(folder, name)
  const keygen = (name: string): void =>
    void execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)])
  for (const name of ['host', 'person']) keygen(name)
  writeFileSync(at('authorized'), readFileSync(at('person.pub')), { mode: 0o600 })
  const [port, user] = [await freePort(), userInfo().username]
  // sshd of root gives up its rights in this folder, which a service would have made.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  writeFileSync(
    at('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      'PidFile none',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      // The folder of temporary files may be written by all.
      'StrictModes no',
      '',
    ].join('\n'),
  )
  const listen = async (): Promise<() => void> => {
    const child = spawn(program ?? '', ['-D', '-e', '-f', at('sshd_config')], { stdio: 'ignore' })
    await until(() => answers(port))
    return () => void child.kill('SIGTERM')
  }
  let stop = await listen()
  onTestFinished(() => stop())

  const agent = async (name: string, keys: boolean): Promise<string> => {
    const socket = at(`${name}.sock`)
    const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGTERM'))
    // The agent's socket is there a moment before the agent answers on it; without keys the list is empty, which ends with 1.
    const add = (args: readonly string[]): number | null =>
      spawnSync('ssh-add', args, { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' }).status
    await until(() => [0, 1].includes(add(['-l']) ?? -1))
    if (keys && add(['-q', at('person')]) !== 0) throw new Error('The agent took no key.')
    return socket
  }
  const hostKey = (): string => `[127.0.0.1]:${port} ${readFileSync(at('host.pub'), 'utf8')}`
  let people = 0
  return {
    port,
    user,
    async env({ known, keys, more = '' }) {
      people += 1
      const name = `person-${people}`
      writeFileSync(at(`${name}.known`), known ? hostKey() : '')
      writeFileSync(
        at(`${name}.config`),
        `${more}\nHost codehost\n  HostName 127.0.0.1\n  Port ${port}\n  User ${user}\nHost *\n  UserKnownHostsFile ${at(`${name}.known`)}\n  GlobalKnownHostsFile /dev/null\n  IdentityFile none\n`,
      )
      return {
        SSH_AUTH_SOCK: await agent(name, keys),
        GIT_SSH_COMMAND: `ssh -F ${at(`${name}.config`)}`,
        GIT_CONFIG_NOSYSTEM: '1',
      }
    },
    async changeHostKey() {
      stop()
      await until(async () => !(await answers(port)))
      for (const name of ['host', 'host.pub']) rmSync(at(name))
      keygen('host')
      stop = await listen()
    },
  }
}
