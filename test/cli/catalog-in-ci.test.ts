// docs/catalog-in-ci.md as it stands there: the hook in a real repository, the steps of the workflow, the schema.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { gitEnv, newRepository, type Repository } from '../support/repository.ts'
import { cliPath, example, start } from '../support/run-cli.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/catalog-in-ci.md'), 'utf8')
/** The code of a language after a heading. */
const code = (heading: string, language: string): string => {
  const from = page.slice(page.indexOf(`## ${heading}`))
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(from)?.[1]
  if (found === undefined) throw new Error(`There is no ${language} after ${heading}.`)
  return found
}
const good = readFileSync(example('ops-hub'), 'utf8')
const broken = good.replace('environment: production', 'enviroment: production')

/** A terminal in which `switchyard` is installed, as the page says. */
const installed = (folder: string): NodeJS.ProcessEnv => {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  if (!existsSync(join(bin, 'switchyard'))) symlinkSync(cliPath, join(bin, 'switchyard'))
  return { ...gitEnv(folder), PATH: `${bin}${delimiter}${process.env.PATH}`, RUNNER_TEMP: folder }
}

test('the examples are broken as they are meant to be', () => {
  expect(broken).not.toBe(good)
})

const hooked = async (
  hook: string,
): Promise<{ repository: Repository; commit: () => ReturnType<typeof start>['ended'] }> => {
  const repository = await newRepository()
  mkdirSync(join(repository.work, '.githooks'))
  const path = join(repository.work, '.githooks', 'pre-commit')
  writeFileSync(path, hook)
  chmodSync(path, 0o755)
  repository.git('config', 'core.hooksPath', '.githooks')
  const env = installed(repository.folder)
  const commit = () => start('git', ['commit', '-q', '-m', 'Accounts'], env, { cwd: repository.work }).ended
  return { repository, commit }
}

test('the hook lets a valid catalog pass, stops a broken one at its line, and looks at what is staged', async () => {
  const { repository, commit } = await hooked(code('Before a commit', 'sh'))
  const file = join(repository.work, 'switchyard.yaml')
  writeFileSync(file, good)
  repository.git('add', '-A')
  expect(await commit()).toMatchObject({ code: 0 })

  writeFileSync(file, broken)
  repository.git('add', '-A')
  const stopped = await commit()
  expect(stopped.code).toBe(1)
  const line = broken.split('\n').findIndex(one => one.includes('enviroment')) + 1
  expect(stopped.stderr).toMatch(
    new RegExp(`^switchyard\\.yaml:${line}:\\d+: accounts\\..*Did you mean "environment"\\?`, 'm'),
  )

  // Mended on disk, not staged: what would be committed is still broken.
  writeFileSync(file, good)
  expect((await commit()).code).toBe(1)
  // Staged well, broken on disk: fine.
  writeFileSync(file, `${good}\n# reviewed\n`)
  repository.git('add', '-A')
  writeFileSync(file, broken)
  expect(await commit()).toMatchObject({ code: 0 })
  // What is no catalog is nobody's business.
  writeFileSync(join(repository.work, 'README.md'), 'x')
  repository.git('add', 'README.md')
  expect(await commit()).toMatchObject({ code: 0 })
})

test('the hook for a folder of documents', async () => {
  const { repository, commit } = await hooked(
    code('Before a commit', 'sh').replace('catalog=switchyard.yaml', 'catalog=accounts'),
  )
  const folder = join(repository.work, 'accounts')
  mkdirSync(folder)
  writeFileSync(
    join(folder, '10-base.yaml'),
    'switchyard: 1\nname: parts\nsignIns: { ops: { kind: iam-user, account: ops } }\n',
  )
  writeFileSync(join(folder, '20-accounts.yaml'), 'accounts:\n  ops: { id: "100000000002" }\n')
  repository.git('add', '-A')
  expect(await commit()).toMatchObject({ code: 0 })
  writeFileSync(join(folder, '30-more.yaml'), 'accounts:\n  acme: { id: "12" }\n')
  repository.git('add', '-A')
  const stopped = await commit()
  expect(stopped.code).toBe(1)
  expect(stopped.stderr).toMatch(/^accounts\/30-more\.yaml:2:15: accounts\.acme\.id: .*12 digits/m)
})

test('pre-commit’s own configuration runs the same command on the same file', async () => {
  const { repos } = parse(code('Before a commit', 'yaml')) as {
    repos: { hooks: { entry: string; files: string; pass_filenames: boolean }[] }[]
  }
  const hook = repos[0]?.hooks[0]
  expect(new RegExp(hook?.files ?? '').test('switchyard.yaml')).toBe(true)
  expect(hook?.pass_filenames).toBe(false)
  const repository = await newRepository()
  const run = (text: string) => {
    writeFileSync(join(repository.work, 'switchyard.yaml'), text)
    const [program = '', ...args] = (hook?.entry ?? '').split(' ')
    return start(program, args, installed(repository.folder), { cwd: repository.work }).ended
  }
  expect(await run(good)).toMatchObject({ code: 0 })
  expect(await run(broken)).toMatchObject({ code: 7 })
})

type Workflow = { jobs: { validate: { steps: { name?: string; run?: string }[] } } }
const step = (name: string): string => {
  const { jobs } = parse(code('On every pull request', 'yaml')) as Workflow
  return jobs.validate.steps.find(one => one.name === name)?.run ?? ''
}
const hasJq = spawnSync('jq', ['--version']).status === 0

test.skipIf(!hasJq)(
  'the workflow’s check annotates each problem at its line, and ends as the command did',
  async () => {
    const repository = await newRepository()
    const run = (text: string) => {
      writeFileSync(join(repository.work, 'switchyard.yaml'), text)
      return start('bash', ['-e', '-c', step('Check the catalog')], installed(repository.folder), {
        cwd: repository.work,
      }).ended
    }
    expect(await run(good)).toMatchObject({ code: 0, stdout: '' })
    const stopped = await run(broken)
    expect(stopped.code).toBe(7)
    expect(stopped.stdout).toMatch(
      /^::error file=switchyard\.yaml,line=\d+,col=\d+::accounts\..*: .*Did you mean "environment"\?$/m,
    )
    const warned = await run(good.replace('environment: production', 'environment: productoin'))
    expect(warned.code).toBe(0)
    expect(warned.stdout).toMatch(/^::warning file=switchyard\.yaml,line=/m)
  },
)

test('the schema that the page has people write is what an editor takes', async () => {
  const repository = await newRepository()
  const schema = await start('switchyard', ['catalog', 'schema'], installed(repository.folder)).ended
  expect(JSON.parse(schema.stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: {
      accounts: { additionalProperties: { properties: { id: { description: expect.any(String) } } } },
    },
  })
  expect(code('Completion in editors', 'yaml')).toContain('$schema=./switchyard.schema.json')
  const piped = await start('switchyard', ['catalog', 'validate', '-'], installed(repository.folder), {
    input: code('Completion in editors', 'yaml'),
  }).ended
  expect(piped).toMatchObject({ code: 0 })
})
