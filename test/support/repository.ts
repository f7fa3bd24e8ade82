// A bare repository and somebody who pushes to it, by the real git, apart from the git settings of the person who tests.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Repository = {
  readonly folder: string
  readonly bare: string
  /** The work tree of the one who pushes. */
  readonly work: string
  git(...args: readonly string[]): string
  /** Writes files (null = removes), commits and pushes them. @returns the commit */
  push(files: Readonly<Record<string, string | null>>, subject?: string): Promise<string>
  /** What is committed is pushed, whatever was there. */
  force(): void
}

export const gitEnv = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ana Lindqvist',
  GIT_AUTHOR_EMAIL: 'ana@example.com',
  GIT_COMMITTER_NAME: 'Ana Lindqvist',
  GIT_COMMITTER_EMAIL: 'ana@example.com',
})

export const newRepository = async (): Promise<Repository> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-git-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [bare, work] = [join(folder, 'accounts.git'), join(folder, 'work')]
  const run = (cwd: string, args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd,
      env: gitEnv(folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  run(folder, ['init', '-q', '--bare', '-b', 'main', bare])
  run(folder, ['init', '-q', '-b', 'main', work])
  run(work, ['remote', 'add', 'origin', bare])
  const git = (...args: readonly string[]): string => run(work, args)
  return {
    folder,
    bare,
    work,
    git,
    async push(files, subject = 'Accounts') {
      for (const [name, content] of Object.entries(files)) {
        const path = join(work, name)
        await mkdir(dirname(path), { recursive: true })
        if (content === null) await rm(path, { force: true })
        else await writeFile(path, content)
      }
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', subject)
      git('push', '-q', 'origin', 'HEAD')
      return git('rev-parse', 'HEAD')
    },
    force: () => void git('push', '-q', '--force', 'origin', 'HEAD'),
  }
}
