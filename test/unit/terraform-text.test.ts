// Terraform's provider and backend as text: what it names, where state lies, and that no value can become code.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expand } from '../../main/catalog/expand.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import {
  hclText,
  printTerraform,
  stateKey,
  stateRegion,
  type TerraformPlace,
} from '../../main/delivery/terraform.ts'
import type { Target } from '../../shared/catalog.ts'
import { isFormatted, openWorkspace, whyNoTerraform } from '../support/real-terraform.ts'
import { plainEnv } from '../support/run-cli.ts'

const path = join(import.meta.dirname, '../../examples/atmos/switchyard.yaml')
const place = (id: string, change: (target: Target) => Target = target => target): TerraformPlace => {
  const read = readCatalog(readFileSync(path), path)
  const target = read.ok ? expand(read.value.document, 'atmos').targets.get(`atmos:${id}`) : undefined
  if (!target) throw new Error(`There is no ${id}.`)
  return { target: change(target), profile: id.replace('/', '-'), region: 'us-east-2' }
}

describe('terraform', () => {
  test('a provider alone', () => {
    expect(printTerraform({ provider: place('prod-1/Operations'), backend: null, component: null })).toBe(
      `# Written by Switchyard for atmos:prod-1/Operations

provider "aws" {
  profile             = "prod-1-Operations"
  region              = "us-east-2"
  allowed_account_ids = ["300000000041"]
}
`,
    )
  })

  test('with a backend, state lies at tenant/account/environment/component', () => {
    const wish = {
      provider: place('prod-1/Operations'),
      backend: place('backend/TerraformBackend', target => ({
        ...target,
        account: { ...target.account, facts: {} },
      })),
      component: 'vpc',
    }
    expect(stateKey(wish)).toBe('core/prod-1/production/vpc/terraform.tfstate')
    const text = printTerraform(wish)
    expect(text).toContain('    profile = "backend-TerraformBackend"\n')
    expect(text).toContain('    key     = "core/prod-1/production/vpc/terraform.tfstate"\n')
    expect(text).toContain('# terraform init -backend-config="bucket=BUCKET"\n')
  })

  test('what the backend’s account says of itself stands in it', () => {
    const facts = { 'State bucket': 'northwind-state', lock_table: 'locks', state: 'account/component' }
    const backend = place('backend/TerraformBackend', target => ({
      ...target,
      account: { ...target.account, facts },
    }))
    const text = printTerraform({ provider: place('dev-1/Developer'), backend, component: null })
    expect(text).toContain('    bucket  = "northwind-state"\n')
    expect(text).toContain('\n\n    dynamodb_table = "locks"\n    encrypt        = true\n')
    expect(text).toContain('# terraform init -backend-config="key=dev-1/COMPONENT/terraform.tfstate"\n')
  })

  test.each([
    [{}, 'us-east-2'],
    [{ 'state region': 'eu-west-3' }, 'eu-west-3'],
    [{ 'bucket region': 'moon' }, 'us-east-2'],
  ])('the bucket lies where %j says, else where the backend’s role works', (facts, region) => {
    const { target } = place('backend/TerraformBackend')
    expect(stateRegion({ ...target, account: { ...target.account, facts } })).toBe(region)
  })

  test('no text leaves its quotes or becomes an expression', () => {
    // HCL's own rules, read backwards: what stands between the quotes is the text again.
    const readBack = (written: string): string =>
      written
        .slice(1, -1)
        .replaceAll('$${', () => '${')
        .replaceAll('%%{', '%{')
        .replaceAll('\\"', '"')
        .replaceAll('\\\\', '\\')
    expect(hclText('${file("/etc/passwd")}"\n}')).toBe('"$${file(\\"/etc/passwd\\")}\\" }"')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '{', '}', '%', ' ', '\\') }), text => {
        const written = hclText(text)
        expect(written).toMatch(/^"(?:[^"\\]|\\["\\])*"$/)
        expect(written).not.toMatch(/(?<!%)%\{/)
        if (!text.includes('%'))
          expect(readBack(written.replaceAll('\\\\', '\u0001')).replaceAll('\u0001', '\\')).toBe(text)
      }),
    )
  })
  const why = whyNoTerraform()
  test.skipIf(why !== null)(why ?? 'the real terraform reads every text as it was meant', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-hcl-'))
    try {
      const unit = fc.constantFrom(...'$%{}"\\~ab \n\t#', '${', '%{', '$${', '/*', 'é', '\u{1f600}', '\u2028')
      const texts = [
        ...[
          '${file("/etc/passwd")}',
          '$${1}',
          '$$${1}',
          '%{ if true }x%{ endif }',
          '%%{',
          '${~1~}',
          '\\${1}',
        ],
        ...fc.sample(fc.string({ unit, maxLength: 30 }), { numRuns: 500, seed: 20261128 }),
      ]
      const text = `output "texts" {\n  value = [\n${texts.map(each => `    ${hclText(each)},\n`).join('')}  ]\n}\n`
      const there = openWorkspace({ folder, env: plainEnv(folder) }, 'texts', text)
      expect(await isFormatted(there, text)).toBe(true)
      await there.must(['init'])
      await there.must(['apply', '-auto-approve'])
      expect(JSON.parse(await there.must(['output', '-json', 'texts']))).toEqual(
        texts.map(each => each.replace(/[\r\n\t]+/g, ' ')),
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
